package io.eventrecorder.sink.log;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects fields as nested objects: the field {@code a.b} becomes {@code b} in {@code a}. */
final class NestedFields implements Fields {
  private final Map<String, Object> root = new LinkedHashMap<>();

  @Override
  public void add(String name, String value) {
    put(name, value);
  }

  @Override
  public void add(String name, int value) {
    put(name, value);
  }

  @Override
  public void add(String name, Map<String, String> values) {
    put(name, values);
  }

  private void put(String name, Object value) {
    Map<String, Object> object = root;
    int start = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
      object = within(object, name.substring(start, dot));
      start = dot + 1;
    }
    object.put(name.substring(start), value);
  }

  /** The profiles use no name both for a value and for an object. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> within(Map<String, Object> object, String name) {
    return (Map<String, Object>) object.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  void writeTo(JsonLineFields line) {
    write(root, line);
  }

  private static void write(Map<?, ?> object, JsonLineFields line) {
    object.forEach(
        (key, value) -> {
          String name = (String) key;
          if (value instanceof Map<?, ?> members) {
            line.section(name, fields -> write(members, line));
          } else if (value instanceof Integer number) {
            line.add(name, number.intValue());
          } else {
            line.add(name, (String) value);
          }
        });
  }
}
