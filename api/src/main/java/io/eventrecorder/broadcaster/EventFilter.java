package io.eventrecorder.broadcaster;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A filter of events as the option {@code filter} of a pipeline has it. It is written like a field
 * selector of kubectl: {@code type=Warning,reason!=Pulled|Created}. An event must meet all
 * conditions; {@code |} separates alternatives, {@code *} and {@code ?} are wildcards, and {@code
 * none} takes no event. Immutable.
 */
public final class EventFilter implements Predicate<Event> {
  private enum Field {
    TYPE,
    REASON,
    ACTION,
    NAMESPACE,
    REPORTING_CONTROLLER,
    REGARDING_KIND,
    REGARDING_NAMESPACE,
    REGARDING_NAME
  }

  private static final Map<String, Field> FIELDS =
      new TreeMap<>(
          Map.of(
              "type", Field.TYPE,
              "reason", Field.REASON,
              "action", Field.ACTION,
              "namespace", Field.NAMESPACE,
              "reportingController", Field.REPORTING_CONTROLLER,
              "regarding.kind", Field.REGARDING_KIND,
              "regarding.namespace", Field.REGARDING_NAMESPACE,
              "regarding.name", Field.REGARDING_NAME));

  /** What a text must be to be a filter, for messages of errors: "must be conditions such as …". */
  public static final String REQUIREMENT =
      "must be conditions such as type=Warning,reason!=Pulled|Created on the fields "
          + String.join(", ", FIELDS.keySet());

  private record Condition(Field field, Predicate<String> matches) {}

  private final Condition[] conditions;

  private EventFilter(Condition... conditions) {
    this.conditions = conditions;
  }

  /**
   * {@return the filter that a text describes}
   *
   * @param text conditions, for example {@code type=Warning,namespace=shop-*}
   * @throws IllegalArgumentException if the text is not a filter; the message is {@link
   *     #REQUIREMENT}
   */
  public static EventFilter parse(String text) {
    if (text.strip().equals("none")) {
      return new EventFilter(new Condition(Field.TYPE, type -> false));
    }
    return new EventFilter(
        Arrays.stream(text.split(",", -1)).map(EventFilter::condition).toArray(Condition[]::new));
  }

  /**
   * {@return whether a text is a filter}
   *
   * @param text any text
   */
  public static boolean isFilter(String text) {
    try {
      return parse(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public boolean test(Event event) {
    return test(
        event.type(),
        event.reason(),
        event.action(),
        event.namespace(),
        event.reportingController(),
        event.regarding());
  }

  /**
   * {@return whether the filter takes an event with these fields} A filter depends on no others, so
   * an event that no pipeline takes need not be made.
   *
   * @param type the event's type
   * @param reason the event's reason
   * @param action the event's action
   * @param namespace the event's namespace
   * @param reportingController the program that reports it
   * @param regarding the object that it is about
   */
  public boolean test(
      String type,
      String reason,
      String action,
      String namespace,
      String reportingController,
      ObjectReference regarding) {
    for (Condition condition : conditions) {
      String value =
          switch (condition.field) {
            case TYPE -> type;
            case REASON -> reason;
            case ACTION -> action;
            case NAMESPACE -> namespace;
            case REPORTING_CONTROLLER -> reportingController;
            case REGARDING_KIND -> regarding.kind();
            case REGARDING_NAMESPACE -> regarding.namespace();
            case REGARDING_NAME -> regarding.name();
          };
      if (!condition.matches.test(value)) {
        return false;
      }
    }
    return true;
  }

  private static Condition condition(String text) {
    int equals = text.indexOf('=');
    boolean not = equals > 0 && text.charAt(equals - 1) == '!';
    String name = equals < 0 ? text : text.substring(0, not ? equals - 1 : equals);
    Field field = FIELDS.get(name.strip());
    if (equals < 0 || field == null) {
      throw new IllegalArgumentException(REQUIREMENT);
    }
    List<String> values =
        Arrays.stream(text.substring(equals + 1).split("\\|", -1)).map(String::strip).toList();
    Predicate<String> matches = Glob.anyOf(values);
    return new Condition(field, not ? matches.negate() : matches);
  }
}
