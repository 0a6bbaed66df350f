package io.eventrecorder.cli.report;

import io.eventrecorder.cli.report.ObjectTree.Node;
import io.eventrecorder.cli.report.ReportData.Heading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the data that the page of the report reads: JSON in columns, with each text once, in gzip,
 * in Base64. Times are milliseconds; those of events and states count from the beginning of the
 * range.
 */
final class DataWriter {
  private static final int VERSION = 1;

  private final ReportData data;
  private final StringTable strings = new StringTable();

  private DataWriter(ReportData data) {
    this.data = data;
  }

  /** {@return the data as Base64 of gzip} */
  static String base64(ReportData data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new BestGzip(bytes)) {
      new DataWriter(data).write(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // does not happen in memory
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Compresses as well as it can: the file is made once, and may be sent often. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  private void write(OutputStream out) {
    try (JsonGenerator json =
        JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      writeHeading(json);
      writeCounts(json);
      writeObjects(json);
      writeEvents(json);
      writeStates(json);
      json.writeArrayPropertyStart("settings");
      data.results().forEach(result -> writeResult(json, result));
      json.writeEndArray();
      writeTexts(json, "strings", strings.texts()); // last, because the others add to it
      json.writeEndObject();
    }
  }

  private void writeHeading(JsonGenerator json) {
    Heading heading = data.heading();
    json.writeNumberProperty("version", VERSION);
    json.writeStringProperty("title", ReportText.lines(heading.title()));
    json.writeNumberProperty("generated", heading.generated().toEpochMilli());
    json.writeStringProperty("tool", heading.tool());
    json.writeStringProperty("command", ReportText.lines(heading.command()));
    writeTexts(json, "inputs", heading.inputs());
    writeTexts(json, "notes", data.notes());
    json.writeNumberProperty("from", data.timeline().from().toEpochMilli());
    json.writeNumberProperty("to", data.timeline().to().toEpochMilli());
    json.writeNumberProperty("last", data.range().to().toEpochMilli());
  }

  private void writeCounts(JsonGenerator json) {
    Counts counts = data.counts();
    json.writeName("read").writeStartObject();
    json.writeNumberProperty("events", counts.events());
    json.writeNumberProperty("shown", data.input().events().size());
    json.writeNumberProperty("states", data.input().states().size());
    json.writeNumberProperty("occurrences", data.input().occurrences());
    json.writeNumberProperty("badItems", counts.badItems());
    json.writeName("passedOver").writeStartObject();
    for (Map.Entry<String, Long> each : counts.passedOver().entrySet()) {
      json.writeNumberProperty(ReportText.lines(each.getKey()), each.getValue());
    }
    json.writeEndObject();
    json.writeNumberProperty("filtered", counts.filtered());
    json.writeNumberProperty("leftOut", counts.leftOut());
    json.writeEndObject();
  }

  private void writeObjects(JsonGenerator json) {
    List<Node> nodes = data.tree().nodes();
    json.writeName("objects").writeStartObject();
    writeInts(json, "kind", nodes, node -> number(node.id().kind()));
    writeInts(json, "namespace", nodes, node -> number(node.id().namespace()));
    writeInts(json, "name", nodes, node -> number(node.id().name()));
    writeInts(json, "parent", nodes, Node::parent);
    writeInts(json, "depth", nodes, Node::depth);
    writeInts(json, "link", nodes, node -> number(node.link().text));
    json.writeEndObject();
  }

  private void writeEvents(JsonGenerator json) {
    List<DistinctEvent> events = data.input().events();
    json.writeName("events").writeStartObject();
    writeInts(json, "object", events, event -> data.tree().indexOf(event.object()));
    writeInts(json, "type", events, event -> number(event.event().type()));
    writeInts(json, "reason", events, event -> number(event.event().reason()));
    writeInts(json, "message", events, event -> number(event.event().message()));
    writeInts(json, "component", events, event -> number(ReportNumbers.componentOf(event.event())));
    writeInts(json, "host", events, event -> number(event.event().source().host()));
    writeLongs(json, "first", events, event -> data.range().millis(event.first()));
    writeLongs(
        json, "span", events, event -> event.last().toEpochMilli() - event.first().toEpochMilli());
    writeInts(json, "count", events, DistinctEvent::count);
    writeInts(json, "name", events, event -> number(event.name()));
    json.writeEndObject();
  }

  private void writeStates(JsonGenerator json) {
    EventStates input = data.input();
    List<ReadState> states = input.states();
    json.writeName("states").writeStartObject();
    writeIndexed(json, "event", input::eventOf);
    writeLongs(json, "time", states, state -> data.range().millis(state.time()));
    writeInts(json, "count", states, state -> state.event().occurrences());
    writeIndexed(json, "added", input::added);
    writeIndexed(json, "decision", state -> data.decision(state).number);
    json.writeEndObject();
  }

  private static void writeResult(JsonGenerator json, ScenarioResult result) {
    Scenario scenario = result.scenario();
    json.writeStartObject();
    json.writeStringProperty("name", scenario.name());
    json.writeStringProperty("options", ReportText.lines(scenario.options()));
    json.writeStringProperty("note", scenario.note());
    json.writeBooleanProperty("current", scenario.current());
    json.writeNumberProperty("writes", result.writes());
    json.writeNumberProperty("creates", result.creates());
    json.writeNumberProperty("updates", result.updates());
    json.writeNumberProperty("atEnd", result.atEnd());
    json.writeNumberProperty("merged", result.merged());
    json.writeNumberProperty("combined", result.combined());
    json.writeNumberProperty("heldBack", result.heldBack());
    json.writeNumberProperty("missing", result.missing());
    json.writeNumberProperty("lostDetail", result.lostDetail());
    json.writeNumberProperty("peakPerMinute", result.peakPerMinute());
    writeInts(json, "perMinute", result.perMinute(), Integer::intValue);
    json.writeNumberProperty("bucketMs", result.bucketMillis());
    json.writeEndObject();
  }

  private int number(String text) {
    return strings.numberOf(ReportText.lines(text));
  }

  private static void writeTexts(JsonGenerator json, String name, Collection<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(text -> json.writeString(ReportText.lines(text)));
    json.writeEndArray();
  }

  private static <T> void writeInts(
      JsonGenerator json, String name, List<T> rows, ToIntFunction<T> value) {
    int[] column = rows.stream().mapToInt(value).toArray();
    json.writeName(name).writeArray(column, 0, column.length);
  }

  private static <T> void writeLongs(
      JsonGenerator json, String name, List<T> rows, ToLongFunction<T> value) {
    long[] column = rows.stream().mapToLong(value).toArray();
    json.writeName(name).writeArray(column, 0, column.length);
  }

  private void writeIndexed(JsonGenerator json, String name, IntUnaryOperator value) {
    int[] column = IntStream.range(0, data.input().states().size()).map(value).toArray();
    json.writeName(name).writeArray(column, 0, column.length);
  }
}
