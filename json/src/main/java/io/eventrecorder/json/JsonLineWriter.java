package io.eventrecorder.json;

import java.util.Map;

/**
 * Writes one JSON object on one line, in UTF-8. For sinks that write JSON with their own member
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
 */
public final class JsonLineWriter {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final JsonBuffer json = new JsonBuffer();
  private final int longestText;

  /** Begins a line whose texts are written in full. */
  public JsonLineWriter() {
    this(NO_LIMIT);
  }

  /**
   * Begins a line whose long texts are cut. A text that is cut ends with {@code …[cut]}. Names are
   * never cut.
   *
   * @param longestText the most bytes of JSON that are kept of a text; a text that exceeds it by
   *     less than the length of the mark is written in full
   */
  public JsonLineWriter(int longestText) {
    this.longestText = longestText;
    json.start('{');
  }

  /**
   * Adds a member that is text.
   *
   * @param name the member's name
   * @param value the text
   */
  public void text(String name, String value) {
    json.text(name, value, longestText);
  }

  /**
   * Adds a member that is a number.
   *
   * @param name the member's name
   * @param value the number
   */
  public void number(String name, int value) {
    json.number(name, value);
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
    json.start(name, '{');
    int empty = json.length();
    members.run();
    if (json.length() == empty) {
      json.truncate(before);
    } else {
      json.end('}');
    }
  }

  /** {@return the line, with its line feed} It ends the object, so it is called once, last. */
  public byte[] toBytes() {
    json.end('}');
    return json.toLine();
  }
}
