package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lets the code that runs on a recording thread throw everything that it can throw. */
@Timeout(60)
class RecordingNeverThrowsTest {
  private static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");

  /** Where code of the application runs during a recording. */
  enum Place {
    RESOLVER(0, Problem.REFERENCE),
    ARGUMENT(1, Problem.MESSAGE),
    LABELS(0, null),
    FILTER(1, null),
    OBSERVER(1, null);

    /** How many events arrive in each pipeline if this code throws. */
    final int arrive;

    final @Nullable Problem problem;

    Place(int arrive, @Nullable Problem problem) {
      this.arrive = arrive;
      this.problem = problem;
    }
  }

  static Stream<Arguments> placesAndBugs() {
    return Stream.of(Place.values())
        .flatMap(place -> ThrowableSamples.bugs().stream().map(bug -> Arguments.of(place, bug)));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("placesAndBugs")
  void exceptions_of_application_code_are_counted(Place place, Throwable thrown) {
    try (Application application = new Application(place, thrown)) {
      assertThatCode(application::record).doesNotThrowAnyException();
      BroadcasterStats stats = application.broadcaster.stats();
      assertThat(stats.recorded()).isEqualTo(place.arrive);
      assertThat(application.offered()).containsExactly(place.arrive, place.arrive);
      assertThat(application.observed).hasSize(place.arrive);
      if (thrown instanceof RuntimeException && place.problem != null) {
        assertThat(stats.invalid()).containsOnly(Map.entry(place.problem, 1L));
        assertThat(stats.bugs()).isZero();
      } else if (place != Place.ARGUMENT || !(thrown instanceof IOException)) {
        assertThat(stats.bugs()).as("bugs; a Formatter swallows an IOException").isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void a_virtual_machine_error_reaches_the_application(Place place) {
    for (Throwable thrown : ThrowableSamples.fatal()) {
      try (Application application = new Application(place, thrown)) {
        assertThatThrownBy(application::record).isSameAs(thrown);
      }
    }
  }

  @Test
  void other_pipelines_and_observers_get_the_event_in_spite_of_a_virtual_machine_error() {
    try (Application filter = new Application(Place.FILTER, new OutOfMemoryError("thrown"))) {
      assertThatThrownBy(filter::record).isInstanceOf(OutOfMemoryError.class);
      assertThat(filter.offered()).containsExactly(0, 1);
      assertThat(filter.observed).hasSize(1);
    }
    try (Application observer = new Application(Place.OBSERVER, new OutOfMemoryError("thrown"))) {
      assertThatThrownBy(observer::record).isInstanceOf(OutOfMemoryError.class);
      assertThat(observer.offered()).containsExactly(1, 1);
      assertThat(observer.observed).hasSize(1);
    }
  }

  @Test
  void a_log_handler_that_throws_is_counted() {
    DefaultEventBroadcasterBuilder builder =
        new DefaultEventBroadcasterBuilder().logger(TestLogger.throwing());
    try (Application application = new Application(builder, Place.FILTER, new Error("thrown"))) {
      assertThatCode(application::record).doesNotThrowAnyException();
      assertThat(application.offered()).containsExactly(1, 1);
      assertThat(application.broadcaster.stats().bugs())
          .as("the filter, its log line, and the log line without the exception")
          .isEqualTo(3);
    }
  }

  @Test
  @SuppressWarnings("NullAway") // as callers without a null checker do
  void publishing_null_is_counted() {
    try (Application application = new Application(Place.FILTER, new Error("thrown"))) {
      assertThatCode(() -> application.broadcaster.publish(null)).doesNotThrowAnyException();
      assertThat(application.broadcaster.stats().bugs()).isEqualTo(1);
    }
  }

  /** Two pipelines, two observers, and code that throws at one place. */
  private static final class Application implements AutoCloseable {
    final EventBroadcaster broadcaster;
    final List<Event> observed = new ArrayList<>();
    private final EventRecorder recorder;
    private final Place place;
    private final Throwable thrown;

    Application(Place place, Throwable thrown) {
      this(new DefaultEventBroadcasterBuilder(), place, thrown);
    }

    Application(DefaultEventBroadcasterBuilder builder, Place place, Throwable thrown) {
      this.place = place;
      this.thrown = thrown;
      broadcaster =
          builder
              .sinks()
              .resolver(
                  Application.class,
                  any -> {
                    throw ThrowableSamples.sneakyThrow(thrown);
                  })
              .build();
      PipelineOptions.Builder options = PipelineOptions.builder();
      if (place == Place.FILTER) {
        options.filter(
            event -> {
              throw ThrowableSamples.sneakyThrow(thrown);
            });
      }
      // The broadcaster calls a later pipeline before an earlier one.
      broadcaster.startRecordingToSink(
          "second", new Nowhere(), EventCorrelator.none(), PipelineOptions.none());
      broadcaster.startRecordingToSink(
          "first", new Nowhere(), EventCorrelator.none(), options.build());
      if (place == Place.OBSERVER) {
        Runnable unused =
            broadcaster.onRecorded(
                event -> {
                  throw ThrowableSamples.sneakyThrow(thrown);
                });
      }
      Runnable unused = broadcaster.onRecorded(observed::add);
      recorder = broadcaster.newRecorder("app", "");
    }

    void record() {
      switch (place) {
        case RESOLVER -> recorder.normal(this, "Reason", "message");
        case ARGUMENT -> recorder.normal(POD, "Reason", "message %s", this);
        case LABELS ->
            recorder.normal("Reason").regarding(POD).labels(new Throwing()).message("m").record();
        default -> recorder.normal(POD, "Reason", "message");
      }
    }

    /** {@return the events offered to the first and to the second pipeline} */
    List<Integer> offered() {
      return Stream.of("first", "second")
          .map(name -> (int) broadcaster.stats().pipeline(name).events().offered())
          .toList();
    }

    @Override
    public String toString() {
      throw ThrowableSamples.sneakyThrow(thrown);
    }

    @Override
    public void close() {
      assertThat(broadcaster.close(Duration.ofSeconds(30)).complete()).isTrue();
    }

    private final class Throwing extends AbstractMap<String, String> {
      @Override
      public Set<Entry<String, String>> entrySet() {
        throw ThrowableSamples.sneakyThrow(thrown);
      }
    }
  }

  private static final class Nowhere implements EventSink {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return create(event);
    }
  }
}
