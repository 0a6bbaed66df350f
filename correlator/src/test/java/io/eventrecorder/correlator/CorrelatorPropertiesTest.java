package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.fge.jsonpatch.JsonPatchException;
import com.github.fge.jsonpatch.mergepatch.JsonMergePatch;
import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.aggregate.Aggregator;
import io.eventrecorder.correlator.internal.aggregate.Group;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.key.EventKeys;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The eight properties of docs/correlation.md; the first and the last in {@link StoreModel}. */
class CorrelatorPropertiesTest {
  private static final Pattern DNS_1123_SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** One event after a pause. */
  record Step(int pauseMillis, int pod, int message, boolean askWhatIsDue) {}

  @Provide
  static Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> pauses =
        Arbitraries.oneOf(
            Arbitraries.just(0),
            Arbitraries.integers().between(0, 2_000),
            Arbitraries.integers().between(0, 700_000));
    return Combinators.combine(
            pauses,
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 5),
            Arbitraries.of(true, false))
        .as(Step::new)
        .list()
        .ofMaxSize(120);
  }

  @Provide
  static Arbitrary<CorrelatorOptions> options() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 5),
            Arbitraries.of(1.0, 0.7, 3.0, 1.0 / 300),
            Arbitraries.integers().between(1, 6))
        .as(
            (burst, qps, maxEvents) ->
                CorrelatorOptions.builder().burst(burst).qps(qps).maxEvents(maxEvents).build());
  }

  @Property
  void property_1_a_created_events_last_written_count_after_drain_equals_its_occurrences(
      @ForAll("steps") List<Step> steps,
      @ForAll("options") CorrelatorOptions options,
      @ForAll long fate) {
    StoreModel model = new StoreModel(options, fate);
    steps.forEach(model::step);
    model.close();
    model.assertCountsEqualOccurrences();
  }

  @Property
  void property_2_writes_never_exceed_burst_plus_refill(
      @ForAll("steps") List<Step> steps, @ForAll("options") CorrelatorOptions options) {
    Timeline timeline = new Timeline(options);
    List<Long> writes = new ArrayList<>();
    for (Step step : steps) {
      timeline.passes(Duration.ofMillis(step.pauseMillis()));
      long now = timeline.clock.nanoTime();
      if (step.askWhatIsDue()) {
        timeline.correlator.due().forEach(write -> writes.add(now));
        timeline.correlator.nextDueNanos().ifPresent(next -> assertThat(next).isGreaterThan(now));
      }
      if (timeline.happens("pod", "m" + step.message()).kind() != Kind.SUPPRESS) {
        writes.add(now);
      }
    }
    for (int from = 0; from < writes.size(); from++) {
      for (int to = from; to < writes.size(); to++) {
        double elapsed = (writes.get(to) - writes.get(from)) / 1e9;
        assertThat((double) (to - from + 1))
            .isLessThanOrEqualTo(options.burst() + elapsed * options.qps() + 1e-9);
      }
    }
  }

  @Property
  void property_3_no_group_holds_more_than_max_events_minus_one_and_no_cache_more_than_its_capacity(
      @ForAll("steps") List<Step> steps, @ForAll("options") CorrelatorOptions options) {
    EventKeys keys = new EventKeys(AggregatingCorrelator.keyRules(options), new Hasher());
    Aggregator aggregator =
        new Aggregator(
            options.cacheSize(), options.maxEvents(), Nanos.of(options.maxInterval()), keys);
    Timeline timeline = new Timeline(options.toBuilder().cacheSize(2).build());
    for (Step step : steps) {
      timeline.passes(Duration.ofMillis(step.pauseMillis()));
      Event event = timeline.event("pod-" + step.pod(), "m" + step.message());
      keys.read(event);
      Group group = aggregator.groupOf(event, null, timeline.clock.nanoTime());
      aggregator.passes(group, keys.local());
      assertThat(group.size()).isLessThanOrEqualTo(options.maxEvents() - 1);
      timeline.happens(event);
      assertThat(timeline.correlator.gauges().get("observations")).isLessThanOrEqualTo(2);
      assertThat(timeline.correlator.gauges().get("groups")).isLessThanOrEqualTo(2);
      assertThat(timeline.correlator.gauges().get("buckets")).isLessThanOrEqualTo(2);
    }
  }

  @Property
  void property_4_the_patches_applied_in_order_give_the_last_event(
      @ForAll("steps") List<Step> steps) throws IOException, JsonPatchException {
    Timeline timeline = new Timeline(Timeline.budget(2, 1).build());
    JsonNode stored = Json.parse("{}");
    Event last = Event.builder().build();
    for (Step step : steps) {
      timeline.passes(Duration.ofMillis(step.pauseMillis()));
      Correlation write = timeline.happens("pod", "m");
      if (write.kind() != Kind.SUPPRESS) {
        last = write.event();
        stored =
            write.kind() == Kind.CREATE
                ? CoreEvents.write(last)
                : JsonMergePatch.fromJson(Json.parse(Timeline.patch(write))).apply(stored);
      }
    }
    JsonNode expected = CoreEvents.write(last);
    for (String field : List.of("count", "lastTimestamp", "message")) {
      assertThat(stored.path(field))
          .isEqualTo(steps.isEmpty() ? stored.path(field) : expected.path(field));
    }
  }

  @Property
  void property_5_the_same_input_on_the_same_clock_gives_the_same_output(
      @ForAll("steps") List<Step> steps, @ForAll("options") CorrelatorOptions options) {
    assertThat(outputs(steps, options)).isEqualTo(outputs(steps, options));
  }

  @Property
  void property_7_names_that_we_generate_are_valid_and_unique(@ForAll List<String> pods) {
    Timeline timeline = new Timeline(Timeline.budget(9, 1).maxEvents(1).build());
    Set<String> names = new HashSet<>();
    Set<String> distinct = new HashSet<>(pods);
    for (String pod : distinct) {
      String name =
          timeline
              .happens(
                  timeline.event("x", "m").toBuilder()
                      .regarding(timeline.event(pod, "m").regarding())
                      .build())
              .event()
              .name();
      assertThat(name).matches(DNS_1123_SUBDOMAIN).hasSizeLessThanOrEqualTo(253);
      names.add(name);
    }
    assertThat(names).hasSameSizeAs(distinct);
  }

  @Property
  void property_8_answers_in_any_order_never_lower_a_count_or_lose_an_occurrence(
      @ForAll("steps") List<Step> steps,
      @ForAll("options") CorrelatorOptions options,
      @ForAll long fate) {
    StoreModel model = new StoreModel(options, fate).withoutRefusals();
    steps.forEach(model::step);
    model.close();
    model.assertCountsEqualOccurrences();
    model.assertNoWriteLoweredACount();
    assertThat(model.timeline.correlator.unwritten()).isEqualTo(model.occurrencesOfNeverCreated());
  }

  private static List<String> outputs(List<Step> steps, CorrelatorOptions options) {
    Timeline timeline = new Timeline(options);
    List<String> outputs = new ArrayList<>();
    for (Step step : steps) {
      timeline.passes(Duration.ofMillis(step.pauseMillis()));
      List<Correlation> writes = new ArrayList<>();
      writes.add(timeline.happens("pod-" + step.pod(), "m" + step.message()));
      if (step.askWhatIsDue()) {
        writes.addAll(timeline.correlator.due());
      }
      writes.forEach(write -> outputs.add(write + " " + write.patch()));
    }
    timeline.correlator.drain().forEach(write -> outputs.add(Objects.toString(write)));
    return outputs;
  }
}
