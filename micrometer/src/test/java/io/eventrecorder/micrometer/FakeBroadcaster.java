package io.eventrecorder.micrometer;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.PipelineStats.EventLedger;
import io.eventrecorder.broadcaster.PipelineStats.Health;
import io.eventrecorder.broadcaster.PipelineStats.Latency;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.broadcaster.PipelineStats.WriteLedger;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A broadcaster with the statistics that a test sets. Each value is a different number. */
final class FakeBroadcaster {
  final Map<String, PipelineStats> pipelines = new LinkedHashMap<>();
  final List<Consumer<Event>> observers = new ArrayList<>();

  EventBroadcaster broadcaster() {
    return (EventBroadcaster)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {EventBroadcaster.class},
            (proxy, method, arguments) -> answer(method.getName(), arguments));
  }

  @SuppressWarnings("unchecked")
  private Object answer(String method, @Nullable Object @Nullable [] arguments) {
    if (method.equals("stats")) {
      return new BroadcasterStats(
          1, Map.of(Problem.TYPE, 2L), 3, 4, new LinkedHashMap<>(pipelines));
    } else if (method.equals("onRecorded") && arguments != null && arguments[0] != null) {
      Consumer<Event> observer = (Consumer<Event>) arguments[0];
      observers.add(observer);
      return (Runnable) () -> observers.remove(observer);
    }
    throw new UnsupportedOperationException(method);
  }

  void record(String component, String type, String reason) {
    Event event =
        Event.builder().source(new EventSource(component, "")).type(type).reason(reason).build();
    observers.forEach(observer -> observer.accept(event));
  }

  FakeBroadcaster with(String pipeline) {
    pipelines.put(pipeline, stats(pipeline, Map.of("groups", 30L), Map.of("records", 31L)));
    return this;
  }

  static PipelineStats stats(String name, Map<String, Long> gauges, Map<String, Long> counters) {
    return new PipelineStats(
        name,
        new EventLedger(11, 12, 13, 14, 15, 16, 17),
        new WriteLedger(18, 19, 20, 21, 22, 23, 24, 25, 26),
        27,
        28,
        new Health(
            State.DEGRADED,
            "503",
            29,
            Duration.ofMillis(1500),
            new Latency(32, Duration.ofMillis(3300), Duration.ofMillis(340))),
        gauges,
        counters);
  }
}
