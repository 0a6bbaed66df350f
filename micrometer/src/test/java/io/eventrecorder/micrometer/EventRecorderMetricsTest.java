package io.eventrecorder.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventRecorderMetricsTest {
  private final FakeBroadcaster fake = new FakeBroadcaster();
  private final EventRecorderMetrics metrics = new EventRecorderMetrics(fake.broadcaster());
  private final MeterRegistry registry = new SimpleMeterRegistry();

  /** The values of every meter, by name and tags; times in seconds. */
  private static Map<String, String> meters(MeterRegistry registry) {
    Map<String, String> result = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      String tags =
          meter.getId().getTags().stream()
              .map(tag -> tag.getKey() + "=" + tag.getValue())
              .collect(Collectors.joining(","));
      List<String> values = new ArrayList<>();
      meter.measure().forEach(measured -> values.add(Double.toString(measured.getValue())));
      result.put(
          meter.getId().getName().replaceFirst("^eventrecorder\\.", "") + "{" + tags + "}",
          String.join(" ", values));
    }
    return result;
  }

  private double pipelines() {
    return registry.get("eventrecorder.pipelines").gauge().value();
  }

  @Test
  void each_meter_shows_its_own_value() {
    fake.with("kafka").record("shop", "Normal", "Sold");
    metrics.bindTo(registry);
    fake.record("shop", "Normal", "Sold");
    Map<String, String> expected = new TreeMap<>();
    expected.put("pipelines{}", "1.0");
    expected.put("recorded{component=shop,reason=Sold,type=Normal}", "2.0");
    expected.put("invalid{problem=type}", "2.0");
    expected.put("invalid{problem=reason}", "0.0");
    expected.put("invalid{problem=reference}", "0.0");
    expected.put("invalid{problem=message}", "0.0");
    expected.put("after.close{}", "3.0");
    expected.put("recording.bugs{}", "4.0");
    expected.put("events.offered{pipeline=kafka}", "11.0");
    expected.put("events.dropped{pipeline=kafka}", "12.0");
    expected.put("events.queued{pipeline=kafka}", "13.0");
    expected.put("events.filtered{pipeline=kafka}", "14.0");
    expected.put("events.correlator.failed{pipeline=kafka}", "15.0");
    expected.put("events.suppressed{pipeline=kafka}", "16.0");
    expected.put("events.emitted{pipeline=kafka}", "17.0");
    expected.put("writes.emitted{pipeline=kafka}", "18.0");
    expected.put("writes.originated{pipeline=kafka}", "19.0");
    expected.put("writes.waiting{pipeline=kafka}", "20.0");
    expected.put("writes.in.flight{pipeline=kafka}", "21.0");
    expected.put("writes.coalesced{pipeline=kafka}", "22.0");
    expected.put("writes.delivered{pipeline=kafka}", "23.0");
    expected.put("writes.rejected{pipeline=kafka}", "24.0");
    expected.put("writes.failed{pipeline=kafka}", "25.0");
    expected.put("writes.abandoned{pipeline=kafka}", "26.0");
    expected.put("unwritten{pipeline=kafka}", "27.0");
    expected.put("bugs{pipeline=kafka}", "28.0");
    expected.put("queue.capacity{pipeline=kafka}", "29.0");
    expected.put("state{pipeline=kafka,state=up}", "0.0");
    expected.put("state{pipeline=kafka,state=degraded}", "1.0");
    expected.put("state{pipeline=kafka,state=down}", "0.0");
    expected.put("state{pipeline=kafka,state=failed}", "0.0");
    expected.put("oldest.waiting{pipeline=kafka}", "1.5");
    expected.put("write.latency{pipeline=kafka}", "32.0 3.3");
    expected.put("write.latency.max{pipeline=kafka}", "0.34");
    expected.put("correlator{name=groups,pipeline=kafka}", "30.0");
    expected.put("sink{name=records,pipeline=kafka}", "31.0");
    assertThat(meters(registry)).isEqualTo(expected);
  }

  @Test
  void a_pipeline_that_starts_after_binding_gets_its_meters_when_any_meter_is_read() {
    metrics.bindTo(registry);
    fake.with("late");
    double unused = registry.get("eventrecorder.after.close").functionCounter().count();
    assertThat(registry.get("eventrecorder.events.dropped").functionCounter().count())
        .isEqualTo(12);
    assertThat(pipelines()).isEqualTo(1);
  }

  @Test
  void a_closed_pipeline_shows_its_last_values_once_and_then_loses_its_meters() {
    fake.with("stays").with("goes");
    metrics.bindTo(registry);
    var waiting = registry.get("eventrecorder.events.queued").tag("pipeline", "goes").gauge();
    fake.pipelines.remove("goes");
    assertThat(waiting.value()).isEqualTo(13);
    assertThat(meters(registry).keySet())
        .noneMatch(meter -> meter.contains("goes"))
        .contains("events.queued{pipeline=stays}");

    fake.with("goes");
    assertThat(pipelines()).isEqualTo(2);
    assertThat(meters(registry)).containsEntry("events.queued{pipeline=goes}", "13.0");
  }

  @Test
  void names_of_correlator_and_sink_that_appear_later_are_added() {
    fake.pipelines.put("p", FakeBroadcaster.stats("p", Map.of(), Map.of()));
    metrics.bindTo(registry);
    fake.pipelines.put("p", FakeBroadcaster.stats("p", Map.of("keys", 1L), Map.of("sent", 2L)));
    assertThat(pipelines()).isEqualTo(1);
    assertThat(meters(registry))
        .containsEntry("correlator{name=keys,pipeline=p}", "1.0")
        .containsEntry("sink{name=sent,pipeline=p}", "2.0");
  }

  @Test
  void tags_of_the_application_are_on_every_meter() {
    fake.with("p");
    EventRecorderMetrics tagged =
        new EventRecorderMetrics(fake.broadcaster(), Tags.of("broadcaster", "orders"));
    fake.record("shop", "Normal", "Sold");
    tagged.bindTo(registry);
    assertThat(registry.getMeters())
        .allSatisfy(meter -> assertThat(meter.getId().getTag("broadcaster")).isEqualTo("orders"));
  }

  @Test
  void binding_twice_changes_nothing_and_each_registry_has_all() {
    fake.with("p");
    MeterRegistry other = new SimpleMeterRegistry();
    metrics.bindTo(registry);
    int once = registry.getMeters().size();
    metrics.bindTo(registry);
    metrics.bindTo(other);
    fake.record("shop", "Normal", "Sold");
    assertThat(pipelines()).isEqualTo(1);
    assertThat(registry.getMeters()).hasSize(once + 1);
    assertThat(meters(registry))
        .containsEntry("recorded{component=shop,reason=Sold,type=Normal}", "1.0");
    assertThat(meters(other).keySet()).hasSize(once);
    assertThat(meters(other)).isEqualTo(meters(registry));
  }

  @Test
  void close_removes_only_its_own_meters_from_all_registries_and_stops_counting() {
    fake.with("p");
    MeterRegistry other = new SimpleMeterRegistry();
    other.counter("of.the.application").increment();
    metrics.bindTo(registry);
    metrics.bindTo(other);
    fake.record("shop", "Normal", "Sold");
    var kept = registry.get("eventrecorder.pipelines").gauge();
    assertThat(kept.value()).isEqualTo(1);
    metrics.close();
    metrics.close();
    fake.with("q");
    assertThat(kept.value()).isEqualTo(2);
    assertThat(registry.getMeters()).isEmpty();
    assertThat(meters(other)).containsOnlyKeys("of.the.application{}");
    assertThat(fake.observers).isEmpty();
    assertThatThrownBy(() -> metrics.bindTo(registry))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("create new ones");
  }

  @Test
  void a_registrys_listener_may_read_meters_on_its_own_and_on_another_thread() {
    List<Double> read = new ArrayList<>();
    registry
        .config()
        .onMeterAdded(
            added ->
                registry
                    .find("eventrecorder.pipelines")
                    .gauges()
                    .forEach(
                        gauge -> {
                          read.add(gauge.value());
                          read.add(
                              CompletableFuture.supplyAsync(gauge::value)
                                  .orTimeout(20, TimeUnit.SECONDS)
                                  .join());
                        }));
    metrics.bindTo(registry);
    read.clear();
    fake.with("p");
    assertThat(pipelines()).isEqualTo(1);
    assertThat(read).isNotEmpty().containsOnly(1.0);
    assertThat(registry.find("eventrecorder.state").gauges()).hasSize(4);
  }
}
