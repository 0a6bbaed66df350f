package io.eventrecorder.json;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values of one JSON object in their order. It begins at the object. Each method reads
 * the value at the cursor. A JSON null is read as empty text, as 0 or as no object.
 */
interface JsonCursor {
  /** {@return whether there is an object; false for null} After true come its members. */
  boolean isObject();

  /** {@return whether there is an array; false for null} After true come its elements. */
  boolean isArray();

  /** {@return whether the value is null} The cursor stays at the value. */
  boolean isNull();

  /** Moves to the value of the next member. {@return its name; null after the last member} */
  @Nullable String nextMember();

  /** Moves to the next element of an array. {@return whether there is one} */
  boolean nextElement();

  String text();

  /** {@return the text} The same text is expected again, in this event or in others. */
  String commonText();

  int int32();

  @Nullable Boolean bool();

  @Nullable Instant time();

  /** {@return the value as JSON text} */
  String raw();

  void skip();

  /** Checks that nothing follows the object. */
  void end();

  /** {@return an exception for the value at the cursor} */
  RuntimeException error(String problem);

  default Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (isObject()) {
      for (String name = nextMember(); name != null; name = nextMember()) {
        texts.put(name, text());
      }
    }
    return texts;
  }
}
