package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.InMemoryEventSink.Operation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In a pipeline, the store has one event with the right count, however often a patch fails. */
class RefusedPatchTest {
  private static final EventClock CLOCK = EventClock.system();
  private static final EventNames NAMES = EventNames.of(CLOCK);
  private static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");

  private final InMemoryEventSink store = new InMemoryEventSink();

  static Stream<Arguments> correlatorsAndFailures() {
    return Stream.of(
            SinkException.rejected("HTTP 422", null), SinkException.retryable("HTTP 500", null))
        .flatMap(
            failure ->
                Stream.of(
                    Arguments.of(
                        AggregatingCorrelator.create(CorrelatorOptions.clientGo(), CLOCK, NAMES),
                        failure),
                    Arguments.of(
                        SeriesCorrelator.create(SeriesOptions.defaults(), CLOCK, NAMES), failure)));
  }

  @ParameterizedTest
  @MethodSource("correlatorsAndFailures")
  void there_is_one_event_however_often_its_patch_fails(
      EventCorrelator correlator, SinkException failure) {
    Refusing sink = new Refusing(store, failure);
    try (EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build()) {
      int tries = failure.kind() == SinkException.Kind.REJECTED ? 12 : 1;
      broadcaster.startRecordingToSink(
          "store", sink, correlator, PipelineOptions.builder().maxTries(tries).build());
      EventRecorder recorder = broadcaster.newRecorder("app");
      for (int i = 0; i < 10; i++) {
        recorder.normal(POD, "Pulled", "m");
        assertThat(broadcaster.flush(Duration.ofMinutes(1))).isTrue();
      }
      assertThat(store.count(Operation.CREATE)).isEqualTo(1);
      assertThat(store.count(Operation.PATCH)).isZero();
      sink.failure = null;
      recorder.normal(POD, "Pulled", "m");
      assertThat(broadcaster.flush(Duration.ofMinutes(1))).isTrue();
    }
    assertThat(store.count(Operation.CREATE)).isEqualTo(1);
    assertThat(store.events()).singleElement().satisfies(RefusedPatchTest::assertWholeCount);
  }

  private static void assertWholeCount(Event event) {
    assertThat(event.series() == null ? event.count() : event.series().count()).isEqualTo(11);
  }

  /** The namespace does not exist, and the second occurrence comes before the first answer. */
  @ParameterizedTest
  @MethodSource("correlatorsAndFailures")
  @Timeout(60)
  void a_refused_create_is_not_created_again_at_close(EventCorrelator correlator) {
    CompletableFuture<@Nullable Event> answer = new CompletableFuture<>();
    AtomicInteger creates = new AtomicInteger();
    EventSink sink =
        new EventSink() {
          @Override
          public CompletionStage<@Nullable Event> create(Event event) {
            creates.incrementAndGet();
            return answer;
          }

          @Override
          public CompletionStage<@Nullable Event> update(Event event) {
            return answer;
          }
        };
    try (EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build()) {
      broadcaster.startRecordingToSink("store", sink, correlator, PipelineOptions.none());
      EventRecorder recorder = broadcaster.newRecorder("app");
      recorder.normal(POD, "Pulled", "m");
      recorder.normal(POD, "Pulled", "m");
      while (broadcaster.stats().pipeline("store").writes().emitted() < 2) {
        Thread.onSpinWait();
      }
      answer.completeExceptionally(SinkException.rejected("HTTP 404", null));
    }
    assertThat(creates).hasValue(2);
  }

  private static final class Refusing implements EventSink {
    private final EventSink store;
    volatile @Nullable SinkException failure;

    Refusing(EventSink store, SinkException failure) {
      this.store = store;
      this.failure = failure;
    }

    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return store.create(event);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return store.update(event);
    }

    @Override
    public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
      SinkException why = failure;
      return why == null ? store.patch(newest, patch) : CompletableFuture.failedFuture(why);
    }
  }
}
