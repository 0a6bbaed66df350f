package io.eventrecorder.cli.table;

import io.eventrecorder.Event;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table that grows with the events. It waits a moment for the first rows, to choose the widths of
 * the columns. On a terminal a newer state of an event replaces its row.
 */
final class TableOutput implements EventOutput, DecisionOutput {
  /** So many rows decide about the columns. */
  private static final int FIRST_ROWS = 1_000;

  private final StandardStreams streams;
  private final TableSettings settings;
  private final Terminal terminal;
  private final ScreenRows screen = new ScreenRows();
  private final List<Entry> first = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "event-record-table");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable Table table;
  private Terminal.@Nullable Size size;
  private @Nullable Runnable showTyping;
  private boolean closed;

  TableOutput(StandardStreams streams, TableSettings settings) {
    this.streams = streams;
    this.settings = settings;
    this.terminal = streams.terminal();
  }

  @Override
  public void write(Event event) throws IOException {
    write(event, "");
  }

  @Override
  public synchronized void write(Event event, String decision) throws IOException {
    Entry entry = new Entry(event, decision);
    Table shown = table;
    if (shown != null) {
      show(shown, List.of(entry));
      return;
    }
    first.add(entry);
    if (first.size() >= FIRST_ROWS) {
      begin();
    } else if (first.size() == 1 && !closed && !settings.patience().isZero()) {
      long millis = settings.patience().toMillis();
      var unused = timer.schedule(this::beginLater, millis, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void beginLater() {
    try {
      if (table == null) {
        begin();
      }
    } catch (IOException e) {
      // Standard output stays broken, so the next write reports it.
    }
  }

  private void begin() throws IOException {
    if (first.isEmpty()) {
      return;
    }
    Table begun = Table.begin(first, settings);
    table = begun;
    show(begun, first);
    first.clear();
  }

  private void show(Table shown, List<Entry> entries) throws IOException {
    terminal.draw(
        disturbed -> {
          prepare(shown, disturbed);
          StringBuilder out = new StringBuilder(disturbed ? screen.freshLine() : "");
          for (Entry entry : entries) {
            out.append(add(shown, entry));
          }
          streams.out().print(out);
          streams.out().flush();
        });
    if (streams.out().checkError()) {
      throw new IOException("its reader is gone, or no space is left");
    }
  }

  private void prepare(Table shown, boolean disturbed) {
    if (!settings.fitsTerminal()) {
      return;
    }
    Terminal.Size now = terminal.size();
    if (disturbed || !now.equals(size)) {
      screen.seal();
    }
    boolean movesCursor = settings.inPlace() && terminal.canMoveCursor();
    if (movesCursor && showTyping == null) { // at the start, or after "&" and "fg"
      showTyping = terminal.hideTyping();
    }
    screen.height(movesCursor ? now.rows() : 0);
    if (!now.equals(size)) {
      size = now;
      shown.layout().limit(limit(now));
    }
  }

  /** The last column stays free, because terminals do not agree on what follows a full line. */
  static int limit(Terminal.Size size) {
    return Math.max(1, size.columns() - 1);
  }

  private String add(Table shown, Entry entry) {
    StringBuilder out = new StringBuilder();
    if (shown.needsNamespace(entry.event())) {
      screen.seal(); // the rows above have other columns
    }
    Function<Row, String> text = shown.layout()::text;
    Row replaced = screen.find(Row.key(entry.event()));
    if (replaced != null) {
      Row row = shown.row(entry, replaced.day());
      boolean moved = shown.layout().admit(row);
      String output = screen.replace(row, text);
      return out.append(moved ? screen.repaint(text) : output).toString();
    }
    List<Row> titles = shown.titles(entry);
    Row row = shown.next(entry);
    out.append(shown.layout().admit(row) ? screen.repaint(text) : "");
    titles.forEach(title -> out.append(screen.append(title, text)));
    return out.append(screen.append(row, text)).toString();
  }

  @Override
  public synchronized void flush() throws IOException {
    if (table == null) {
      begin();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    timer.shutdownNow();
    try {
      flush();
    } finally {
      if (showTyping != null) {
        showTyping.run();
      }
    }
  }
}
