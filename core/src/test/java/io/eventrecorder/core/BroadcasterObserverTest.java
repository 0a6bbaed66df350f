package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.PipelineOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Observers of recorded events. */
@Timeout(60)
class BroadcasterObserverTest extends BroadcasterFixture {
  @Test
  void an_observer_is_notified_of_recorded_events_only() {
    Runnable end = broadcaster.onRecorded(seen::add);
    recorder.normal(POD, "NoPipeline", "m");
    start("warnings", this::keep, PipelineOptions.none());
    recorder.normal(POD, "Filtered", "m");
    recorder.event(POD, "Error", "BadType", "m");
    broadcaster.publish(Event.builder().regarding(POD).reason("Published").build());
    assertThat(seen)
        .extracting(Event::reason)
        .containsExactly("NoPipeline", "Filtered", "Published");
    assertThat(broadcaster.stats().recorded()).isEqualTo(3);
    assertThat(seen.get(0).labels()).containsEntry("team", "shop"); // as sinks get the event

    end.run();
    end.run();
    recorder.normal(POD, "Ended", "m");
    assertThat(seen).hasSize(3);
    assertThat(broadcaster.stats().recorded()).isEqualTo(4);
  }

  @Test
  void an_observer_is_not_notified_of_events_after_close() {
    start("kept", event -> CompletableFuture.completedFuture(null), PipelineOptions.none());
    Runnable unused = broadcaster.onRecorded(seen::add);
    broadcaster.close(LONG);
    recorder.normal(POD, "Late", "m");
    assertThat(seen).isEmpty();
    assertThat(broadcaster.stats().afterClose()).isEqualTo(1);
  }

  @Test
  void an_observer_that_throws_is_counted_and_does_not_affect_others() {
    Runnable unused =
        broadcaster.onRecorded(
            event -> {
              throw new IllegalStateException("observer");
            });
    Runnable unusedToo = broadcaster.onRecorded(seen::add);
    recorder.normal(POD, "R", "m");
    broadcaster.publish(Event.builder().regarding(POD).build());
    assertThat(seen).hasSize(2);
    assertThat(broadcaster.stats().recorded()).isEqualTo(2);
    assertThat(broadcaster.stats().bugs()).isEqualTo(2);
  }

  @Test
  void removing_an_observer_removes_one_of_two_equal_ones() {
    Consumer<Event> observer = seen::add;
    Runnable end = broadcaster.onRecorded(observer);
    Runnable unused = broadcaster.onRecorded(observer);
    end.run();
    end.run();
    recorder.normal(POD, "R", "m");
    assertThat(seen).hasSize(1);
  }
}
