package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A correlator on a manual clock, and events as a recorder makes them. */
final class Timeline {
  final ManualClock clock = new ManualClock();
  final AggregatingCorrelator correlator;
  private final EventNames names = EventNames.of(clock);

  Timeline() {
    this(CorrelatorOptions.clientGo());
  }

  Timeline(CorrelatorOptions options) {
    correlator = AggregatingCorrelator.create(options, clock, names);
  }

  /** Options with a small rate limit. */
  static CorrelatorOptions.Builder budget(int burst, double qps) {
    return CorrelatorOptions.builder().burst(burst).qps(qps);
  }

  /** Makes an event as a recorder does, at the time of the clock. */
  Event event(String pod, String message) {
    return Event.builder()
        .name(names.next(pod))
        .namespace("default")
        .regarding(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Pod")
                .namespace("default")
                .name(pod)
                .uid("uid-of-" + pod)
                .build())
        .type(EventType.WARNING)
        .reason("BackOff")
        .message(message)
        .source(new EventSource("kubelet", "node-1"))
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .count(1)
        .firstTimestamp(clock.instant())
        .lastTimestamp(clock.instant())
        .build();
  }

  Correlation happens(String pod, String message) {
    return correlator.correlate(event(pod, message));
  }

  Correlation happens(String pod, String reason, String message) {
    return correlator.correlate(event(pod, message).toBuilder().reason(reason).build());
  }

  Correlation happens(Event event) {
    return correlator.correlate(event);
  }

  void passes(Duration span) {
    clock.advance(span);
  }

  /** The sink stores a write unchanged. */
  Event stored(Correlation written) {
    return stored(written, written.event());
  }

  Event stored(Correlation written, Event stored) {
    correlator.recorded(written, stored);
    return stored;
  }

  static void assertSuppressed(Correlation correlation) {
    assertThat(correlation.kind()).isEqualTo(Kind.SUPPRESS);
  }

  static void assertCreates(Correlation correlation, int count) {
    assertThat(correlation.kind()).isEqualTo(Kind.CREATE);
    assertThat(correlation.event().count()).isEqualTo(count);
  }

  static void assertPatches(Correlation correlation, int count) {
    assertThat(correlation.kind()).isEqualTo(Kind.PATCH);
    assertThat(correlation.event().count()).isEqualTo(count);
    assertThat(patch(correlation)).contains("\"count\":" + count);
  }

  static String patch(Correlation correlation) {
    return EventJson.mergePatch(Objects.requireNonNull(correlation.patch(), "no patch"));
  }

  static List<String> messages(List<Correlation> writes) {
    return writes.stream().map(write -> write.event().message()).toList();
  }
}
