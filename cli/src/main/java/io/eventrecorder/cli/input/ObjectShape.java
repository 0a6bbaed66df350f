package io.eventrecorder.cli.input;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outermost members of an object, which show what the object is. */
final class ObjectShape {
  private static final Set<String> LISTS = Set.of("List", "EventList");
  private static final Set<String> VERSIONS =
      Set.of("", "v1", "events.k8s.io/v1", "events.k8s.io/v1beta1");

  /** The members that are text, by name. */
  final Map<String, String> texts = new LinkedHashMap<>();

  /** The places of the members that are text or objects, by name. */
  final Map<String, InputSlice> places = new LinkedHashMap<>();

  /** The names of the members that are objects. */
  final Set<String> objects = new LinkedHashSet<>();

  /** The names of the first members. */
  final Set<String> names = new LinkedHashSet<>();

  /** The member {@code skip} in a line of {@code correlate}; null if it is missing. */
  @Nullable Boolean skip;

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  String kind() {
    return text("kind");
  }

  /** {@return whether this is an event by its kind or its members} It may still be invalid. */
  boolean isEvent() {
    return kind().equals("Event")
        || (kind().isEmpty()
            && (objects.contains("involvedObject") || objects.contains("regarding")));
  }

  boolean isList() {
    return LISTS.contains(kind()) || (kind().isEmpty() && names.contains("items"));
  }

  /** Throws if this is a list of other objects than events. */
  void requireList(InputSlice list) {
    if (!kind().isEmpty() && !LISTS.contains(kind())) {
      throw wrongKind(list);
    }
    String version = text("apiVersion");
    if (!VERSIONS.contains(version)) {
      throw at(list, "apiVersion", "must be v1 or events.k8s.io/v1, is " + version);
    }
  }

  /** {@return whether it has an array of items, which was not cut out because it is in a list} */
  boolean hasArrayOfItems() {
    InputSlice items = places.get("items");
    return items != null && items.bytes()[items.offset()] == '[';
  }

  /** Throws if it has items that were not cut out. */
  void requireNoItems(InputSlice list) {
    if (places.containsKey("items")) {
      throw at(
          list,
          "items",
          "must be an array, and not in a list of lists; write its name without escapes");
    }
  }

  /** {@return whether this is a line of a container log whose text may be JSON} */
  boolean isLogOfDocker() {
    String log = text("log").stripLeading();
    return kind().isEmpty() && (log.startsWith("{") || log.startsWith("["));
  }

  /** {@return an exception that says that objects of this kind are not read} */
  BadItemException wrongKind(InputSlice document) {
    return at(
        document,
        "kind",
        "must be Event, is "
            + BadItemException.printable(kind(), 60)
            + "; only events and lists of events can be read");
  }

  private BadItemException at(InputSlice document, String field, String problem) {
    InputSlice place = places.getOrDefault(field, document);
    return new BadItemException(place.line(), place.column(), field, problem);
  }
}
