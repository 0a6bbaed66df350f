package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.cli.terminal.PrintableLog;
import io.eventrecorder.text.PrintableText;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Control characters of an event are escaped on standard output, on standard error and in logs. */
class PrintedTextTest {
  private static final String UNPRINTABLE =
      "[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]";

  @Property(tries = 25)
  void correlate_and_pipe_print_one_line_for_each_decision(@ForAll("texts") String text) {
    String event = event(text);
    printsLines(CommandRun.reading(event + "\n" + event, "correlate", "--quiet"), 2);
    printsLines(
        CommandRun.reading(
            event + "\n" + event, "correlate", "--identity", "normalized-message", "-q"),
        2);
    for (String profile : List.of("otel", "ecs", "kubernetes")) {
      printsLines(
          CommandRun.reading(
              event,
              "pipe",
              "--quiet",
              "-D",
              "eventrecorder.sink.log.format=json",
              "-D",
              "eventrecorder.sink.log.profile=" + profile),
          1);
    }
  }

  @Property(tries = 25)
  void each_error_is_one_line(@ForAll("texts") String text) {
    CommandRun refused =
        CommandRun.of(
            "emit", "--regarding=Order/1", "--reason=Paid", "--message=m", "--type=x" + text);
    assertThat(refused.status()).isEqualTo(2);
    printsErrors(refused);
    printsErrors(
        CommandRun.reading("{\"kind\":" + PrintableText.quoted("x" + text) + "}", "pipe", "-q"));
    printsErrors(CommandRun.of("pipe", "-q", "x" + text));
    printsErrors(CommandRun.of("x" + text));
  }

  @Property(tries = 25)
  void each_finding_of_a_check_is_one_line(@ForAll("texts") String text) {
    CommandRun check =
        CommandRun.of(
            "check",
            "-Deventrecorder.sink.log.format=json",
            "-Deventrecorder.sink.log.output=file",
            "-Deventrecorder.sink.log.file=/nowhere/x" + text + "x");
    printsLines(check, 1);
  }

  @Property
  void each_log_record_of_the_command_is_one_line(@ForAll("texts") String text) {
    PrintableLog format = new PrintableLog();
    long lines = lines(format.format(new LogRecord(Level.WARNING, "x")));

    assertThat(lines(format.format(new LogRecord(Level.WARNING, text)))).isEqualTo(lines);
    LogRecord withArguments = new LogRecord(Level.WARNING, "{0}");
    withArguments.setParameters(new Object[] {text});
    assertThat(lines(format.format(withArguments))).isEqualTo(lines);
  }

  @Property(tries = 25)
  void a_stack_trace_in_the_log_forges_no_record(@ForAll("texts") String text) {
    LogRecord failed = new LogRecord(Level.WARNING, "failed");
    failed.setThrown(new IllegalStateException("why:" + text));
    assertThat(new PrintableLog().format(failed).lines())
        .allSatisfy(line -> assertThat(line.replace("\t", "")).doesNotContainPattern(UNPRINTABLE))
        .filteredOn(line -> line.contains("forged"))
        .allMatch(line -> line.startsWith("java.lang.IllegalStateException: why:"));
  }

  @Example
  void escaped_text_is_still_readable() {
    CommandRun run = CommandRun.reading(event("a\nb\u001b[2J\u202e"), "correlate", "--quiet");
    assertThat(run.out()).contains("\"message\":\"a\\nb\\u001B[2J\\u202E\"");
  }

  private static String event(String text) {
    String quoted = PrintableText.quoted(text);
    return "{'kind':'Event','metadata':{'name':'a','namespace':'n','labels':{%1$s:%1$s}},'involvedObject':{'kind':'Pod','name':%1$s},'reason':%1$s,'message':%1$s,'type':'Warning','other':{'raw':%1$s}}"
        .replace('\'', '"')
        .formatted(quoted);
  }

  private static void printsLines(CommandRun run, int number) {
    assertThat(run.err()).isEmpty();
    assertThat(List.of(run.out().split(System.lineSeparator())))
        .hasSize(number)
        .allSatisfy(line -> assertThat(line).doesNotContainPattern(UNPRINTABLE));
  }

  private static void printsErrors(CommandRun run) {
    assertThat(List.of(run.err().split(System.lineSeparator())))
        .allSatisfy(
            line ->
                assertThat(line).startsWith("event-record: ").doesNotContainPattern(UNPRINTABLE));
  }

  private static long lines(String text) {
    List<String> all = List.of(text.split(System.lineSeparator()));
    assertThat(all).allSatisfy(line -> assertThat(line).doesNotContainPattern(UNPRINTABLE));
    return all.size();
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> awkward =
        Arbitraries.of(
            "\nWARNING: forged",
            "\r",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u009b31m",
            "\u2028",
            "\u2029",
            "\u202e",
            "\u2066",
            "\ud83d\ude00",
            "\"",
            "\\",
            "語");
    return awkward.list().ofMinSize(1).ofMaxSize(6).map(parts -> String.join("", parts));
  }
}
