package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.json.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The inputs on which the correlator agrees with client-go, as records. The relay writes what the
 * correlator gives alone.
 */
class VectorsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

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
  void the_relay_writes_what_the_correlator_gives(String vector) throws IOException {
    assertSame(vector, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom-101", "edge-101", "longgap-101", "storm-102"})
  void it_still_does_if_the_task_moves_after_every_event(String vector) throws IOException {
    assertSame(vector, true);
  }

  private static void assertSame(String vector, boolean moves) throws IOException {
    List<JsonNode> lines = lines(vector);
    RelayOptions options =
        RelayOptions.builder()
            .bootstrapServers("unused:9092")
            .from("events")
            .correlator(options(lines.get(0)))
            .build();
    int events = 0;
    try (RelayDriver relay = new RelayDriver(options)) {
      Bare bare = new Bare(options.correlators(), relay.now());
      Duration behind = Duration.ZERO;
      for (JsonNode line : lines.subList(1, lines.size())) {
        behind =
            behind
                .plusMillis(line.path("advanceMillis").asLong())
                .plusNanos(line.path("advanceNanos").asLong());
        Duration passed = Duration.ofMillis(behind.toMillis());
        if (passed.isZero() && !line.has("event")) {
          continue;
        }
        relay.passes(passed);
        bare.passes(passed);
        behind = behind.minus(passed);
        if (line.has("event")) {
          TestRecord<byte[], byte[]> record =
              RelayDriver.record(
                  "cluster-1",
                  "id-" + events++,
                  EventJson.read(line.path("event").toString()),
                  relay.now());
          relay.arrives("events", record);
          bare.reads("events", record);
          if (moves) {
            relay.moves();
            bare.continues();
          }
        }
      }
      assertThat(relay.stateRecords()).extracting(Bare::text).isEqualTo(bare.written());
      assertThat(relay.books().consumed).isEqualTo(events);
      assertThat(relay.books().counted).isGreaterThan(events * 9L / 10);
      SameAsBareTest.assertBalance(relay.books());
    }
    assertThat(events).isGreaterThan(300);
  }

  private static CorrelatorOptions options(JsonNode json) {
    CorrelatorOptions.Builder options = RelayOptions.correlatorDefaults().toBuilder();
    if (json.path("lruCacheSize").asInt() > 0) {
      options.cacheSize(json.path("lruCacheSize").asInt());
    }
    if (json.path("burstSize").asInt() > 0) {
      options.burst(json.path("burstSize").asInt());
    }
    if (json.path("qps").asDouble() > 0) {
      options.qps(json.path("qps").asDouble());
    }
    if (json.path("maxEvents").asInt() > 0) {
      options.maxEvents(json.path("maxEvents").asInt());
    }
    if (json.path("maxIntervalInSeconds").asInt() > 0) {
      options.maxInterval(Duration.ofSeconds(json.path("maxIntervalInSeconds").asInt()));
    }
    return options.build();
  }

  private static List<JsonNode> lines(String vector) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream packed =
            Objects.requireNonNull(
                VectorsTest.class.getResourceAsStream("/vectors/" + vector + ".in.ndjson.gz"),
                vector);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          lines.add(MAPPER.readTree(line));
        }
      }
    }
    return lines;
  }
}
