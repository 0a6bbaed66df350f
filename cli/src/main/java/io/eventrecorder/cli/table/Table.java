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
  private boolean noted;

  private Table(TableSettings settings, TimeText times, @Nullable String namespace) {
    this.settings = settings;
    this.times = times;
    this.namespace = namespace;
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
      style = recent ? TimeStyle.AGE : TimeStyle.UTC;
    }
    TimeText times = new TimeText(style, null, settings.clock(), settings.zone());
    Set<@Nullable LocalDate> days = new HashSet<>();
    Set<String> namespaces = new HashSet<>();
    for (Entry entry : first) {
      days.add(times.dayOf(entry.event().lastOccurrence()));
      namespaces.add(entry.event().namespace());
    }
    boolean oneDay = settings.fitsTerminal() && !settings.wide() && days.size() == 1;
    boolean one =
        settings.namespaces() == Namespaces.ONE
            || (settings.namespaces() == Namespaces.UNKNOWN && namespaces.size() == 1);
    Table table =
        new Table(
            settings,
            times.without(oneDay ? days.iterator().next() : null),
            one ? namespaces.iterator().next() : null);
    first.forEach(entry -> table.layout.admit(table.row(entry)));
    return table;
  }

  TableLayout layout() {
    return layout;
  }

  Row row(Entry entry) {
    return Row.of(entry, columns, times);
  }

  /**
   * {@return the lines to print before the next row} They are the titles before the first row, and
   * once more if a second namespace makes a column for namespaces necessary.
   */
  List<Row> titles() {
    List<Row> lines = new ArrayList<>();
    if (!noted && times.day() != null) {
      noted = true;
      lines.add(Row.note(times.day() + ", times in " + zone()));
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
