package io.eventrecorder.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSource;
import io.eventrecorder.InvalidEventException;
import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.core.config.Durations;
import io.eventrecorder.core.config.PipelinePlan;
import io.eventrecorder.core.config.Startup;
import io.eventrecorder.core.pipeline.Pipeline;
import io.eventrecorder.spi.DraftedEvent;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.ReferenceResolver;
import io.eventrecorder.spi.UserCode;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fans events out to pipelines. What it adds to them is decided at start-up, so a recording thread
 * only reads.
 */
final class DefaultEventBroadcaster implements EventBroadcaster {
  private final Startup startup;
  private final ReferenceResolver resolver;
  private final EventClock clock;
  private final EventNames names;
  private final FixedMetadata fixed;
  private final Logger logger;
  private final ThreadFactory threads;
  private final InvalidEvents invalid;
  private final Observers observers;
  private final LongAdder recorded = new LongAdder();
  private final LongAdder afterClose = new LongAdder();

  /** Non-blocking pipelines first, so that one that blocks delays nobody else's event. */
  private volatile Pipeline[] pipelines = {};

  @GuardedBy("this")
  private int unnamed;

  @GuardedBy("this")
  private boolean closing;

  @GuardedBy("this")
  private @Nullable CloseReport report;

  private volatile Runnable whenClosed = () -> {};

  DefaultEventBroadcaster(
      Startup startup,
      ReferenceResolver resolver,
      EventClock clock,
      EventNames names,
      Logger logger,
      ThreadFactory threads) {
    this.threads = threads;
    this.logger = logger;
    this.invalid = new InvalidEvents(logger);
    this.observers = new Observers(invalid::fault);
    this.startup = startup;
    this.resolver = resolver;
    this.clock = clock;
    this.names = names;
    this.fixed = new FixedMetadata(startup.settings().labels(), startup.settings().annotations());
    startup.pipelines().forEach(this::start);
  }

  void whenClosed(Runnable action) {
    whenClosed = action;
  }

  @Override
  public EventRecorder newRecorder(String component) {
    return newRecorder(component, HostName.get());
  }

  @Override
  public EventRecorder newRecorder(String component, String host) {
    return new DefaultEventRecorder(this, new EventSource(component, host));
  }

  @Override
  public EventPipeline startRecordingToSink(String name, EventSink sink, PipelineOptions options) {
    return start(startup.plan(name, sink, null, options));
  }

  @Override
  public EventPipeline startRecordingToSink(
      String name, EventSink sink, EventCorrelator correlator, PipelineOptions options) {
    return start(startup.plan(name, sink, correlator, options));
  }

  @Override
  public EventPipeline startEventWatcher(Consumer<? super Event> handler) {
    return startUnnamed("watcher", new HandlerSink(handler));
  }

  @Override
  public EventPipeline startLogging(Consumer<String> line) {
    return startUnnamed("logging", new HandlerSink(event -> line.accept(EventLine.of(event))));
  }

  @Override
  public Runnable onRecorded(Consumer<? super Event> observer) {
    return observers.add(observer);
  }

  private synchronized EventPipeline startUnnamed(String kind, EventSink sink) {
    return startRecordingToSink(
        kind + "-" + ++unnamed, sink, EventCorrelator.none(), PipelineOptions.none());
  }

  private synchronized Pipeline start(PipelinePlan plan) {
    if (closing) {
      throw new IllegalStateException("pipeline " + plan.name() + ": the broadcaster is closed");
    }
    for (Pipeline pipeline : pipelines) {
      if (pipeline.name().equals(plan.name())) {
        throw new IllegalArgumentException(
            "pipeline " + plan.name() + " is there already; give each a name of its own");
      }
    }
    Pipeline started =
        new Pipeline(plan, clock, names, logger, threads, this::remove, invalid::fault);
    List<Pipeline> all = new ArrayList<>(List.of(pipelines));
    all.add(started.blocks() ? all.size() : 0, started);
    pipelines = all.toArray(Pipeline[]::new);
    return started;
  }

  private synchronized void remove(Pipeline pipeline) {
    if (!closing) { // at the end all stay, for the last statistics
      List<Pipeline> all = new ArrayList<>(List.of(pipelines));
      all.remove(pipeline);
      pipelines = all.toArray(Pipeline[]::new);
    }
  }

  @Override
  public void publish(Event event) {
    offer(event, Event::fromElsewhere);
  }

  @Override
  public void record(Event event) {
    offer(event, Event::asOccurrence);
  }

  private void offer(Event event, BiFunction<Event, Instant, Event> made) {
    try {
      Event dated = made.apply(event, clock.instant());
      boolean complete = !dated.name().isEmpty() && !dated.namespace().isEmpty();
      offer(complete ? dated : completed(dated));
    } catch (Throwable e) {
      invalid.fault(e);
    }
  }

  private Event completed(Event event) {
    String namespace = event.namespace();
    if (namespace.isEmpty()) {
      String objects = event.regarding().namespace();
      namespace = objects.isEmpty() ? startup.settings().defaultNamespace() : objects;
    }
    String name = event.name().isEmpty() ? names.next(event.regarding().name()) : event.name();
    return event.toBuilder().namespace(namespace).name(name).build();
  }

  Event toEvent(DraftedEvent draft, EventSource source) {
    return draft.toEvent(source, resolver, startup.settings().defaultNamespace(), clock, names);
  }

  /**
   * Offers an event to all pipelines, whatever the code of one of them does.
   *
   * @throws VirtualMachineError at the end, if there was one that the application has to know of
   */
  void offer(Event event) {
    Event complete = fixed.addTo(event);
    boolean taken = false;
    Throwable fault = null;
    Pipeline[] all = pipelines;
    for (Pipeline pipeline : all) {
      try {
        taken |= pipeline.offer(complete);
      } catch (Throwable e) {
        fault = fault == null || UserCode.isFatal(e) ? e : fault;
      }
    }
    if (taken || all.length == 0) {
      recorded.increment();
      observers.tell(complete);
    } else if (fault == null) {
      afterClose.increment();
    }
    if (fault != null) {
      invalid.fault(fault);
    }
  }

  void invalid(InvalidEventException e) {
    invalid.count(e);
  }

  void fault(Throwable e) {
    invalid.fault(e);
  }

  @Override
  public EventClock clock() {
    return clock;
  }

  @Override
  public EventNames names() {
    return names;
  }

  @Override
  public EventCorrelator newCorrelator(String pipeline) {
    EventSink nowhere = new HandlerSink(event -> {});
    return startup.plan(pipeline, nowhere, null, PipelineOptions.none()).correlator();
  }

  @Override
  public BroadcasterStats stats() {
    Map<String, PipelineStats> stats = new LinkedHashMap<>();
    for (Pipeline pipeline : pipelines) {
      stats.put(pipeline.name(), pipeline.stats());
    }
    return new BroadcasterStats(
        recorded.sum(), invalid.counts(), afterClose.sum(), invalid.bugs(), stats);
  }

  @Override
  public boolean flush(Duration timeout) {
    List<CompletableFuture<?>> flushes = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      flushes.add(pipeline.flush());
    }
    try {
      CompletableFuture.allOf(flushes.toArray(CompletableFuture<?>[]::new))
          .get(Durations.nanos(timeout), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public CloseReport close(Duration timeout) {
    synchronized (this) {
      closing = true;
    }
    long end = clock.nanoTime() + Durations.nanos(timeout);
    for (Pipeline pipeline : pipelines) {
      pipeline.beginClose(timeout);
    }
    List<CloseReport> reports = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      reports.add(pipeline.awaitClose(Math.max(0, end - clock.nanoTime())));
    }
    CloseReport all = report(reports);
    whenClosed.run();
    return all;
  }

  private synchronized CloseReport report(List<CloseReport> reports) {
    if (report == null) {
      report =
          new CloseReport(
              reports.stream().flatMap(each -> each.pipelines().stream()).toList(),
              reports.stream().allMatch(CloseReport::complete),
              reports.stream().flatMap(each -> each.examples().stream()).limit(20).toList());
      if (!report.complete()) {
        invalid.warn(CloseSummary.of(report));
      }
    }
    return report;
  }
}
