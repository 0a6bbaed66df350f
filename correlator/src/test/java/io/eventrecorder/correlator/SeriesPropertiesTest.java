package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.SeriesStoreModel.Step;
import io.eventrecorder.spi.Correlation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of every sequence of events, checked against {@link SeriesStoreModel}. */
class SeriesPropertiesTest {
  @Provide
  static Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> pauses =
        Arbitraries.oneOf(
            Arbitraries.just(0),
            Arbitraries.integers().between(0, 120),
            Arbitraries.of(180, 359, 360, 361, 3600));
    return Combinators.combine(
            pauses, Arbitraries.integers().between(0, 2), Arbitraries.of(true, true, false))
        .as(Step::new)
        .list()
        .ofMaxSize(120);
  }

  @Property
  void the_last_written_count_equals_the_occurrences_though_writes_are_refused(
      @ForAll("steps") List<Step> steps, @ForAll long fate) {
    SeriesStoreModel model = new SeriesStoreModel(fate);
    steps.forEach(model::step);
    model.close();
    model.assertLastCountsEqualOccurrences();
  }

  @Property
  void answers_in_any_order_leave_one_create_no_count_goes_back_and_nothing_is_unwritten(
      @ForAll("steps") List<Step> steps, @ForAll long fate) {
    SeriesStoreModel model = new SeriesStoreModel(fate).withoutRefusals();
    steps.forEach(model::step);
    model.close();
    model.assertLastCountsEqualOccurrences();
    assertThat(model.timeline.correlator.unwritten()).isZero();
  }

  @Property
  void a_running_series_is_never_without_a_write_for_longer_than_the_interval(
      @ForAll("steps") List<Step> steps) {
    SeriesTimeline timeline = new SeriesTimeline();
    long lastWrite = 0;
    int occurrences = 0;
    for (Step step : steps) {
      for (int second = 0; second < step.pauseSeconds() % 360; second++) {
        timeline.passes(Duration.ofSeconds(1));
        if (!timeline.due().isEmpty()) {
          lastWrite = timeline.clock.nanoTime();
        }
      }
      if (timeline.happens("web-0").kind() != Correlation.Kind.SUPPRESS) {
        lastWrite = timeline.clock.nanoTime();
      }
      occurrences++;
      assertThat(timeline.clock.nanoTime() - lastWrite)
          .isLessThanOrEqualTo(Duration.ofMinutes(30).toNanos());
    }
    assertThat(timeline.gauge("observations")).isEqualTo(occurrences == 0 ? 0 : 1);
  }

  @Property
  void the_same_input_on_the_same_clock_gives_the_same_output(@ForAll("steps") List<Step> steps) {
    assertThat(outputs(steps)).isEqualTo(outputs(steps));
  }

  private static List<String> outputs(List<Step> steps) {
    SeriesTimeline timeline = new SeriesTimeline();
    List<String> outputs = new ArrayList<>();
    for (Step step : steps) {
      timeline.passes(Duration.ofSeconds(step.pauseSeconds()));
      List<Correlation> writes = new ArrayList<>();
      writes.add(timeline.happens("pod-" + step.pod()));
      if (step.askWhatIsDue()) {
        writes.addAll(timeline.due());
      }
      writes.forEach(write -> outputs.add(write + " " + write.patch()));
    }
    timeline.correlator.drain().forEach(write -> outputs.add(write + " " + write.patch()));
    return outputs;
  }
}
