package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.testkit.FakeProviderContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether the replicas of a program report the same events. */
class ReportersTest {
  private static final int REPLICAS = 8;

  private static Event reportedBy(Event event, String component, int replica) {
    String host = component + "-" + replica;
    return event.toBuilder()
        .source(new EventSource(component, host))
        .reportingController(component)
        .reportingInstance(host)
        .build();
  }

  private static CorrelatorOptions.Builder together() {
    return CorrelatorOptions.builder().reporters(Reporters.COMPONENT);
  }

  private static Correlation happens(Timeline timeline, String component, int replica) {
    return timeline.happens(reportedBy(timeline.event("web-0", "m"), component, replica));
  }

  @Test
  void aggregating_makes_one_event_of_what_the_replicas_of_a_program_report() {
    Timeline timeline = new Timeline(together().build());
    Timeline.assertCreates(happens(timeline, "shop", 0), 1);
    for (int replica = 1; replica < REPLICAS; replica++) {
      Correlation write = happens(timeline, "shop", replica);
      Timeline.assertPatches(write, replica + 1);
      assertThat(write.event().source().host()).isEqualTo("shop-" + replica);
      assertThat(write.event().reportingInstance()).isEqualTo("shop-" + replica);
    }
    Timeline.assertCreates(happens(timeline, "cart", 0), 1);
    assertThat(timeline.correlator.gauges()).containsEntry("observations", 2L);
    assertThat(timeline.correlator.gauges()).containsEntry("groups", 2L);
    assertThat(timeline.correlator.gauges()).containsEntry("buckets", 2L);
  }

  @Test
  void aggregating_makes_an_event_of_each_replica_unless_told_otherwise() {
    Timeline timeline = new Timeline();
    for (int replica = 0; replica < REPLICAS; replica++) {
      Timeline.assertCreates(happens(timeline, "shop", replica), 1);
    }
    assertThat(timeline.correlator.gauges()).containsEntry("observations", (long) REPLICAS);
    assertThat(timeline.correlator.gauges()).containsEntry("groups", (long) REPLICAS);
    assertThat(timeline.correlator.gauges()).containsEntry("buckets", (long) REPLICAS);
  }

  @Test
  void the_replicas_of_a_program_share_the_bucket() {
    Timeline timeline = new Timeline(together().burst(3).build());
    int writes = 0;
    for (int replica = 0; replica < REPLICAS; replica++) {
      writes += happens(timeline, "shop", replica).kind() == Kind.SUPPRESS ? 0 : 1;
    }
    assertThat(writes).isEqualTo(3);
  }

  @Test
  void messages_of_several_replicas_fill_one_group() {
    Timeline timeline = new Timeline(together().maxEvents(3).build());
    Correlation last = Correlation.suppress();
    for (int replica = 0; replica < 3; replica++) {
      last = timeline.happens(reportedBy(timeline.event("web-0", "m" + replica), "shop", replica));
    }
    assertThat(last.event().message()).startsWith("(combined from similar events): ");
  }

  @Test
  void series_makes_one_event_of_what_the_replicas_of_a_program_report() {
    SeriesTimeline timeline =
        new SeriesTimeline(SeriesOptions.builder().reporters(Reporters.COMPONENT).build());
    SeriesTimeline.assertCreates(
        timeline.happens(reportedBy(timeline.event("web-0", "m"), "shop", 0)));
    Correlation write = timeline.happens(reportedBy(timeline.event("web-0", "m"), "shop", 1));
    SeriesTimeline.assertPatches(write, 2);
    assertThat(write.event().reportingInstance()).isEqualTo("shop-1");
    assertThat(write.event().source().host()).isEqualTo("shop-1");
    SeriesTimeline.assertCreates(
        timeline.happens(reportedBy(timeline.event("web-0", "m"), "cart", 0)));
  }

  @Test
  void series_makes_one_event_of_replicas_that_only_have_a_source() {
    SeriesTimeline timeline =
        new SeriesTimeline(SeriesOptions.builder().reporters(Reporters.COMPONENT).build());
    Event old =
        timeline.event("web-0", "m").toBuilder()
            .reportingController("")
            .reportingInstance("")
            .build();
    timeline.happens(old.toBuilder().source(new EventSource("shop", "shop-0")).build());
    SeriesTimeline.assertPatches(
        timeline.happens(old.toBuilder().source(new EventSource("shop", "shop-1")).build()), 2);
  }

  @Test
  void configuration_sets_it_for_both_correlators() {
    SeriesTimeline timeline = new SeriesTimeline();
    FakeProviderContext context = FakeProviderContext.of(Map.of("reporters", "component"));
    var aggregating = new AggregatingCorrelatorProvider().create(context);
    var series = new SeriesCorrelatorProvider().create(context);
    Event first = reportedBy(timeline.event("web-0", "m"), "shop", 0);
    Event second = reportedBy(timeline.event("web-0", "m"), "shop", 1);
    aggregating.correlate(first);
    series.correlate(first);
    Timeline.assertPatches(aggregating.correlate(second), 2);
    SeriesTimeline.assertPatches(series.correlate(second), 2);
  }
}
