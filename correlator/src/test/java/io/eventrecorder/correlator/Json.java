package io.eventrecorder.correlator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** JSON from text and from the vectors. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static List<JsonNode> lines(String vector) {
    try (InputStream packed =
            Objects.requireNonNull(
                Json.class.getResourceAsStream("/vectors/" + vector + ".ndjson.gz"), vector);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).map(Json::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
