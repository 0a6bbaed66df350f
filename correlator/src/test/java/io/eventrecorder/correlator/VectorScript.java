package io.eventrecorder.correlator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a vector's input through our correlator. */
final class VectorScript {
  private final ManualClock clock = new ManualClock();
  private final AggregatingCorrelator correlator;
  private final boolean simulateSink;
  private final List<JsonNode> results = new ArrayList<>();
  private int resourceVersion;

  private VectorScript(JsonNode options) {
    this.simulateSink = options.path("simulateSink").asBoolean();
    this.correlator = AggregatingCorrelator.create(options(options), clock, EventNames.of(clock));
  }

  static List<JsonNode> run(List<JsonNode> lines) {
    VectorScript script = new VectorScript(lines.get(0));
    lines.subList(1, lines.size()).forEach(script::step);
    return script.results;
  }

  private void step(JsonNode line) {
    clock.advance(Duration.ofMillis(line.path("advanceMillis").asLong()));
    clock.advance(Duration.ofNanos(line.path("advanceNanos").asLong()));
    if (line.has("updateState")) {
      correlator.updateState(CoreEvents.read(line.path("updateState")));
    }
    if (line.has("event")) {
      results.add(result(correlator.correlate(CoreEvents.read(line.path("event")))));
    }
  }

  private ObjectNode result(Correlation correlation) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    boolean skip = correlation.kind() == Correlation.Kind.SUPPRESS;
    result.put("skip", skip);
    if (!skip) {
      result.set("event", CoreEvents.write(correlation.event()));
      EventPatch patch = correlation.patch();
      result.put("patch", patch == null ? null : EventJson.mergePatch(patch));
      answer(correlation);
    }
    return result;
  }

  private void answer(Correlation correlation) {
    if (simulateSink) {
      resourceVersion++;
      Event stored =
          correlation.event().toBuilder()
              .resourceVersion(Integer.toString(resourceVersion))
              .build();
      correlator.recorded(correlation, stored);
    }
  }

  private static CorrelatorOptions options(JsonNode json) {
    CorrelatorOptions.Builder options = CorrelatorOptions.builder().cacheSize(4096).verbatim(true);
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
}
