package io.eventrecorder.json;

/** Finds the one JSON object in an input. */
final class SingleDocument {
  private SingleDocument() {}

  static JsonSlice of(byte[] json) {
    boolean marked =
        json.length >= 3
            && json[0] == (byte) 0xEF
            && json[1] == (byte) 0xBB
            && json[2] == (byte) 0xBF;
    int from = marked ? 3 : 0;
    int start = from;
    while (start < json.length && isBlank(json[start])) {
      start++;
    }
    TextPosition position = new TextPosition(1, 1);
    position.advance(json, from, start);
    JsonSlice slice =
        new JsonSlice(json, start, json.length - start, position.line(), position.column());
    if (start == json.length) {
      throw slice.error(start, "", "is empty; an event is a JSON object");
    }
    slice.requireUtf8();
    if (json[start] != '{') {
      throw slice.error(
          start, "", "must be a JSON object, begins with another character; begin it with {");
    }
    // Jackson would read it as UTF-16.
    if (start + 1 < json.length && json[start + 1] == 0) {
      throw slice.error(start + 1, "", "is not UTF-8 (byte 0x00); write the input in UTF-8");
    }
    return slice;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
