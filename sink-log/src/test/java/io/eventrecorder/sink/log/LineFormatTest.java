package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.eventrecorder.Event;
import io.eventrecorder.sink.log.LogEventSink.Profile;
import io.eventrecorder.testkit.EventArbitraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The line of every event is within the limit and valid JSON. */
class LineFormatTest {
  private static final String CUT = "…[cut]";

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final LongAdder cut = new LongAdder();

  @Property(tries = 300)
  void no_line_is_longer_than_the_limit_and_each_is_json(
      @ForAll("events") Event event,
      @ForAll Profile profile,
      @ForAll @IntRange(min = LineFormat.SMALLEST, max = 40_000) int limit) {
    byte[] whole = line(event, profile, LineFormat.NO_LIMIT);
    byte[] line = line(event, profile, limit);

    assertThat(line).hasSizeLessThanOrEqualTo(limit);
    assertThat(new String(line, StandardCharsets.UTF_8)).endsWith("}\n").doesNotContain("\ufffd");
    JsonNode json = JsonMapper.shared().readTree(line);
    if (whole.length <= limit) {
      assertThat(line).isEqualTo(whole);
    } else {
      String message = json.path(profile == Profile.OTEL ? "body" : "message").stringValue();
      assertThat(event.message()).startsWith(message.replace(CUT, ""));
    }
  }

  /** The longest possible part of a text is kept: less than the mark and one character is free. */
  @Property(tries = 300)
  void a_long_message_fills_the_line(
      @ForAll("characters") String character,
      @ForAll Profile profile,
      @ForAll @IntRange(min = LineFormat.SMALLEST, max = 20_000) int limit) {
    Event event = Events.message(character.repeat(20_000));
    byte[] line = line(event, profile, limit);

    assertThat(line.length).isBetween(limit - 24, limit);
    String message =
        JsonMapper.shared()
            .readTree(line)
            .path(profile == Profile.OTEL ? "body" : "message")
            .stringValue();
    assertThat(message).endsWith(CUT);
    assertThat(message.replace(CUT, "").replace(character, "")).isEmpty();
    assertThat(cut.sum()).isPositive();
  }

  @Example
  void too_many_labels_are_left_out_and_the_line_says_so() {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < 1000; i++) {
      labels.put("label-" + i, "value");
    }
    Event event = Events.everything().toBuilder().labels(labels).build();
    for (Profile profile : Profile.values()) {
      byte[] line = line(event, profile, LineFormat.SMALLEST);
      assertThat(line).hasSizeLessThanOrEqualTo(LineFormat.SMALLEST);
      assertThat(new String(line, StandardCharsets.UTF_8))
          .contains("Back-off restarting failed container app", "labels and annotations")
          .doesNotContain("label-1");
    }
  }

  @Example
  void a_line_that_is_tried_again_counts_as_cut_once() throws IOException {
    LineFormat format = new LineFormat(Layout.of(Profile.ECS), LineFormat.SMALLEST, cut);
    Event event = Events.message("m".repeat(9000));
    for (int i = 0; i < 3; i++) {
      assertThatIOException()
          .isThrownBy(
              () ->
                  format.write(
                      event,
                      TIME,
                      line -> {
                        throw new IOException("full");
                      }));
    }
    assertThat(cut.sum()).isZero();
    format.write(event, TIME, line -> {});
    format.write(Events.message("short"), TIME, line -> {});
    assertThat(cut.sum()).isEqualTo(1);
  }

  @Example
  void a_message_is_in_the_line_once() {
    Event event = Events.message("m".repeat(9000));
    for (Profile profile : Profile.values()) {
      assertThat(line(event, profile, LineFormat.NO_LIMIT)).hasSizeLessThan(11_000);
    }
  }

  private byte[] line(Event event, Profile profile, int limit) {
    List<byte[]> lines = new ArrayList<>();
    try {
      new LineFormat(Layout.of(profile), limit, cut).write(event, TIME, lines::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lines.get(0);
  }

  @Provide
  Arbitrary<String> characters() {
    return Arbitraries.of("x", "\"", "é", "語", "\ud83d\ude00", "\u001b", "\u202e", "\n");
  }

  @Provide
  Arbitrary<Event> events() {
    Arbitrary<String> texts =
        Combinators.combine(characters(), Arbitraries.integers().between(0, 9000))
            .as(String::repeat);
    return Combinators.combine(EventArbitraries.recorded(), texts, texts, texts)
        .as(
            (event, message, label, name) ->
                event.toBuilder()
                    .message(message)
                    .reportingInstance(name)
                    .labels(Map.of("a", label))
                    .annotations(Map.of(name, label))
                    .build());
  }
}
