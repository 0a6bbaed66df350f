package io.eventrecorder.cli.table;

import java.util.ArrayList;
import java.util.List;

/** The columns, as of {@code kubectl get events}. The message is the last, as it has any width. */
enum Column {
  WRITE,
  NAMESPACE,
  LAST_SEEN,
  TYPE,
  REASON,
  OBJECT,
  SUBOBJECT,
  SOURCE,
  FIRST_SEEN,
  COUNT,
  NAME,
  MESSAGE;

  String title() {
    return name().replace('_', ' ');
  }

  /**
   * {@return the columns of a table}
   *
   * @param namespaces whether a usual table has the namespace; a wide one always has it
   */
  static List<Column> of(TableSettings settings, boolean namespaces) {
    List<Column> columns = new ArrayList<>(List.of(values()));
    boolean wide = settings.wide();
    if (!settings.decisions()) {
      columns.remove(WRITE);
    }
    if (!wide) {
      columns.removeAll(List.of(SUBOBJECT, SOURCE, FIRST_SEEN, NAME));
    }
    if (!wide && !namespaces) {
      columns.remove(NAMESPACE);
    }
    return List.copyOf(columns);
  }
}
