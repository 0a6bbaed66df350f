package io.eventrecorder.cli.input;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an object says it is, by its outermost members. */
final class ObjectShape {
  private static final Set<String> LISTS = Set.of("List", "EventList");
  private static final Set<String> VERSIONS =
      Set.of("", "v1", "events.k8s.io/v1", "events.k8s.io/v1beta1");

  /** The members that are text. */
  final Map<String, String> texts = new LinkedHashMap<>();

  /** Where the members that are text, and those that are objects, are. */
  final Map<String, InputSlice> places = new LinkedHashMap<>();

  /** The members that are objects. */
  final Set<String> objects = new LinkedHashSet<>();

  /** The names of all members, of which only the first few are kept. */
  final Set<String> names = new LinkedHashSet<>();

  /** The member {@code skip} of a line of {@code correlate}. */
  @Nullable Boolean skip;

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  String kind() {
    return text("kind");
  }

  /** {@return whether this is an event, or says so} Its contents are not known yet. */
  boolean isEvent() {
    return kind().equals("Event")
        || (kind().isEmpty()
            && (objects.contains("involvedObject") || objects.contains("regarding")));
  }

  boolean isList() {
    return LISTS.contains(kind()) || (kind().isEmpty() && names.contains("items"));
  }

  /** Refuses a list of something else. */
  void requireList(InputSlice list) {
    if (!kind().isEmpty() && !LISTS.contains(kind())) {
      throw wrongKind(list);
    }
    String version = text("apiVersion");
    if (!VERSIONS.contains(version)) {
      throw at(list, "apiVersion", "must be v1 or events.k8s.io/v1, is " + version);
    }
  }

  /** {@return whether its items were not cut out, since it is in a list itself} */
  boolean hasArrayOfItems() {
    InputSlice items = places.get("items");
    return items != null && items.bytes()[items.offset()] == '[';
  }

  /** Refuses items that were not cut out. */
  void requireNoItems(InputSlice list) {
    if (places.containsKey("items")) {
      throw at(
          list,
          "items",
          "must be an array, its name written without escapes, and not in lists of lists");
    }
  }

  /** {@return whether this is a line of a container's log whose text may be JSON} */
  boolean isLogOfDocker() {
    String log = text("log").stripLeading();
    return kind().isEmpty() && (log.startsWith("{") || log.startsWith("["));
  }

  /** {@return that it has a kind, but none that can be read} */
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
