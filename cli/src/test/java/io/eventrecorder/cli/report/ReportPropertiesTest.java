package io.eventrecorder.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventrecorder.Event;
import io.eventrecorder.cli.input.InputCounts;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever is read, the data of the page are complete, and its numbers add up. */
class ReportPropertiesTest {
  private static final int LIMIT = 30;

  @Property(tries = 300)
  void the_data_agree_with_themselves(@ForAll("inputs") List<Event> events) {
    ReportedData data = report(events);
    indicesAreInRange(data);
    objectsAreATree(data);
    countsAddUp(data, events.size());
    data.json().get("settings").forEach(setting -> settingAddsUp(data, setting));
    JsonNode settings = data.json().get("settings");
    assertThat(settings.get(0).get("current").asBoolean()).isTrue();
    decisionsAreThoseOfTheCurrentSettings(data, settings.get(0));
  }

  private static void indicesAreInRange(ReportedData data) {
    int strings = data.json().get("strings").size();
    assertThat(data.json().get("strings").get(0).asText()).isEmpty();
    Set<String> distinct = new HashSet<>();
    data.json().get("strings").forEach(text -> distinct.add(text.asText()));
    assertThat(distinct).hasSize(strings);
    for (String column :
        List.of(
            "objects.kind",
            "objects.namespace",
            "objects.name",
            "objects.link",
            "events.type",
            "events.reason",
            "events.message",
            "events.component",
            "events.host",
            "events.name")) {
      assertThat(data.numbers(column)).allMatch(index -> index >= 0 && index < strings);
    }
    int objects = data.numbers("objects.kind").size();
    assertThat(data.numbers("events.object")).allMatch(index -> index >= 0 && index < objects);
    int events = data.numbers("events.object").size();
    assertThat(data.numbers("states.event")).allMatch(index -> index >= 0 && index < events);
    for (String table : List.of("objects", "events", "states")) {
      Set<Integer> lengths = new HashSet<>();
      data.json().get(table).forEach(column -> lengths.add(column.size()));
      assertThat(lengths).as(table).hasSize(1);
    }
  }

  private static void objectsAreATree(ReportedData data) {
    List<Long> parents = data.numbers("objects.parent");
    List<Long> depths = data.numbers("objects.depth");
    for (int i = 0; i < parents.size(); i++) {
      int parent = parents.get(i).intValue();
      assertThat(parent).isLessThan(i).isGreaterThanOrEqualTo(-1);
      assertThat(depths.get(i)).isEqualTo(parent < 0 ? 0 : depths.get(parent) + 1);
      assertThat(data.texts("objects.link").get(i).isEmpty()).isEqualTo(parent < 0);
    }
  }

  private static void countsAddUp(ReportedData data, int given) {
    List<Long> counts = data.numbers("events.count");
    long states = data.numbers("states.event").size();
    assertThat(data.number("read.shown")).isEqualTo(counts.size());
    assertThat(data.number("read.states")).isEqualTo(states);
    assertThat(data.number("read.events")).isEqualTo(given);
    assertThat(states + data.number("read.filtered") + data.number("read.leftOut"))
        .isEqualTo(given);
    assertThat(data.number("read.occurrences"))
        .isEqualTo(counts.stream().mapToLong(Long::longValue).sum());
    long[] added = new long[counts.size()];
    for (int i = 0; i < states; i++) {
      assertThat(data.numbers("states.added").get(i)).isNotNegative();
      added[data.numbers("states.event").get(i).intValue()] += data.numbers("states.added").get(i);
    }
    assertThat(added).containsExactly(counts.stream().mapToLong(Long::longValue).toArray());
    assertThat(data.numbers("states.time")).isSorted();
    assertThat(data.numbers("events.first")).isSorted();
    assertThat(data.numbers("events.span")).allMatch(span -> span >= 0);
    assertThat(data.number("to") - data.number("from")).isGreaterThanOrEqualTo(60_000);
  }

  private static void settingAddsUp(ReportedData data, JsonNode setting) {
    long writes = setting.get("writes").asLong();
    long atEnd = setting.get("atEnd").asLong();
    long creates = setting.get("creates").asLong();
    long merged = setting.get("merged").asLong();
    long combined = setting.get("combined").asLong();
    long heldBack = setting.get("heldBack").asLong();
    long states = data.number("read.states");
    List<Long> perMinute = ReportedData.numbers(setting.get("perMinute"));
    assertThat(creates + setting.get("updates").asLong()).isEqualTo(writes);
    assertThat(perMinute.stream().mapToLong(Long::longValue).sum()).isEqualTo(writes - atEnd);
    assertThat(perMinute).hasSizeLessThanOrEqualTo(601);
    long peak = setting.get("peakPerMinute").asLong();
    long greatest = perMinute.stream().mapToLong(Long::longValue).max().orElse(0);
    assertThat(peak).isLessThanOrEqualTo(greatest);
    if (setting.get("bucketMs").asLong() == 60_000) {
      assertThat(peak).isEqualTo(greatest);
    }
    assertThat(merged + combined + heldBack).isLessThanOrEqualTo(states);
    assertThat(states - heldBack).isLessThanOrEqualTo(writes);
    assertThat(setting.get("missing").asLong()).isNotNegative();
    assertThat(setting.get("lostDetail").asLong()).isBetween(0L, heldBack);
    if (setting.get("options").asText().equals("--correlator none")) {
      assertThat(writes).isEqualTo(states);
      assertThat(setting.get("lostDetail").asLong() + heldBack + combined).isZero();
    }
  }

  private static void decisionsAreThoseOfTheCurrentSettings(ReportedData data, JsonNode setting) {
    List<Long> decisions = data.numbers("states.decision");
    assertThat(decisions).allMatch(decision -> decision >= 0 && decision <= 3);
    assertThat(decisions.stream().filter(decision -> decision == 1).count())
        .isEqualTo(setting.get("merged").asLong());
    assertThat(decisions.stream().filter(decision -> decision == 2).count())
        .isEqualTo(setting.get("combined").asLong());
    assertThat(decisions.stream().filter(decision -> decision == 3).count())
        .isEqualTo(setting.get("heldBack").asLong());
  }

  private static ReportedData report(List<Event> events) {
    InputCounts counts = new InputCounts();
    Report report =
        new Report(Selection.ALL, "default", LIMIT, "t", Timeline.START, "tool", "c", List.of("-"));
    for (Event event : events) {
      counts.addEvent();
      report.accept(event);
    }
    CorrelatorOptions options = CorrelatorOptions.builder().burst(2).maxEvents(3).build();
    Scenario current =
        new Scenario(
            "current",
            "--burst 2",
            "",
            true,
            WhatIf.MESSAGE_PREFIX,
            clock -> AggregatingCorrelator.create(options, clock, EventNames.of(clock)));
    return ReportedData.ofBase64(
        DataWriter.base64(report.finish(counts, current).orElseThrow().data()));
  }

  @Provide
  Arbitrary<List<Event>> inputs() {
    Arbitrary<String> names = Arbitraries.of("", "a", "b", "c", "d");
    Arbitrary<String> objects =
        Arbitraries.of(
            "Deployment/web",
            "ReplicaSet/web-6869944cf6",
            "Pod/web-6869944cf6-j2zsk",
            "Pod/web-0",
            "Node/n",
            "/");
    Arbitrary<String> messages =
        Arbitraries.of(
            "Created pod: web-0",
            "one",
            "two",
            "three",
            "(combined from similar events): one",
            "\ud800 </script><!-- \u0000\u202e",
            "");
    Arbitrary<Instant> times =
        Arbitraries.frequencyOf(
            Tuple.of(
                20,
                Arbitraries.longs()
                    .between(0, 4000)
                    .map(seconds -> Timeline.START.plusSeconds(seconds))),
            Tuple.of(
                1,
                Arbitraries.of(
                    Instant.parse("1970-01-01T00:00:00Z"),
                    Instant.parse("9999-12-31T23:59:59Z"),
                    Instant.parse("0001-01-02T00:00:00Z"))));
    return Combinators.combine(
            names,
            objects,
            messages,
            Arbitraries.of("Normal", "Warning"),
            Arbitraries.integers().between(-1, 5),
            times.injectNull(0.1),
            times.injectNull(0.3))
        .as(ReportPropertiesTest::event)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  private static Event event(
      String name,
      String object,
      String message,
      String type,
      int count,
      @Nullable Instant last,
      @Nullable Instant first) {
    return Event.builder()
        .name(name.isEmpty() ? "" : name + object + type) // a name is of one object
        .namespace(name.equals("d") ? "" : "shop")
        .regarding(Timeline.reference(object))
        .type(type)
        .reason("Reason")
        .message(message)
        .count(count)
        .firstTimestamp(first)
        .lastTimestamp(last)
        .build();
  }
}
