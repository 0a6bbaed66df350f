package io.eventrecorder.relay.input;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.relay.input.Incoming.Dead;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HostileInputTest {
  private static final InputLimits LIMITS = InputLimits.standard();
  private static final String EVENT =
      "{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"involvedObject\":{\"kind\":\"Pod\"},"
          + "\"reason\":\"r\",\"count\":2,\"firstTimestamp\":\"2026-01-01T00:00:00Z\"}";

  private final RecordReader reader = new RecordReader(Map.of(), LIMITS);

  private Incoming read(Records.Maker maker) {
    return reader.read(maker.record(), Records.NOW);
  }

  private Incoming read(String value) {
    return read(Records.value(value.getBytes(UTF_8)));
  }

  private DeadReason dead(String value) {
    return reason(read(value));
  }

  private static DeadReason reason(Incoming incoming) {
    assertThat(incoming).isInstanceOf(Dead.class);
    Dead dead = (Dead) incoming;
    assertThat(dead.detail()).isNotBlank().doesNotContain("\n");
    assertThat(dead.detail().length()).isLessThan(1000);
    return dead.reason();
  }

  private static String structured(String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\"," + data + "}";
  }

  @Test
  void what_is_not_json_is_named_so() {
    for (String value : List.of("", " ", "x", "{", "{]", "{\"a\":}", EVENT + "x", "\u0000", "[1")) {
      assertThat(dead(value)).as(value).isEqualTo(DeadReason.NO_JSON);
    }
  }

  @Test
  void what_is_json_and_no_event_is_named_so() {
    for (String value :
        List.of(
            "{}",
            "[]",
            "[{}]",
            "null",
            "1",
            "\"x\"",
            "{\"kind\":\"Pod\"}",
            "{\"kind\":\"Event\",\"apiVersion\":\"v2\"}",
            "{\"kind\":\"Event\",\"count\":\"1\"}",
            "{\"kind\":\"Event\",\"count\":99999999999999999999}",
            "{\"kind\":\"Event\",\"metadata\":[]}",
            "{\"kind\":\"Event\",\"metadata\":{\"labels\":{\"a\":1}}}",
            "{\"kind\":\"Event\",\"firstTimestamp\":\"yesterday\"}",
            structured("\"data\":[]"),
            structured("\"data\":1"),
            structured("\"data\":\"x\""),
            structured("\"data\":{}"),
            structured("\"data_base64\":\"?\""),
            structured("\"data_base64\":\"AAAA\""),
            structured("\"type\":{\"a\":[1]}"))) {
      assertThat(dead(value)).as(value).isEqualTo(DeadReason.NO_EVENT);
    }
  }

  @Test
  void deep_nesting_is_dead() {
    for (int depth : new int[] {101, 5000, 200_000}) {
      String deep = "[".repeat(depth) + "]".repeat(depth);
      assertThat(dead(deep)).isIn(DeadReason.NO_EVENT, DeadReason.NO_JSON);
      assertThat(dead("{\"kind\":\"Event\",\"foo\":" + deep + "}"))
          .isIn(DeadReason.NO_EVENT, DeadReason.NO_JSON);
      assertThat(dead(structured("\"data\":" + deep)))
          .isIn(DeadReason.NO_EVENT, DeadReason.NO_JSON);
    }
  }

  @Test
  void other_encodings_are_dead() {
    for (Charset charset : List.of(UTF_16, UTF_16LE)) {
      for (String text : List.of(EVENT, structured("\"data\":" + EVENT))) {
        reason(read(Records.value(text.getBytes(charset))));
      }
    }
    byte[] broken = EVENT.getBytes(UTF_8);
    broken[EVENT.indexOf("Pod")] = (byte) 0xC3;
    reason(read(Records.value(broken)));
  }

  @Test
  void a_record_that_is_too_large_is_not_parsed() {
    String large = "{".repeat(LIMITS.maxRecordBytes() + 1);
    assertThat(dead(large)).isEqualTo(DeadReason.TOO_LARGE);
    String header = "x".repeat(LIMITS.maxRecordBytes());
    assertThat(reason(read(Records.value(EVENT.getBytes(UTF_8)).header("h", header))))
        .isEqualTo(DeadReason.TOO_LARGE);
    assertThat(reason(read(Records.value(null).header("h", header + "x"))))
        .isEqualTo(DeadReason.TOO_LARGE);
  }

  @Test
  void headers_count_although_their_names_and_values_are_empty() {
    Records.Maker maker = Records.value(EVENT.getBytes(UTF_8));
    for (int i = 0; i < 120_000; i++) {
      maker.made().headers().add("", null);
    }
    assertThat(reason(read(maker))).isEqualTo(DeadReason.TOO_LARGE);
  }

  @Test
  void long_texts_and_many_labels_are_dead() {
    String text = "x".repeat(LIMITS.maxTextChars() + 1);
    for (String field : List.of("reason", "type", "action", "reportingComponent")) {
      assertThat(dead(with("\"" + field + "\":\"" + text + "\""))).isEqualTo(DeadReason.TOO_LONG);
    }
    for (String field : List.of("apiVersion", "kind", "namespace", "name", "uid", "fieldPath")) {
      String object = "{\"" + field + "\":\"" + text + "\"}";
      assertThat(dead("{\"involvedObject\":" + object + "}")).isEqualTo(DeadReason.TOO_LONG);
      assertThat(dead(with("\"related\":" + object))).isEqualTo(DeadReason.TOO_LONG);
    }
    assertThat(dead(with("\"source\":{\"host\":\"" + text + "\"}"))).isEqualTo(DeadReason.TOO_LONG);
    String message = "x".repeat(LIMITS.maxMessageChars() + 1);
    assertThat(dead(with("\"message\":\"" + message + "\""))).isEqualTo(DeadReason.TOO_LONG);
    StringBuilder labels = new StringBuilder("\"a\":\"b\"");
    for (int i = 0; i < LIMITS.maxPairs(); i++) {
      labels.append(",\"").append(i).append("\":\"\"");
    }
    assertThat(dead(with("\"metadata\":{\"annotations\":{" + labels + "}}")))
        .isEqualTo(DeadReason.TOO_LONG);
    String value = "x".repeat(LIMITS.maxPairChars());
    assertThat(dead(with("\"metadata\":{\"labels\":{\"a\":\"" + value + "\"}}")))
        .isEqualTo(DeadReason.TOO_LONG);
    Records.Maker source = Records.value(EVENT.getBytes(UTF_8)).header("ce_source", text);
    assertThat(reason(read(source))).isEqualTo(DeadReason.TOO_LONG);
  }

  private static String with(String member) {
    return "{\"kind\":\"Event\"," + member + "}";
  }

  @Test
  void headers_without_a_value_and_with_broken_text_are_no_error() {
    Records.Maker maker = Records.value(EVENT.getBytes(UTF_8));
    for (String name : List.of("ce_source", "ce_id", "ce_type", "content-type")) {
      maker.made().headers().add(name, null);
    }
    assertThat(read(maker)).isInstanceOf(Incoming.Admitted.class);
    for (String name : List.of("ce_source", "ce_id", "ce_type", "content-type")) {
      maker.made().headers().add(name, new byte[] {(byte) 0xC3, 0, -1});
    }
    assertThat(read(maker)).isInstanceOf(Incoming.Admitted.class);
  }

  @Provide
  Arbitrary<byte[]> values() {
    return Arbitraries.of(EVENT, structured("\"data\":" + EVENT), "\uFEFF" + EVENT)
        .map(text -> text.getBytes(UTF_8));
  }

  @Property(tries = 2000)
  void damaged_bytes_have_a_result(
      @ForAll("values") byte[] value,
      @ForAll @IntRange(max = 250) int at,
      @ForAll byte with,
      @ForAll @IntRange(max = 250) int end) {
    byte[] damaged = Arrays.copyOf(value, Math.min(value.length, value.length - 40 + end));
    if (at < damaged.length) {
      damaged[at] = with;
    }
    assertThat(read(Records.value(damaged))).isNotNull();
  }

  @Property(tries = 500)
  void any_bytes_have_a_result(@ForAll byte[] value) {
    assertThat(read(Records.value(value))).isNotNull();
  }
}
