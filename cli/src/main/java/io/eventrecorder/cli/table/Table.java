package io.eventrecorder.cli.table;

import io.eventrecorder.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a table, and the lines before the first row. Not thread-safe. */
final class Table {
  /** Kubernetes keeps events for one hour. Older ones come from a file. */
  private static final Duration RECENT = Duration.ofHours(1);

  private final TableSettings settings;
  private final TimeText times;
  private final @Nullable String namespace;
  private List<Column> columns;
  private TableLayout layout;
  private boolean titled;
  private final @Nullable Days days;

  private Table(TableSettings settings, TimeText times, @Nullable String namespace) {
    this.settings = settings;
    this.times = times;
    this.namespace = namespace;
    this.days = hasDays(settings) ? new Days() : null;
    this.columns = Column.of(settings, namespace == null);
    this.layout = new TableLayout(columns, 0, settings.colour());
  }

  /** {@return a table whose columns suit its first events} */
  static Table begin(List<Entry> first, TableSettings settings) {
    TimeStyle style = settings.time();
    if (style == null) {
      Instant oldest = settings.clock().instant().minus(RECENT);
      boolean recent =
          first.stream()
              .map(entry -> entry.event().lastOccurrence())
              .anyMatch(time -> time != null && time.isAfter(oldest));
      style = recent ? settings.ofRecent() : TimeStyle.UTC;
    }
    TimeText times = new TimeText(style, null, settings.clock(), settings.zone());
    Set<String> namespaces = new HashSet<>();
    first.forEach(entry -> namespaces.add(entry.event().namespace()));
    boolean one =
        settings.namespaces() == Namespaces.ONE
            || (settings.namespaces() == Namespaces.UNKNOWN && namespaces.size() == 1);
    Table table = new Table(settings, times, one ? namespaces.iterator().next() : null);
    Days expected = hasDays(settings) ? new Days() : null;
    for (Entry entry : first) {
      if (expected != null) {
        boolean unused = expected.changes(times.dayOf(entry.event().lastOccurrence()));
      }
      table.layout.admit(table.row(entry, expected == null ? null : expected.day()));
    }
    return table;
  }

  private static boolean hasDays(TableSettings settings) {
    return settings.fitsTerminal() && !settings.wide();
  }

  TableLayout layout() {
    return layout;
  }

  /**
   * {@return the row of an event}
   *
   * @param day the day that a line above the row says; null if none does
   */
  Row row(Entry entry, @Nullable LocalDate day) {
    return Row.of(entry, columns, times.below(day));
  }

  /** {@return the row of an event at the end of the table, below {@link #titles}} */
  Row next(Entry entry) {
    return row(entry, days == null ? null : days.day());
  }

  /**
   * {@return the lines to print before the next row} They are the titles before the first row, and
   * once more if a second namespace makes a column for namespaces necessary. If the day changes,
   * they begin with the day.
   */
  List<Row> titles(Entry next) {
    List<Row> lines = new ArrayList<>();
    if (days != null && days.changes(times.dayOf(next.event().lastOccurrence()))) {
      lines.add(Row.note(days.day() + ", times in " + zone()));
    }
    if (!titled) {
      lines.add(Row.titles(columns));
    }
    titled = true;
    return lines;
  }

  private String zone() {
    return times.style() == TimeStyle.UTC ? "UTC" : String.valueOf(times.zone());
  }

  /** {@return whether the event needs a column for the namespace, which the table then has} */
  boolean needsNamespace(Event event) {
    if (namespace == null
        || settings.namespaces() == Namespaces.ONE
        || columns.contains(Column.NAMESPACE)
        || Objects.equals(namespace, event.namespace())) {
      return false;
    }
    columns = Column.of(settings, true);
    TableLayout wider = new TableLayout(columns, 0, settings.colour());
    wider.widthsOf(layout);
    layout = wider;
    titled = false;
    return true;
  }
}
