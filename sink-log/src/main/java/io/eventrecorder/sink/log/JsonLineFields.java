package io.eventrecorder.sink.log;

import io.eventrecorder.json.JsonLineWriter;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields of an event as a JSON object on one line, for one event after the other. */
final class JsonLineFields implements Fields {
  private final JsonLineWriter json = new JsonLineWriter();

  @Override
  public void add(String name, String value) {
    json.text(name, value);
  }

  @Override
  public void add(String name, int value) {
    json.number(name, value);
  }

  @Override
  public void time(String name, @Nullable Instant value) {
    if (value != null) {
      json.time(name, value);
    }
  }

  @Override
  public void add(String name, Map<String, String> values) {
    json.texts(name, values);
  }

  /** Adds an object within the line. If it stays empty, it is left out. */
  void section(String name, Consumer<Fields> body) {
    json.object(name, () -> body.accept(this));
  }

  /**
   * Begins a line whose texts are cut as {@link JsonLineWriter#begin(int)} says. It drops what is
   * left of a line that failed.
   */
  void begin(int longestText) {
    json.begin(longestText);
  }

  /** Ends the line. {@return the line with its line feed, in UTF-8} */
  byte[] toBytes() {
    return json.toBytes();
  }
}
