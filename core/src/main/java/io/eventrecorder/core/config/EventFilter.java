package io.eventrecorder.core.config;

import io.eventrecorder.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Parses the filter of a pipeline, which is written like a field selector of kubectl: {@code
 * type=Warning,reason!=Pulled|Created}. An event must meet all conditions; {@code |} separates
 * alternatives, {@code *} and {@code ?} are wildcards, and {@code none} takes no event.
 */
final class EventFilter {
  private static final Map<String, Function<Event, String>> FIELDS =
      new TreeMap<>(
          Map.of(
              "type", Event::type,
              "reason", Event::reason,
              "action", Event::action,
              "namespace", Event::namespace,
              "reportingController", Event::reportingController,
              "regarding.kind", event -> event.regarding().kind(),
              "regarding.namespace", event -> event.regarding().namespace(),
              "regarding.name", event -> event.regarding().name()));

  static final String REQUIREMENT =
      "must be conditions such as type=Warning,reason!=Pulled|Created on the fields "
          + String.join(", ", FIELDS.keySet());

  private EventFilter() {}

  /**
   * {@return tests whether the pipeline takes an event}
   *
   * @throws IllegalArgumentException if the text is not a filter
   */
  static Predicate<Event> parse(String text) {
    if (text.strip().equals("none")) {
      return event -> false;
    }
    return Arrays.stream(text.split(",", -1))
        .map(EventFilter::condition)
        .reduce(event -> true, Predicate::and);
  }

  static boolean isFilter(String text) {
    try {
      return parse(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Predicate<Event> condition(String text) {
    int equals = text.indexOf('=');
    boolean not = equals > 0 && text.charAt(equals - 1) == '!';
    String name = equals < 0 ? text : text.substring(0, not ? equals - 1 : equals);
    Function<Event, String> field = FIELDS.get(name.strip());
    if (equals < 0 || field == null) {
      throw new IllegalArgumentException(REQUIREMENT);
    }
    List<String> values =
        Arrays.stream(text.substring(equals + 1).split("\\|", -1)).map(String::strip).toList();
    Predicate<String> matches =
        values.stream().map(Glob::of).reduce(nothing -> false, Predicate::or);
    return event -> matches.test(field.apply(event)) != not;
  }
}
