package io.eventrecorder.correlator;

import static io.eventrecorder.correlator.SeriesTimeline.assertCreates;
import static io.eventrecorder.correlator.SeriesTimeline.assertPatches;
import static io.eventrecorder.correlator.SeriesTimeline.assertSuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSeries;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.InMemoryEventSink.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The intended differences from client-go: one test for each row in docs/correlation.md. */
class SeriesBetterThanClientGoTest {
  private final SeriesTimeline timeline = new SeriesTimeline();

  /** client-go loses the counts of the last half hour when the process ends. */
  @Test
  void closing_writes_the_whole_count() {
    InMemoryEventSink sink = new InMemoryEventSink();
    EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build();
    SeriesCorrelator correlator =
        SeriesCorrelator.create(SeriesOptions.defaults(), broadcaster.clock(), broadcaster.names());
    broadcaster.startRecordingToSink(
        "cluster", sink, correlator, PipelineOptions.builder().queueCapacity(2000).build());
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    for (int i = 1; i <= 1000; i++) {
      recorder
          .warning("BackOff")
          .regarding(ObjectReference.of("Pod", "default", "web-0"))
          .action("Restarting")
          .message("restart " + i)
          .record();
    }
    assertThat(broadcaster.close(Duration.ofSeconds(30)).complete()).isTrue();
    assertThat(sink.events())
        .singleElement()
        .extracting(Event::series)
        .extracting(EventSeries::count)
        .isEqualTo(1000);
    assertThat(sink.count(Operation.CREATE)).isOne();
    assertThat(sink.count(Operation.PATCH)).isLessThanOrEqualTo(2);
  }

  /** In client-go, the map of series has no bound. */
  @Test
  void the_cache_is_bounded_and_loses_no_count() {
    SeriesTimeline small = new SeriesTimeline(SeriesOptions.builder().cacheSize(10).build());
    List<Correlation> last = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      small.happens("web-" + i, 3);
      last.addAll(small.due());
    }
    last.addAll(small.correlator.drain());
    assertThat(small.gauge("observations")).isEqualTo(10);
    assertThat(last).hasSize(100).allSatisfy(write -> assertPatches(write, 3));
  }

  /** In client-go, the key includes the resourceVersion: each update starts a new series. */
  @Test
  void an_object_that_was_updated_goes_on_with_its_series() {
    for (int version = 1; version <= 5; version++) {
      Event event = timeline.event("web-0", "m");
      ObjectReference pod = event.regarding().toBuilder().resourceVersion("" + version).build();
      timeline.happens(event.toBuilder().regarding(pod).build());
    }
    assertThat(timeline.gauge("observations")).isOne();
    assertPatches(timeline.correlator.drain().get(0), 5);
  }

  /** In client-go, each event has a thread that writes it, in no fixed order. */
  @Test
  void order_is_kept() {
    List<Integer> counts = new ArrayList<>();
    for (int minute = 0; minute < 100; minute++) {
      Correlation write = timeline.happens("web-0");
      if (write.kind() != Correlation.Kind.SUPPRESS) {
        counts.add(write.event().count());
      }
      timeline.minutesPass(1);
      timeline.due().forEach(due -> counts.add(due.event().count()));
    }
    assertThat(counts).containsExactly(1, 2, 31, 61, 91);
  }

  /** client-go repeats a write with the count of the first attempt. */
  @Test
  void a_create_after_a_refusal_carries_the_count_of_the_moment() {
    timeline.happens("web-0", 2);
    assertSuppressed(timeline.happens("web-0"));
    Correlation third = timeline.correlator.drain().get(0);
    assertSuppressed(timeline.happens("web-0"));
    timeline.correlator.notRecorded(third, NotRecorded.OUT_OF_BUDGET);
    assertCreates(timeline.happens("web-0"), 5);
  }

  /** client-go looks for ended series every six minutes, so one may end after twelve. */
  @Test
  void six_minutes_are_six_minutes() {
    timeline.passes(Duration.ofSeconds(1));
    timeline.happens("web-0", 3);
    assertThat(timeline.correlator.nextDueNanos())
        .hasValue(Duration.ofSeconds(6 * 60 + 1).toNanos());
  }

  /** client-go creates a lost event again with the note of the first occurrence. */
  @Test
  void an_event_that_the_store_lost_is_created_again_with_the_newest_message() {
    timeline.stored(timeline.happens(timeline.event("web-0", "first")));
    Correlation lost = timeline.happens(timeline.event("web-0", "newest"));
    assertThat(lost.event().message()).isEqualTo("newest");
    timeline.correlator.notRecorded(lost, NotRecorded.OUT_OF_BUDGET);
    Correlation again = timeline.happens(timeline.event("web-0", "newer still"));
    assertThat(again.event().message()).isEqualTo("newer still");
  }

  /** client-go forgets a single event six minutes after its eventTime. */
  @Test
  void an_old_event_time_does_not_end_a_series() {
    Event old =
        timeline.event("web-0", "m").toBuilder()
            .eventTime(timeline.clock.instant().minusSeconds(3600))
            .build();
    timeline.stored(timeline.happens(old));
    timeline.minutesPass(5);
    assertThat(timeline.due()).isEmpty();
    assertPatches(timeline.happens(timeline.event("web-0", "m")), 2);
  }

  /** In client-go, the pause must be longer than six minutes. */
  @Test
  void a_pause_of_exactly_six_minutes_ends_a_series() {
    timeline.happens("web-0", 2);
    timeline.minutesPass(6);
    assertCreates(timeline.happens("web-0"));
  }
}
