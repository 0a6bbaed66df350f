package io.eventrecorder.json;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The members that {@link io.eventrecorder.Event} has no field for, by JSON Pointer. The pointers
 * use the names of Event, for example {@code /regarding/foo}, for both APIs.
 */
final class UnknownFields {
  static final String EVENT = "";
  static final String METADATA = "/metadata";
  static final String OWNER_REFERENCES = "/metadata/ownerReferences";
  static final String REGARDING = "/regarding";
  static final String RELATED = "/related";
  static final String SERIES = "/series";
  static final String SOURCE = "/source";

  private static final Pattern PARENT =
      Pattern.compile(
          "|/metadata|/regarding|/related|/series|/source|/metadata/ownerReferences/\\d+");

  private UnknownFields() {}

  static String pointer(String parent, String name) {
    boolean plain = name.indexOf('~') < 0 && name.indexOf('/') < 0;
    return parent + '/' + (plain ? name : name.replace("~", "~0").replace("/", "~1"));
  }

  /** {@return the members by parent} One pass, so that writing takes linear time. */
  static Map<String, Map<String, String>> byParent(Map<String, String> fields) {
    if (fields.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<String, String>> parents = new HashMap<>();
    fields.forEach(
        (pointer, json) -> {
          int slash = pointer.lastIndexOf('/');
          if (slash < 0 || !PARENT.matcher(pointer.substring(0, slash)).matches()) {
            throw new EventJsonException(
                0,
                0,
                pointer,
                "cannot have unknown members; use a JSON Pointer such as"
                    + " /metadata/managedFields or /foo");
          }
          String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
          parents
              .computeIfAbsent(pointer.substring(0, slash), parent -> new LinkedHashMap<>())
              .put(Text.wellFormed(name), RawJson.checked(pointer, json));
        });
    return parents;
  }
}
