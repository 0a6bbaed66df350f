package io.eventrecorder.core;

import io.eventrecorder.broadcaster.ConfiguredOption;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.core.config.Configuration;
import io.eventrecorder.core.config.Providers;
import io.eventrecorder.core.config.Startup;
import io.eventrecorder.core.config.StartupPlan;
import io.eventrecorder.core.guard.LazyLogger;
import io.eventrecorder.core.pipeline.PipelineServices;
import io.eventrecorder.core.pipeline.PipelineThread;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.ReferenceResolver;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Builds a broadcaster from configuration, class path and the objects of the application. */
final class DefaultEventBroadcasterBuilder implements EventBroadcaster.Builder {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<Class<?>, Object> provided = new HashMap<>();
  private final List<ReferenceResolver> resolvers = new ArrayList<>();
  private EventClock clock = EventClock.system();
  private Logger logger = new LazyLogger("io.eventrecorder");

  /** A worker thread inherits no thread-locals from the thread that starts it. */
  private ThreadFactory threads = PipelineThread::new;

  private @Nullable List<String> sinks;

  /** {@return a broadcaster that a shutdown hook closes when the JVM ends} */
  static EventBroadcaster createWithShutdownHook() {
    DefaultEventBroadcaster broadcaster = new DefaultEventBroadcasterBuilder().build();
    ShutdownHook hook =
        new ShutdownHook(broadcaster, System.err, EventBroadcaster.DEFAULT_CLOSE_TIMEOUT);
    Runtime.getRuntime().addShutdownHook(hook);
    broadcaster.whenClosed(hook::remove);
    return broadcaster;
  }

  @Override
  public EventBroadcaster.Builder sinks(String... names) {
    sinks = List.of(names);
    return this;
  }

  @Override
  public EventBroadcaster.Builder properties(Map<String, String> more) {
    properties.putAll(more);
    return this;
  }

  @Override
  public <T> EventBroadcaster.Builder provide(Class<T> type, T instance) {
    provided.put(type, type.cast(instance));
    return this;
  }

  @Override
  public EventBroadcaster.Builder resolver(ReferenceResolver resolver) {
    resolvers.add(resolver);
    return this;
  }

  @Override
  public EventBroadcaster.Builder clock(EventClock newClock) {
    clock = newClock;
    return this;
  }

  /** For tests. */
  DefaultEventBroadcasterBuilder threads(ThreadFactory newThreads) {
    threads = newThreads;
    return this;
  }

  /** For tests. */
  DefaultEventBroadcasterBuilder logger(Logger newLogger) {
    logger = newLogger;
    return this;
  }

  @Override
  public Map<String, List<CheckResult>> check() {
    return plan(EventNames.of(clock)).check();
  }

  @Override
  public List<ConfiguredOption> configuration() {
    return plan(EventNames.of(clock)).describe();
  }

  @Override
  public DefaultEventBroadcaster build() {
    EventNames names = EventNames.of(clock);
    Startup startup = plan(names).start();
    List<ReferenceResolver> all = new ArrayList<>(resolvers);
    all.addAll(startup.resolvers());
    return new DefaultEventBroadcaster(
        startup,
        new ChainedReferenceResolver(all),
        new PipelineServices(clock, names, logger, threads));
  }

  private StartupPlan plan(EventNames names) {
    return StartupPlan.read(
        Configuration.ofJvm(properties), Providers.discover(), provided, clock, names, sinks);
  }
}
