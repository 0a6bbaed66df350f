package io.eventrecorder.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes JSON objects, each on one line, in UTF-8. For sinks that write JSON with their own member
 * names; {@link EventJson} writes the JSON of Kubernetes. Not thread-safe.
 *
 * <p>Texts and names are escaped as {@link EventJson} escapes them: a line feed in a text does not
 * end the line, characters that {@link io.eventrecorder.text.PrintableText} does not print become
 * {@code \}{@code u001B} and the like, and half a surrogate pair becomes U+FFFD.
 *
 * <pre>{@code
 * JsonLineWriter line = new JsonLineWriter();
 * line.text("reason", "BackOff");
 * line.object("resource", () -> line.text("kind", "Pod"));
 * byte[] bytes = line.toBytes(); // {"reason":"BackOff","resource":{"kind":"Pod"}} and a line feed
 * }</pre>
 *
 * <p>One writer for many lines is several times as fast as a new one for each: it keeps its buffer,
 * and the JSON of names.
 */
public final class JsonLineWriter {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  /** In bytes. The buffer of a longer line is not kept. */
  private static final int LONGEST_KEPT_LINE = 64 * 1024;

  private static final int MOST_KEPT_NAMES = 256;
  private static final int LONGEST_KEPT_NAME = 64;

  /** The JSON of the first names that were written, with their colon. */
  private final Map<String, byte[]> names = new HashMap<>();

  private final byte[] timestamp = new byte[Timestamps.LONGEST];
  private JsonBuffer json = new JsonBuffer();
  private int longestText;

  /** Begins a line whose texts are written in full. */
  public JsonLineWriter() {
    begin();
  }

  /**
   * Begins a new line whose texts are written in full. It drops what was added to a line that was
   * not ended.
   */
  public void begin() {
    begin(NO_LIMIT);
  }

  /**
   * Begins a new line whose long texts are cut. A text that is cut ends with {@code …[cut]}. Names
   * are never cut. It drops what was added to a line that was not ended.
   *
   * @param longestText the most bytes of JSON that are kept of a text; a text that exceeds it by
   *     less than the length of the mark is written in full
   */
  public void begin(int longestText) {
    this.longestText = longestText;
    if (json.capacity() > LONGEST_KEPT_LINE) {
      json = new JsonBuffer();
    }
    json.clear();
    json.start('{');
  }

  /**
   * Adds a member that is text.
   *
   * @param name the member's name
   * @param value the text
   */
  public void text(String name, String value) {
    name(name);
    json.text(value, longestText);
  }

  /**
   * Adds a member that is a number.
   *
   * @param name the member's name
   * @param value the number
   */
  public void number(String name, int value) {
    name(name);
    json.number(value);
  }

  /**
   * Adds a member that is a time, as {@link Timestamps#micros(Instant)} writes it.
   *
   * @param name the member's name
   * @param value the time
   * @throws DateTimeException if its year is not in 0 to 9999
   */
  public void time(String name, Instant value) {
    int length = Timestamps.micros(value, timestamp);
    name(name);
    json.ascii(timestamp, length);
  }

  /**
   * Adds a member that is an object of texts. Without entries there is no member.
   *
   * @param name the member's name
   * @param values the texts by name, in the order of the map
   */
  public void texts(String name, Map<String, String> values) {
    object(name, () -> values.forEach(this::text));
  }

  /**
   * Adds a member that is an object. If nothing is added to the object, there is no member.
   *
   * @param name the member's name
   * @param members adds the members of the object, by calls of this writer
   */
  public void object(String name, Runnable members) {
    int before = json.length();
    name(name);
    json.start('{');
    int empty = json.length();
    members.run();
    if (json.length() == empty) {
      json.truncate(before);
    } else {
      json.end('}');
    }
  }

  /**
   * {@return the line, with its line feed} It ends the line, and begins the next one as {@link
   * #begin()} does.
   */
  public byte[] toBytes() {
    json.end('}');
    byte[] line = json.toLine();
    begin();
    return line;
  }

  private void name(String name) {
    byte[] known = names.get(name);
    if (known != null) {
      json.raw(known);
      return;
    }
    int from = json.length();
    json.name(name);
    if (names.size() < MOST_KEPT_NAMES && name.length() <= LONGEST_KEPT_NAME) {
      names.put(name, json.copy(from));
    }
  }
}
