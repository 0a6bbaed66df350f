package io.eventrecorder.cli.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.cli.terminal.DisplayText;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.cli.terminal.Terminal;
import io.eventrecorder.cli.terminal.TestTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The text of a table on terminals of several widths. */
class TableWidthTest {
  private static final String END = "the end of the message, which is longer than the terminal";

  private static Event event(
      String namespace, String type, String reason, String kind, String name, String time) {
    return Event.builder()
        .namespace(namespace)
        .name(name + "." + reason)
        .regarding(ObjectReference.of(kind, namespace, name))
        .type(type)
        .reason(reason)
        .message("0123456789".repeat(20))
        .count(3)
        .lastTimestamp(Instant.parse(time))
        .build();
  }

  private static List<String> lines(int columns, List<Event> events) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardStreams streams =
        new StandardStreams(
            InputStream.nullInputStream(),
            new PrintStream(bytes, false, UTF_8),
            new PrintStream(bytes, false, UTF_8),
            new TestTerminal(columns, 50, Map.of()).terminal());
    EventOutput table =
        EventOutputs.of(
            OutputFormat.TABLE,
            streams,
            Terminal.Colour.NEVER,
            TimeStyle.UTC,
            Namespaces.UNKNOWN,
            false,
            true);
    for (Event event : events) {
      table.write(event);
    }
    table.close();
    ScreenModel screen = new ScreenModel(columns, 50);
    screen.print(bytes.toString(UTF_8));
    return screen.lines();
  }

  /** The shape of a cluster's events: several namespaces, two days, long names and reasons. */
  private static List<Event> cluster() {
    return List.of(
        event(
            "web-frontend",
            "Normal",
            "Started",
            "Pod",
            "api-7c8d9f6b5-x2x7k",
            "2026-05-01T10:00:00Z"),
        event(
            "web-frontend",
            "Normal",
            "SuccessfulCreate",
            "ReplicaSet",
            "api-7c8d9f6b5",
            "2026-05-01T10:00:00Z"),
        event(
            "default",
            "Normal",
            "NodeHasSufficientMemory",
            "Node",
            "node-a",
            "2026-05-01T10:00:00Z"),
        event(
            "shop",
            "Warning",
            "ProgressDeadlineExceeded",
            "Deployment",
            "api-of-the-checkout",
            "2026-05-02T09:00:00Z"),
        event(
            "shop",
            "Warning",
            "FailedScheduling",
            "Pod",
            "api-of-the-checkout-69ff8-q9zlb",
            "2026-05-01T11:00:00Z"));
  }

  @Example
  void at_80_columns_the_message_has_19_of_them() throws IOException {
    assertThat(lines(80, cluster()))
        .containsExactly(
            "2026-05-01, times in UTC",
            "NAME… LAST SEEN    TYPE    REASON       OBJECT        COUNT MESSAGE",
            "web-… 10:00:00Z    Normal  Started      pod/ap…-x2x7k 3     012345678901234567…",
            "web-… 10:00:00Z    Normal  SuccessfulC… replic…d9f6b5 3     012345678901234567…",
            "defa… 10:00:00Z    Normal  NodeHasSuff… node/node-a   3     012345678901234567…",
            "2026-05-02, times in UTC",
            "shop  09:00:00Z    Warning ProgressDea… deploy…eckout 3     012345678901234567…",
            "shop  05-01 11:00Z Warning FailedSched… pod/ap…-q9zlb 3     012345678901234567…");
  }

  @Example
  void at_100_columns_the_message_has_25_of_them() throws IOException {
    assertThat(lines(100, cluster()))
        .containsExactly(
            "2026-05-01, times in UTC",
            "NAMESPA… LAST SEEN    TYPE    REASON             OBJECT            COUNT MESSAGE",
            "web-fro… 10:00:00Z    Normal  Started            pod/api-7c…-x2x7k 3    "
                + " 0123456789012345678901234…",
            "web-fro… 10:00:00Z    Normal  SuccessfulCreate   replicaset…d9f6b5 3    "
                + " 0123456789012345678901234…",
            "default  10:00:00Z    Normal  NodeHasSufficient… node/node-a       3    "
                + " 0123456789012345678901234…",
            "2026-05-02, times in UTC",
            "shop     09:00:00Z    Warning ProgressDeadlineE… deployment…eckout 3    "
                + " 0123456789012345678901234…",
            "shop     05-01 11:00Z Warning FailedScheduling   pod/api-of…-q9zlb 3    "
                + " 0123456789012345678901234…");
  }

  @Example
  void at_120_columns_no_reason_is_cut_and_the_message_has_30_of_them() throws IOException {
    assertThat(lines(120, cluster()))
        .containsExactly(
            "2026-05-01, times in UTC",
            "NAMESPACE  LAST SEEN     TYPE     REASON                    OBJECT               "
                + " COUNT  MESSAGE",
            "web-fron…  10:00:00Z     Normal   Started                   pod/api-7c8d9…-x2x7k  3   "
                + "   01234567890123456789012345678…",
            "web-fron…  10:00:00Z     Normal   SuccessfulCreate          replicaset/ap…d9f6b5  3   "
                + "   01234567890123456789012345678…",
            "default    10:00:00Z     Normal   NodeHasSufficientMemory   node/node-a           3   "
                + "   01234567890123456789012345678…",
            "2026-05-02, times in UTC",
            "shop       09:00:00Z     Warning  ProgressDeadlineExceeded  deployment/ap…eckout  3   "
                + "   01234567890123456789012345678…",
            "shop       05-01 11:00Z  Warning  FailedScheduling          pod/api-of-th…-q9zlb  3   "
                + "   01234567890123456789012345678…");
  }

  @Example
  void one_long_type_leaves_the_other_columns() throws IOException {
    List<Event> events = new ArrayList<>(cluster().subList(0, 2));
    events.add(event("shop", "t".repeat(300), "Failed", "Pod", "web-0", "2026-05-01T10:00:00Z"));
    assertThat(lines(100, events))
        .last()
        .asString()
        .contains(" ttttttttt… ", " pod/web-0 ", " 0123456789012");
  }

  @Example
  void days_that_alternate_get_few_lines() throws IOException {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String day = i % 2 == 0 ? "2026-05-01" : "2026-05-02";
      events.add(event("shop", "Normal", "R" + i, "Pod", "web-0", day + "T10:00:00Z"));
    }
    List<String> lines = lines(100, events);
    assertThat(lines.stream().filter(line -> line.contains("times in UTC")).count()).isLessThan(8);
    assertThat(lines).anyMatch(line -> line.startsWith("05-01 10:00Z "));
  }

  @Example
  void an_event_of_another_year_shows_its_date_in_a_narrow_column() throws IOException {
    List<Event> events = new ArrayList<>(cluster().subList(0, 2));
    events.add(event("shop", "Normal", "Old", "Pod", "web-0", "2019-05-01T10:00:00Z"));
    assertThat(lines(100, events)).last().asString().contains(" 2019-05-01 Normal ");
  }

  @Provide
  Arbitrary<Event> hostileEvents() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.of("", "Pod", "日本語".repeat(60), "x".repeat(300), "a\nb\u001b[2J\u202e"),
            Arbitraries.strings().ofMaxLength(80));
    Arbitrary<String> time =
        Arbitraries.of(
            "2026-05-01T10:00:00Z",
            "2025-05-01T10:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z");
    Arbitrary<Integer> count = Arbitraries.integers().between(1, Integer.MAX_VALUE);
    return Combinators.combine(text, text, text, text, text, time, count)
        .as(
            (namespace, type, reason, kind, name, at, number) ->
                event(namespace, type, reason, kind, name, at).toBuilder()
                    .message(END)
                    .count(number)
                    .build());
  }

  /** The columns NAMESPACE, TYPE and COUNT are left out where there is no room for them. */
  @Property(tries = 300)
  void no_text_takes_the_room_of_the_titles_or_of_the_message(
      @ForAll("hostileEvents") Event first,
      @ForAll("hostileEvents") Event second,
      @ForAll @IntRange(min = 40, max = 250) int columns)
      throws IOException {
    List<String> lines = lines(columns, List.of(first, second));
    assertThat(lines).allMatch(line -> DisplayText.width(line) < columns);
    assertThat(lines.stream().filter(line -> line.contains("LAST SEEN")))
        .isNotEmpty()
        .allMatch(line -> line.matches(".*LAST SEEN .*REASON +OBJECT .*MESSAGE.*"));
    if (columns >= 80) {
      assertThat(lines.stream().filter(line -> line.contains("LAST SEEN")))
          .allMatch(line -> line.contains(" TYPE ") && line.contains(" COUNT "));
    }
    assertThat(lines).anyMatch(line -> line.contains(END.substring(0, 9)));
  }
}
