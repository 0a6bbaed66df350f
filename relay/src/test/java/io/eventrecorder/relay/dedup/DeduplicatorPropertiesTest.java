package io.eventrecorder.relay.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.relay.dedup.DedupOptions.Mode;
import io.eventrecorder.relay.input.OccurrenceId;
import io.eventrecorder.relay.input.OccurrenceId.Foreign;
import io.eventrecorder.relay.input.OccurrenceId.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class DeduplicatorPropertiesTest {
  private static final long WINDOW = DedupOptions.standard().window().toMillis();
  private static final long FLOOR_WINDOW = Duration.ofHours(24).toMillis();

  /** An occurrence that arrives some time after the one before. */
  record Step(long afterMillis, String scope, OccurrenceId id, boolean restart) {}

  private static Arbitrary<Long> pauses() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, Arbitraries.longs().between(0, 1000)),
        Tuple.of(2, Arbitraries.longs().between(1, 2 * WINDOW)));
  }

  private static Arbitrary<Step> steps(Arbitrary<? extends OccurrenceId> ids) {
    return Combinators.combine(
            pauses(),
            Arbitraries.of("a", "b"),
            ids,
            Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)))
        .as(Step::new);
  }

  /** Few numbers, so that many come again, near the edges of pages. */
  private static Arbitrary<Sequence> numbers() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 2),
            Arbitraries.of(0L, 1023L, 1024L, 2048L, 65_535L, 65_536L, -1024L),
            Arbitraries.longs().between(0, 2))
        .as((process, page, number) -> new Sequence(process, page + number, 1));
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return steps(numbers()).list().ofMinSize(1).ofMaxSize(120);
  }

  @Provide
  Arbitrary<List<Step>> countedHistories() {
    Arbitrary<Integer> counts = Arbitraries.integers().between(1, 6);
    Arbitrary<OccurrenceId> ids =
        Arbitraries.oneOf(
            Combinators.combine(numbers(), counts)
                .as((id, count) -> new Sequence(id.process(), id.number(), count)),
            Combinators.combine(Arbitraries.longs().between(1, 5), counts)
                .as((id, count) -> new Foreign(~id, id, count)));
    return steps(ids)
        .map(step -> new Step(step.afterMillis() % 1000, step.scope(), step.id(), step.restart()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  /** What a plain set would know: when a number and its page were used last. */
  private static final class Model {
    private final Map<Object, Long> numbers = new HashMap<>();
    private final Map<Object, Long> pages = new HashMap<>();

    private static Object number(Step step) {
      return List.of(step.scope(), step.id());
    }

    private static Object page(Step step) {
      Sequence id = (Sequence) step.id();
      return List.of(step.scope(), id.process(), id.number() >>> 10);
    }

    void check(Step step, Verdict verdict, long now) {
      Long seen = numbers.get(number(step));
      Long used = pages.get(page(step));
      if (seen == null) {
        assertThat(verdict).isIn(Verdict.NEW, Verdict.UNKNOWN);
      } else if (used != null && now - used < WINDOW) {
        // A page that left and came back may have lost the number.
        assertThat(verdict).isIn(Verdict.DUPLICATE, Verdict.UNKNOWN);
      } else if (now - seen < FLOOR_WINDOW) {
        assertThat(verdict).isEqualTo(Verdict.UNKNOWN);
      }
      numbers.put(number(step), now);
      pages.put(page(step), now);
    }
  }

  private static List<Seen> run(List<Step> steps, DedupOptions options, boolean restarts) {
    MapStore store = new MapStore();
    Deduplicator seen = Deduplicator.open(store, options);
    List<Seen> results = new ArrayList<>();
    long now = 0;
    for (Step step : steps) {
      now += step.afterMillis();
      seen.expire(now, 1000);
      Seen found = seen.check(step.scope(), step.id());
      seen.mark(step.scope(), step.id(), found, now);
      results.add(found);
      if (restarts && step.restart()) {
        seen = Deduplicator.open(store, options);
      }
    }
    return results;
  }

  @Property(tries = 500)
  void the_answers_are_those_of_a_plain_set_or_say_that_they_do_not_know(
      @ForAll("histories") List<Step> steps) {
    List<Seen> results = run(steps, DedupOptions.standard(), true);
    Model model = new Model();
    long now = 0;
    for (int i = 0; i < steps.size(); i++) {
      now += steps.get(i).afterMillis();
      model.check(steps.get(i), results.get(i).verdict(), now);
    }
  }

  @Property(tries = 500)
  void within_the_window_the_answers_are_exactly_those_of_a_plain_set(
      @ForAll("histories") List<Step> steps) {
    List<Step> quick =
        steps.stream()
            .map(step -> new Step(step.afterMillis() % 1000, step.scope(), step.id(), true))
            .toList();
    Map<Object, Boolean> set = new HashMap<>();
    List<Seen> results = run(quick, DedupOptions.standard(), true);
    for (int i = 0; i < quick.size(); i++) {
      boolean isNew = set.put(Model.number(quick.get(i)), true) == null;
      assertThat(results.get(i)).isEqualTo(isNew ? Seen.NEW : Seen.DUPLICATE);
    }
  }

  @Property(tries = 300)
  void numbers_that_ascend_in_each_page_are_never_unknown(@ForAll("histories") List<Step> steps) {
    Map<Object, Long> last = new HashMap<>();
    List<Step> ascending = new ArrayList<>();
    long skipped = 0;
    for (Step step : steps) {
      Sequence id = (Sequence) step.id();
      long before = last.getOrDefault(Model.page(step), -1L);
      skipped += step.afterMillis();
      if ((id.number() & 1023) > before) {
        last.put(Model.page(step), id.number() & 1023);
        ascending.add(new Step(skipped, step.scope(), id, step.restart()));
        skipped = 0;
      }
    }
    assertThat(run(ascending, DedupOptions.standard(), true))
        .allSatisfy(seen -> assertThat(seen).isEqualTo(Seen.NEW));
  }

  @Property(tries = 300)
  void a_restart_at_any_time_changes_no_answer(@ForAll("histories") List<Step> steps) {
    assertThat(run(steps, DedupOptions.standard(), true))
        .isEqualTo(run(steps, DedupOptions.standard(), false));
  }

  @Property(tries = 300)
  void states_with_counts_in_any_order_add_up_to_the_greatest_count(
      @ForAll("countedHistories") List<Step> steps, @ForAll Mode mode) {
    Map<Object, Long> greatest = new HashMap<>();
    Map<Object, Long> sums = new HashMap<>();
    DedupOptions options =
        DedupOptions.standard().withMode(mode == Mode.NONE ? Mode.SEQUENCE : mode);
    List<Seen> results = run(steps, options, true);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      OccurrenceId id = step.id();
      long count = id instanceof Sequence own ? own.count() : ((Foreign) id).count();
      Object event =
          id instanceof Sequence own
              ? List.of(step.scope(), own.process(), own.number())
              : List.of(step.scope(), ((Foreign) id).high());
      greatest.merge(event, count, Math::max);
      sums.merge(event, results.get(i).occurrences(), Long::sum);
    }
    assertThat(sums).isEqualTo(greatest);
  }
}
