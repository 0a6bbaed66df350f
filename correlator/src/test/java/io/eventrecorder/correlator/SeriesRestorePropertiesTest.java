package io.eventrecorder.correlator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.SeriesLife.Answer;
import io.eventrecorder.correlator.SeriesLife.Step;
import io.eventrecorder.correlator.SeriesLife.What;
import io.eventrecorder.spi.StateFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A series correlator that is restored from the parts of another one answers as that one does. */
class SeriesRestorePropertiesTest {
  private static Arbitrary<List<Step>> steps(Arbitrary<Answer> answers) {
    Arbitrary<What> what =
        Arbitraries.frequency(
            Tuple.of(30, What.HAPPENS),
            Tuple.of(6, What.STATE),
            Tuple.of(8, What.DUE),
            Tuple.of(1, What.DRAIN),
            Tuple.of(2, What.EXPIRE));
    Arbitrary<Integer> pauses =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(0)),
            Tuple.of(3, Arbitraries.integers().between(0, 60)),
            Tuple.of(1, Arbitraries.integers().between(0, 700)));
    return Combinators.combine(
            what,
            pauses,
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 1),
            Arbitraries.of(1, 1, 1, 3),
            answers)
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  @Provide
  static Arbitrary<List<Step>> steps() {
    return steps(
        Arbitraries.frequency(
            Tuple.of(12, Answer.RECORDED),
            Tuple.of(2, Answer.RECORDED_WITH_MORE),
            Tuple.of(1, Answer.REJECTED),
            Tuple.of(1, Answer.GIVEN_UP),
            Tuple.of(1, Answer.NOT_UPDATED)));
  }

  @Provide
  static Arbitrary<List<Step>> stepsWithoutSomeAnswers() {
    return steps(
        Arbitraries.frequency(
            Tuple.of(4, Answer.RECORDED), Tuple.of(1, Answer.GIVEN_UP), Tuple.of(4, Answer.NONE)));
  }

  @Provide
  static Arbitrary<SeriesOptions> options() {
    return Combinators.combine(
            Arbitraries.of(1, 2, 3, 5, 64),
            Arbitraries.of(30, 360),
            Arbitraries.of(10, 300, 1800),
            Arbitraries.of(Identity.values()))
        .as(
            (cache, finish, refresh, identity) ->
                SeriesOptions.builder()
                    .cacheSize(cache)
                    .finishAfter(Duration.ofSeconds(finish))
                    .refreshInterval(Duration.ofSeconds(refresh))
                    .identity(identity)
                    .build());
  }

  @Property
  void a_restored_correlator_continues_as_the_first_one(
      @ForAll("options") SeriesOptions options,
      @ForAll("steps") List<Step> untracked,
      @ForAll("steps") List<Step> before,
      @ForAll("steps") List<Step> after) {
    SeriesLife first = new SeriesLife(options);
    Parts parts = new Parts();
    untracked.forEach(first::step);
    first.correlator.changes(parts);
    for (Step step : before) {
      first.step(step);
      if (step.message() % 2 == 0) {
        first.correlator.changes(parts);
      }
    }
    first.correlator.changes(parts);

    SeriesLife copy = first.continued(parts);
    assertThat(copy.visible()).isEqualTo(first.visible());
    assertThat(whole(copy).values).isEqualTo(parts.values);
    SeriesLife second = first.continued(parts);
    Parts later = new Parts();
    later.values.putAll(parts.values);

    for (Step step : after) {
      List<String> expected = first.step(step);
      assertThat(copy.step(step)).isEqualTo(expected);
      assertThat(second.step(step)).isEqualTo(expected);
    }
    // also if the parts are collected for the first time long after they were restored
    second.correlator.changes(later);
    assertThat(whole(second.continued(later)).values).isEqualTo(later.values);
  }

  @Property
  void collecting_the_changes_changes_no_answer(
      @ForAll("options") SeriesOptions options,
      @ForAll("stepsWithoutSomeAnswers") List<Step> steps) {
    SeriesLife tracked = new SeriesLife(options);
    SeriesLife untracked = new SeriesLife(options);
    Parts parts = new Parts();
    for (Step step : steps) {
      tracked.correlator.changes(parts);
      assertThat(tracked.step(step)).isEqualTo(untracked.step(step));
    }
  }

  @Property
  void after_a_restore_all_that_has_no_answer_is_unwritten_and_can_be_drained(
      @ForAll("options") SeriesOptions options,
      @ForAll("stepsWithoutSomeAnswers") List<Step> steps) {
    SeriesLife first = new SeriesLife(options);
    Parts parts = new Parts();
    first.correlator.changes(parts);
    for (Step step : steps) {
      first.step(step);
      first.correlator.changes(parts);
    }
    long unwritten = first.correlator.unwritten();
    long lost = lost(parts);
    SeriesLife copy = first.continued(parts);
    assertThat(copy.correlator.unwritten()).isEqualTo(unwritten);
    assertThat(whole(copy).values).isEqualTo(parts.values);
    if (parts.values.keySet().stream().noneMatch(key -> key.startsWith("46"))) {
      // no forgotten series waits again for its last write
      assertThat(copy.correlator.nextDueNanos()).isEqualTo(first.correlator.nextDueNanos());
    }
    copy.correlator.drain().forEach(write -> copy.correlator.recorded(write, write.event()));
    assertThat(copy.correlator.unwritten()).isEqualTo(lost);
  }

  @Property
  void parts_that_are_cut_or_changed_give_a_state_format_exception_or_no_exception(
      @ForAll("steps") List<Step> steps,
      @ForAll int which,
      @ForAll int at,
      @ForAll byte value,
      @ForAll boolean cut) {
    SeriesLife first = new SeriesLife(SeriesOptions.defaults());
    steps.forEach(first::step);
    Parts parts = whole(first);
    List<String> keys = new ArrayList<>(parts.values.keySet());
    String key = keys.get(Math.floorMod(which, keys.size()));
    byte[] damaged = Parts.bytes(requireNonNull(parts.values.get(key)));
    int index = Math.floorMod(at, damaged.length);
    if (cut) {
      damaged = Arrays.copyOf(damaged, index);
    } else {
      damaged[index] = value;
    }
    parts.put(Parts.bytes(key), damaged);
    SeriesLife copy;
    try {
      copy = first.continued(parts);
    } catch (StateFormatException e) {
      return;
    }
    steps.forEach(copy::step);
    whole(copy);
  }

  private static Parts whole(SeriesLife life) {
    Parts whole = new Parts();
    life.correlator.changes(whole);
    return whole;
  }

  /** The number in the part of kind {@code L}; it is below 128 in these histories. */
  private static long lost(Parts parts) {
    byte[] value = Parts.bytes(requireNonNull(parts.values.get("4c")));
    return value.length == 2 ? value[1] : (value[1] & 0x7f) + (value[2] << 7);
  }
}
