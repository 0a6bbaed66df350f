package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The correlator gives the same answers as client-go. */
class VectorsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "custom-101",
        "custom-102",
        "dedupe-101",
        "dedupe-102",
        "edge-101",
        "edge-102",
        "longgap-101",
        "longgap-102",
        "mixed-101",
        "mixed-102",
        "sources-101",
        "sources-102",
        "storm-101",
        "storm-102"
      })
  void every_line_agrees_with_client_go(String vector) {
    List<JsonNode> expected = Json.lines(vector + ".out");
    List<JsonNode> actual = VectorScript.run(Json.lines(vector + ".in"));
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      int line = i + 1;
      VectorRules.difference(expected.get(i), actual.get(i))
          .ifPresent(difference -> differences.add("line " + line + ": " + difference));
    }
    assertThat(differences).isEmpty();
    assertThat(actual).hasSameSizeAs(expected).hasSizeGreaterThan(300);
  }

  @Test
  void the_comparison_sees_every_kind_of_difference() {
    JsonNode expected =
        Json.parse(
            "{\"skip\":false,\"event\":{\"metadata\":{\"name\":\"a.18867251edfa0000\"},"
                + "\"count\":2},\"patch\":\"{\\\"count\\\":2}\"}");
    assertThat(VectorRules.difference(expected, expected)).isEmpty();
    assertThat(VectorRules.difference(expected, Json.parse("{\"skip\":true}"))).isPresent();
    assertThat(difference(expected, "18867251edfa0000", "18867251edf90000")).isPresent();
    assertThat(difference(expected, "18867251edfa0000", "18867251edfa0001")).isEmpty();
    assertThat(difference(expected, "18867251edfa0000", "18867251ee0a0000")).isPresent();
    assertThat(difference(expected, "\"count\":2}", "\"count\":3}")).isPresent();
    assertThat(difference(expected, "count\\\":2", "count\\\":3")).isPresent();
    assertThat(difference(expected, "\"count\":2}", "\"count\":2,\"reason\":\"\"}")).isEmpty();
  }

  private static Optional<String> difference(JsonNode expected, String part, String other) {
    ObjectNode copy = expected.deepCopy();
    return VectorRules.difference(expected, Json.parse(copy.toString().replace(part, other)));
  }
}
