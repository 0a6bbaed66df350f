package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Converts YAML to JSON as kubectl does: plain scalars of the JSON schema become numbers, booleans
 * and null, and all others become text. Aliases are refused, so the JSON cannot grow without limit.
 */
final class YamlToJson {
  private static final JsonFactory JSON = JsonFactory.builder().rootValueSeparator(" ").build();
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).setLabel("input").build();
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");

  private final InputSlice yaml;
  private final InputLimits limits;
  private final JsonGenerator json;

  /** The depths of open collections that are mappings. */
  private final BitSet mappings = new BitSet();

  /** The depths of open collections in which a name comes next. */
  private final BitSet namesNext = new BitSet();

  private int depth;

  private YamlToJson(InputSlice yaml, InputLimits limits, JsonGenerator json) {
    this.yaml = yaml;
    this.limits = limits;
    this.json = json;
  }

  /**
   * {@return the JSON}
   *
   * @throws BadItemException if the text is not YAML, or nested deeper than the limit
   */
  static byte[] convert(InputSlice yaml, InputLimits limits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(yaml.length() + 100);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      new YamlToJson(yaml, limits, json).write();
    }
    return out.toByteArray();
  }

  private void write() {
    try {
      ParserImpl events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text()));
      while (events.hasNext()) {
        write(events.next());
      }
    } catch (MarkedYamlEngineException e) {
      throw bad(e.getProblemMark(), "is not YAML; correct it here: " + e.getProblem());
    } catch (YamlEngineException e) {
      String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw yaml.bad("is not YAML; correct it: " + problem);
    }
  }

  private String text() {
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(yaml.bytes(), yaml.offset(), yaml.length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw yaml.bad("is not UTF-8; write the input in UTF-8");
    }
  }

  private void write(Event event) {
    switch (event.getEventId()) {
      case MappingStart -> {
        begin(event, true);
        json.writeStartObject();
      }
      case SequenceStart -> {
        begin(event, false);
        json.writeStartArray();
      }
      case MappingEnd -> {
        json.writeEndObject();
        end();
      }
      case SequenceEnd -> {
        json.writeEndArray();
        end();
      }
      case Scalar -> scalar((ScalarEvent) event);
      case Alias ->
          throw bad(
              event.getStartMark(),
              "is a YAML alias, which is not supported; write the value instead");
      case Comment, DocumentStart, DocumentEnd, StreamStart, StreamEnd -> {}
    }
  }

  private void begin(Event event, boolean object) {
    // An item comes with a list around it.
    int outer = depth > 0 && !mappings.get(1) ? 1 : 0;
    if (depth - outer >= limits.maxDepth()) {
      throw bad(
          event.getStartMark(),
          "is nested deeper than "
              + limits.maxDepth()
              + " levels, which is the limit; flatten it or raise the limit");
    }
    if (namesNext.get(depth)) {
      throw bad(event.getStartMark(), "is a key that is not text; write a name");
    }
    depth++;
    namesNext.set(depth, object);
    mappings.set(depth, object);
  }

  private void end() {
    namesNext.clear(depth);
    depth--;
    namesNext.set(depth, mappings.get(depth));
  }

  private void scalar(ScalarEvent scalar) {
    String value = scalar.getValue();
    if (namesNext.get(depth)) {
      namesNext.clear(depth);
      json.writeName(value);
      return;
    }
    namesNext.set(depth, mappings.get(depth));
    if (!scalar.isPlain() || scalar.getTag().isPresent()) {
      json.writeString(value);
    } else if (NUMBER.matcher(value).matches()) {
      json.writeNumber(value);
    } else {
      plain(value);
    }
  }

  private void plain(String value) {
    switch (value) {
      case "", "~", "null", "Null", "NULL" -> json.writeNull();
      case "true", "True", "TRUE" -> json.writeBoolean(true);
      case "false", "False", "FALSE" -> json.writeBoolean(false);
      default -> json.writeString(value);
    }
  }

  private BadItemException bad(Optional<Mark> mark, String problem) {
    return mark.map(
            at ->
                new BadItemException(yaml.line() + at.getLine(), at.getColumn() + 1L, "", problem))
        .orElseGet(() -> yaml.bad(problem));
  }
}
