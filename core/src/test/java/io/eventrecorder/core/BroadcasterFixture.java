package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A broadcaster with real threads, a recorder, and pipelines to sinks of the test. */
abstract class BroadcasterFixture {
  static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");
  static final Duration LONG = Duration.ofSeconds(30);

  final EventBroadcaster broadcaster =
      EventBroadcaster.builder()
          .sinks()
          .properties(
              Map.of(
                  "eventrecorder.labels",
                  "team=shop",
                  "eventrecorder.default-namespace",
                  "ops",
                  "eventrecorder.pipeline.warnings.filter",
                  "type=Warning"))
          .resolver(Order.class, order -> ObjectReference.of("Order", "eu", order.id()))
          .build();
  final EventRecorder recorder = broadcaster.newRecorder("shop", "host-1");
  final List<Event> seen = Collections.synchronizedList(new ArrayList<>());

  record Order(String id) {}

  /** A sink of one function. */
  record Sink(Function<Event, @Nullable CompletionStage<@Nullable Event>> write)
      implements EventSink {
    @Override
    @SuppressWarnings("NullAway") // the test needs a sink that returns null
    public CompletionStage<@Nullable Event> create(Event event) {
      return write.apply(event);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return create(event);
    }
  }

  @AfterEach
  final void closeBroadcaster() {
    broadcaster.close(Duration.ZERO);
  }

  EventPipeline start(
      String name,
      Function<Event, @Nullable CompletionStage<@Nullable Event>> write,
      PipelineOptions options) {
    return broadcaster.startRecordingToSink(name, new Sink(write), EventCorrelator.none(), options);
  }

  CompletionStage<@Nullable Event> keep(Event event) {
    seen.add(event);
    return CompletableFuture.completedFuture(null);
  }

  static void assertBalanced(PipelineStats stats) {
    assertThat(stats.events().balances()).as("%s", stats).isTrue();
    assertThat(stats.writes().balances()).as("%s", stats).isTrue();
  }
}
