package io.eventrecorder.cli.table;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.cli.terminal.DisplayText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table. Immutable.
 *
 * @param key the identity of the event; empty if the line is no event
 * @param style how the line looks in colour
 * @param cells the texts, one for each column; a single one for a line without columns
 * @param day the day that a line above says, so that the row does not repeat it; null if none does
 */
record Row(String key, Style style, List<String> cells, @Nullable LocalDate day) {
  /** How a line looks in colour. */
  enum Style {
    TITLE,
    NOTE,
    NORMAL,
    WARNING,
    ERROR
  }

  /** {@return the row of an event} */
  static Row of(Entry entry, List<Column> columns, TimeText times) {
    Event event = entry.event();
    List<String> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      String text = column == Column.WRITE ? entry.decision() : text(event, column, times);
      cells.add(DisplayText.of(text));
    }
    return new Row(key(event), style(event.type()), cells, times.day());
  }

  /** {@return the identity of an event, for its row} */
  static String key(Event event) {
    return event.namespace() + "/" + event.name();
  }

  /** {@return the first line of a table} */
  static Row titles(List<Column> columns) {
    return new Row("", Style.TITLE, columns.stream().map(Column::title).toList(), null);
  }

  /** {@return a line that is not in columns} */
  static Row note(String text) {
    return new Row("", Style.NOTE, List.of(text), null);
  }

  private static Style style(String type) {
    if (type.equals(EventType.NORMAL) || type.isEmpty()) {
      return Style.NORMAL;
    }
    return type.equals(EventType.WARNING) ? Style.WARNING : Style.ERROR;
  }

  private static String text(Event event, Column column, TimeText times) {
    return switch (column) {
      case WRITE -> "";
      case NAMESPACE -> event.namespace();
      case LAST_SEEN -> times.of(event.lastOccurrence());
      case FIRST_SEEN -> times.of(event.firstOccurrence());
      case TYPE -> event.type();
      case REASON -> event.reason();
      case OBJECT -> object(event.regarding());
      case SUBOBJECT -> event.regarding().fieldPath();
      case SOURCE -> source(event);
      case COUNT -> String.valueOf(event.occurrences());
      case NAME -> event.name();
      case MESSAGE -> event.message().strip();
    };
  }

  static String object(ObjectReference object) {
    String kind = object.kind().toLowerCase(Locale.ROOT);
    return object.name().isEmpty() ? kind : kind + "/" + object.name();
  }

  /** As {@code formatEventSource} of kubectl. */
  private static String source(Event event) {
    EventSource source = event.source();
    String component =
        source.component().isEmpty() ? event.reportingController() : source.component();
    String host = source.host().isEmpty() ? event.reportingInstance() : source.host();
    return host.isEmpty() ? component : component + ", " + host;
  }
}
