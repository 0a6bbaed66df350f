package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.correlator.SeriesOptions;
import io.eventrecorder.relay.dedup.DedupOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.streams.test.TestRecord;

/** The relay writes what one correlator in one process gives for the same log. */
class SameAsBareTest {
  /**
   * One event after a pause.
   *
   * @param pauseMillis how long before it nothing happens
   * @param ahead how many milliseconds its record is ahead of the clock of the relay
   * @param again whether the event before arrives a second time
   * @param moves whether the task moves to another machine
   */
  record Step(
      int pauseMillis, int ahead, int scope, int pod, int message, boolean again, boolean moves) {}

  @Provide
  static Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(3, Arbitraries.integers().between(1, 3_000)),
                Tuple.of(1, Arbitraries.integers().between(9_000, 900_000)),
                Tuple.of(1, Arbitraries.just(8_000_000))),
            Arbitraries.of(0, 0, 0, 4_999, 60_000, -60_000),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 5),
            Arbitraries.of(true, false, false, false),
            Arbitraries.of(true, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Provide
  static Arbitrary<CorrelatorOptions> options() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 5),
            Arbitraries.of(1.0, 0.7, 3.0, 1.0 / 300),
            Arbitraries.integers().between(1, 6),
            Arbitraries.of(3, 262_144))
        .as(
            (burst, qps, maxEvents, cacheSize) ->
                RelayOptions.correlatorDefaults().toBuilder()
                    .burst(burst)
                    .qps(qps)
                    .maxEvents(maxEvents)
                    .cacheSize(cacheSize)
                    .build());
  }

  @Property(tries = 150)
  void histories_of_aggregating_give_the_same_states_wherever_the_task_moves(
      @ForAll("steps") List<Step> steps, @ForAll("options") CorrelatorOptions options) {
    assertSame(steps, builder -> builder.correlator(options));
  }

  @Property(tries = 80)
  void histories_of_series_give_the_same_states_wherever_the_task_moves(
      @ForAll("steps") List<Step> steps, @ForAll("seriesOptions") SeriesOptions options) {
    assertSame(steps, builder -> builder.correlator(options));
  }

  @Provide
  static Arbitrary<SeriesOptions> seriesOptions() {
    return Arbitraries.of(2, 262_144)
        .map(cacheSize -> RelayOptions.seriesDefaults().toBuilder().cacheSize(cacheSize).build());
  }

  private static void assertSame(List<Step> steps, UnaryOperator<RelayOptions.Builder> correlator) {
    RelayOptions options =
        correlator
            .apply(
                RelayOptions.builder()
                    .bootstrapServers("unused:9092")
                    .from("events")
                    .dedup(DedupOptions.standard().withIdWindow(Duration.ofDays(30))))
            .build();
    try (RelayDriver relay = new RelayDriver(options)) {
      Bare bare = new Bare(options.correlators(), relay.now());
      TestRecord<byte[], byte[]> last = null;
      int id = 0;
      for (Step step : steps) {
        if (step.pauseMillis() > 0) {
          Duration pause = Duration.ofMillis(step.pauseMillis());
          relay.passes(pause);
          bare.passes(pause);
        }
        if (step.moves()) {
          relay.moves();
          bare.continues();
        }
        if (last != null && step.again()) {
          relay.arrives("events", last);
          bare.reads(last);
        } else {
          last = record(step, relay, id++);
          relay.arrives("events", last);
          bare.reads("events", last);
        }
        Books books = relay.books();
        assertBalance(books);
        assertThat(books.unwritten).isEqualTo(bare.unwritten());
      }
      for (int minute = 0; minute < 5; minute++) {
        relay.passes(Duration.ofMinutes(40));
        bare.passes(Duration.ofMinutes(40));
      }
      assertThat(relay.stateRecords()).extracting(Bare::text).isEqualTo(bare.written());
    }
  }

  private static TestRecord<byte[], byte[]> record(Step step, RelayDriver relay, int id) {
    return RelayDriver.record(
        "cluster-" + step.scope(),
        "id-" + id,
        TestEvents.event("pod-" + step.pod(), "message " + step.message(), relay.now()),
        relay.now().plusMillis(step.ahead()));
  }

  static void assertBalance(Books books) {
    assertThat(books.counted + books.duplicates + books.dead + books.ignored)
        .isEqualTo(books.consumed);
    assertThat(books.written + books.unwritten + books.dropped).isEqualTo(books.occurrences);
  }
}
