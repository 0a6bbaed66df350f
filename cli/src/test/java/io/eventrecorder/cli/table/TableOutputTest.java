package io.eventrecorder.cli.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.cli.terminal.DisplayText;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.cli.terminal.Terminal;
import io.eventrecorder.cli.terminal.TestTerminal;
import io.eventrecorder.spi.EventClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class TableOutputTest {
  private static final Instant TIME = Instant.parse("2026-03-02T09:14:02Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private StandardStreams streams(@Nullable TestTerminal on) {
    PrintStream out = new PrintStream(bytes, false, UTF_8);
    return on == null
        ? new StandardStreams(InputStream.nullInputStream(), out, new PrintStream(errors))
        : new StandardStreams(
            InputStream.nullInputStream(),
            out,
            new PrintStream(on.watching(errors), true, UTF_8),
            on.terminal());
  }

  private EventOutput table(StandardStreams streams) {
    return EventOutputs.of(
        OutputFormat.TABLE,
        streams,
        Terminal.Colour.NEVER,
        TimeStyle.UTC,
        Namespaces.UNKNOWN,
        false,
        false);
  }

  private String printed() {
    String text = bytes.toString(UTF_8);
    bytes.reset();
    return text;
  }

  private static Event event(String name, int count, String message) {
    return Event.builder()
        .namespace("shop")
        .name(name)
        .regarding(ObjectReference.of("Pod", "shop", "web-0"))
        .type("Warning")
        .reason("BackOff")
        .message(message)
        .count(count)
        .lastTimestamp(TIME.plusSeconds(count))
        .build();
  }

  @Example
  void a_pipe_gets_a_table_without_escape_codes_in_which_nothing_is_cut() throws IOException {
    EventOutput table = table(streams(null));
    table.write(event("a", 1, "x".repeat(300)));
    table.write(event("b", 2, "short"));
    table.write(event("a", 3, "newer"));
    table.close();
    assertThat(printed().lines())
        .containsExactly(
            "LAST SEEN             TYPE     REASON   OBJECT     COUNT  MESSAGE",
            "2026-03-02 09:14:03Z  Warning  BackOff  pod/web-0  1      " + "x".repeat(300),
            "2026-03-02 09:14:04Z  Warning  BackOff  pod/web-0  2      short",
            "2026-03-02 09:14:05Z  Warning  BackOff  pod/web-0  3      newer");
  }

  @Example
  void a_newer_state_replaces_the_row_of_its_event() throws IOException {
    ScreenModel screen = new ScreenModel(60, 10);
    EventOutput table = table(streams(new TestTerminal(60, 10, Map.of())));
    table.write(event("a", 1, "first"));
    table.write(event("b", 2, "second"));
    table.flush();
    screen.print(printed());
    table.write(event("a", 3, "first again, and longer than the width of the terminal"));
    screen.print(printed());
    assertThat(screen.lines())
        .containsExactly(
            "2026-03-02, times in UTC",
            "LAST SEEN TYPE    REASON  OBJECT    COUNT MESSAGE",
            "09:14:05Z Warning BackOff pod/web-0 3     first again, and…",
            "09:14:04Z Warning BackOff pod/web-0 2     second");
  }

  @Example
  void a_row_that_has_left_the_screen_is_printed_again() throws IOException {
    ScreenModel screen = new ScreenModel(60, 5);
    EventOutput table = table(streams(new TestTerminal(60, 5, Map.of())));
    for (int i = 0; i < 6; i++) {
      table.write(event("e" + i, 1, "event " + i));
    }
    table.flush();
    table.write(event("e1", 2, "event 1 again"));
    table.write(event("e3", 2, "event 3 again"));
    screen.print(printed());
    assertThat(screen.lines().stream().skip(2).map(line -> line.replaceFirst(".*  +", "")))
        .containsExactly(
            "event 0",
            "event 1",
            "event 2",
            "event 3 again",
            "event 4",
            "event 5",
            "event 1 again");
  }

  @Example
  void a_line_on_standard_error_seals_the_rows_above() throws IOException {
    StandardStreams streams = streams(new TestTerminal(60, 10, Map.of()));
    EventOutput table = table(streams);
    table.write(event("a", 1, "first"));
    table.flush();
    printed();
    streams.error("a file is missing");
    table.write(event("a", 2, "again"));
    assertThat(printed()).endsWith("again\n").doesNotContain("\u001b[1A");
    table.write(event("a", 3, "once more"));
    assertThat(printed()).contains("\u001b[1A");
    assertThat(errors.toString(UTF_8)).isEqualTo("event-record: a file is missing\n");
  }

  @Example
  void a_line_in_a_file_of_errors_seals_nothing() throws IOException {
    StandardStreams streams = streams(new TestTerminal(60, 10, Map.of()).withErrorsInFile());
    EventOutput table = table(streams);
    table.write(event("a", 1, "first"));
    table.flush();
    streams.error("a file is missing");
    printed();
    table.write(event("a", 2, "again"));
    assertThat(printed()).contains("\u001b[1A");
  }

  @Example
  void a_process_that_continues_or_is_in_the_background_moves_no_cursor() throws IOException {
    TestTerminal terminal = new TestTerminal(60, 10, Map.of());
    EventOutput table = table(streams(terminal));
    table.write(event("a", 1, "first"));
    table.flush();
    terminal.continueProcess();
    printed();
    table.write(event("a", 2, "after the prompt of the shell"));
    terminal.foreground(false);
    table.write(event("a", 3, "in the background"));
    assertThat(printed()).doesNotContain("\u001b[1A").containsPattern("the prompt…\\n.*ground\\n$");
  }

  @Example
  void an_unfinished_line_on_standard_error_is_replaced() throws IOException {
    StandardStreams streams = streams(new TestTerminal(60, 10, Map.of()));
    EventOutput table = table(streams);
    table.write(event("a", 1, "first"));
    table.flush();
    printed();
    streams.err().print("\r1 event read");
    table.write(event("b", 2, "second"));
    assertThat(printed()).startsWith("\r\u001b[2K09:14:04Z ");
  }

  @Example
  void after_a_resize_rows_have_the_new_width_and_old_ones_stay() throws IOException {
    TestTerminal terminal = new TestTerminal(60, 10, Map.of());
    EventOutput table = table(streams(terminal));
    table.write(event("a", 1, "a message of more than twenty characters"));
    table.flush();
    assertThat(printed()).contains("a message of mor…");
    terminal.resize(70, 10);
    table.write(event("a", 2, "a message of more than twenty characters"));
    assertThat(printed()).contains("a message of more than twe…").doesNotContain("\u001b[1A");
  }

  @Example
  void a_column_that_grows_moves_the_rows_on_the_screen_too() throws IOException {
    ScreenModel screen = new ScreenModel(100, 10);
    EventOutput table = table(streams(new TestTerminal(100, 10, Map.of())));
    table.write(event("a", 1, "first"));
    table.flush();
    table.write(event("b", 1, "b").toBuilder().reason("FailedScheduling").build());
    screen.print(printed());
    assertThat(screen.lines())
        .containsExactly(
            "2026-03-02, times in UTC",
            "LAST SEEN TYPE    REASON           OBJECT    COUNT MESSAGE",
            "09:14:03Z Warning BackOff          pod/web-0 1     first",
            "09:14:03Z Warning FailedScheduling pod/web-0 1     b");
  }

  @Example
  void a_second_namespace_brings_a_column_and_new_titles() throws IOException {
    EventOutput table = table(streams(null));
    table.write(event("a", 1, "first"));
    table.flush();
    table.write(event("b", 1, "second").toBuilder().namespace("databases-of-the-shop").build());
    table.close();
    assertThat(printed().lines().skip(2))
        .containsExactly(
            "NAMESPACE              LAST SEEN             TYPE     REASON   OBJECT     COUNT "
                + " MESSAGE",
            "databases-of-the-shop  2026-03-02 09:14:03Z  Warning  BackOff  pod/web-0  1     "
                + " second");
  }

  @Example
  void a_line_says_when_the_day_changes_and_a_row_that_stays_above_it_shows_its_date()
      throws IOException {
    ScreenModel screen = new ScreenModel(120, 10);
    EventOutput table = table(streams(new TestTerminal(120, 10, Map.of())));
    table.write(event("a", 1, "first"));
    table.flush();
    table.write(event("b", 86_400, "second"));
    table.write(event("a", 86_401, "third"));
    screen.print(printed());
    assertThat(screen.lines())
        .containsExactly(
            "2026-03-02, times in UTC",
            "LAST SEEN     TYPE     REASON   OBJECT     COUNT  MESSAGE",
            "03-03 09:14Z  Warning  BackOff  pod/web-0  86401  third",
            "2026-03-03, times in UTC",
            "09:14:02Z     Warning  BackOff  pod/web-0  86400  second");
  }

  @Example
  void typing_is_hidden_until_the_table_is_closed() throws IOException {
    TestTerminal terminal = new TestTerminal(60, 10, Map.of());
    EventOutput table = table(streams(terminal));
    assertThat(terminal.isTypingHidden()).isFalse();
    table.write(event("a", 1, "first"));
    table.flush();
    assertThat(terminal.isTypingHidden()).isTrue();
    table.close();
    assertThat(terminal.isTypingHidden()).isFalse();
  }

  @Example
  void typing_is_hidden_when_the_process_comes_to_the_foreground() throws IOException {
    TestTerminal terminal = new TestTerminal(60, 10, Map.of());
    terminal.foreground(false);
    EventOutput table = table(streams(terminal));
    table.write(event("a", 1, "first"));
    table.flush();
    assertThat(terminal.isTypingHidden()).isFalse();
    terminal.foreground(true);
    table.write(event("a", 2, "after fg"));
    assertThat(terminal.isTypingHidden()).isTrue();
    table.close();
    assertThat(terminal.isTypingHidden()).isFalse();
  }

  @Example
  void a_time_that_no_calendar_has_is_a_row_like_the_others() throws IOException {
    EventOutput table = table(streams(new TestTerminal(120, 10, Map.of())));
    table.write(event("a", 1, "first").toBuilder().lastTimestamp(Instant.MAX).build());
    table.close();
    assertThat(printed()).contains("<invalid>");
  }

  @Example
  void recent_events_have_ages_in_a_pipe_and_the_local_time_on_a_terminal() throws IOException {
    Event now = event("a", 1, "m").toBuilder().lastTimestamp(EventClock.system().instant()).build();
    for (TestTerminal terminal : Arrays.asList(null, new TestTerminal(120, 10, Map.of()))) {
      EventOutput table =
          EventOutputs.of(
              OutputFormat.TABLE,
              streams(terminal),
              Terminal.Colour.NEVER,
              null,
              Namespaces.ONE,
              false,
              false);
      table.write(now);
      table.close();
      assertThat(printed())
          .containsPattern(
              terminal == null ? "\n\\d+s " : ", times in .*\n.*\n\\d\\d:\\d\\d:\\d\\d ");
    }
  }

  @Example
  void a_dumb_terminal_gets_no_escape_code() throws IOException {
    EventOutput table = table(streams(new TestTerminal(60, 10, Map.of("TERM", "dumb"))));
    table.write(event("a", 1, "first"));
    table.write(event("a", 2, "second"));
    table.close();
    assertThat(printed()).doesNotContain("\u001b").hasLineCount(4);
  }

  @Example
  void wide_shows_all_columns_and_cuts_nothing() throws IOException {
    EventOutput wide =
        EventOutputs.of(
            OutputFormat.WIDE,
            streams(new TestTerminal(60, 10, Map.of())),
            Terminal.Colour.NEVER,
            TimeStyle.UTC,
            Namespaces.ONE,
            false,
            false);
    wide.write(event("a", 1, "x".repeat(200)));
    wide.close();
    assertThat(printed())
        .startsWith(
            "NAMESPACE  LAST SEEN             TYPE     REASON   OBJECT     SUBOBJECT  SOURCE")
        .contains("x".repeat(200))
        .doesNotContain("\u001b");
  }

  /** Whatever the text, a row is one line, no wider than the terminal, and in its place. */
  @Property(tries = 300)
  void each_event_has_exactly_one_line_that_fits(
      @ForAll @Size(min = 1, max = 6) List<String> texts,
      @ForAll @IntRange(min = 1, max = 150) int columns)
      throws IOException {
    bytes.reset();
    ScreenModel screen = new ScreenModel(columns, 50);
    EventOutput table = table(streams(new TestTerminal(columns, 50, Map.of())));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get((i + round) % texts.size());
        table.write(
            event("e" + i, 1, text).toBuilder()
                .reason(text)
                .type(text)
                .regarding(ObjectReference.of(text, "shop", text))
                .build());
      }
      table.flush();
    }
    table.close();
    screen.print(printed());
    assertThat(screen.lines()).hasSize(texts.size() + 2);
    assertThat(screen.lines()).allMatch(line -> DisplayText.width(line) < Math.max(2, columns));
  }

  @Example
  void hostile_texts_stay_in_their_line() throws IOException {
    List<String> hostile =
        List.of("a\nb", "\u001b[2J\u001b[H", "\u202eevil", "a\tb", "\r\rforged", "\u009b31m");
    EventOutput table = table(streams(new TestTerminal(90, 50, Map.of())));
    IntStream.range(0, hostile.size())
        .forEach(
            i -> {
              try {
                table.write(event("e" + i, 1, hostile.get(i)));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    table.close();
    assertThat(printed())
        .hasLineCount(hostile.size() + 2)
        .doesNotContain("\u001b", "\t", "\r", "\u202e", "\u009b");
  }
}
