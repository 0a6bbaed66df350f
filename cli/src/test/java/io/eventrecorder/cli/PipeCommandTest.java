package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.cli.terminal.ProgressLine;
import io.eventrecorder.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PipeCommandTest {
  private static final String AGGREGATING = "-Deventrecorder.pipeline.log.correlator=aggregating";

  @Test
  void every_event_is_a_line_in_its_order() throws IOException {
    List<String> events = Files.readAllLines(Path.of(CommandRun.DEMO));
    CommandRun run = CommandRun.of("pipe", CommandRun.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSameSizeAs(events).hasSizeGreaterThan(200);
    for (int i = 0; i < events.size(); i++) {
      assertThat(run.lines().get(i)).contains(name(events.get(i)));
    }
  }

  private static String name(String event) {
    return event.replaceFirst(".*\"metadata\":\\{\"name\":(\"[^\"]+\").*", "$1");
  }

  @Test
  void the_summary_has_the_counters_of_events_and_of_writes() {
    CommandRun run = CommandRun.of("pipe", "--verbose", CommandRun.DEMO);
    assertThat(run.errors())
        .contains(
            "Read      208 events",
            "Written   208 writes",
            "Lost      nothing",
            "  events: 208 offered = 208 emitted + 0 suppressed + 0 filtered + 0 dropped"
                + " + 0 failed in the correlator + 0 queued",
            "  writes: 208 emitted + 0 originated = 208 delivered + 0 coalesced + 0 rejected"
                + " + 0 failed + 0 abandoned + 0 waiting");
  }

  @Test
  void the_summary_in_a_pipe_is_short() {
    assertThat(CommandRun.of("pipe", CommandRun.DEMO).errors())
        .containsExactly("208 events read", "log: 208 events in, 208 writes out");
  }

  @Test
  void correlation_writes_less_and_the_summary_accounts_for_the_rest() {
    CommandRun run = CommandRun.of("pipe", "--verbose", AGGREGATING, CommandRun.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSizeBetween(30, 200);
    assertThat(run.out()).contains("(combined from similar events): Readiness probe failed");
    assertThat(run.err()).contains("\nWritten   " + run.lines().size() + " writes, ");
    assertThat(number(run, "suppressed") + number(run, "emitted")).isEqualTo(208);
    assertThat(number(run, "counted but not written")).isEqualTo(number(run, "suppressed"));
    assertThat(number(run, "replaced")).isEqualTo(number(run, "coalesced"));
    assertThat(number(run, "counted but not written") + number(run, "replaced"))
        .isEqualTo(208 + number(run, "originated") - run.lines().size());
  }

  private static int number(CommandRun run, String what) {
    Matcher found = Pattern.compile("(\\d+) " + what).matcher(run.err());
    assertThat(found.find()).as(what + " in " + run.err()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  @Test
  void a_small_queue_slows_reading_down_and_loses_no_event() {
    CommandRun run =
        CommandRun.of("pipe", "-Deventrecorder.pipeline.log.queue-capacity=1", CommandRun.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(208);
  }

  @Test
  void an_unknown_overflow_policy_is_refused() {
    CommandRun run =
        CommandRun.of("pipe", "-Deventrecorder.pipeline-defaults.overflow=bloc", CommandRun.DEMO);
    assertThat(run.err()).contains("overflow: \"bloc\"");
  }

  @Test
  void each_sink_has_its_own_pipeline() {
    CommandRun run =
        CommandRun.of(
            "--sink=log",
            "--sink=audit",
            "pipe",
            "-Deventrecorder.sink.audit.type=log",
            CommandRun.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(416);
    assertThat(run.err()).contains("log: 208 events in", "audit: 208 events in");
  }

  @Test
  void events_without_a_name_get_one() {
    CommandRun run =
        CommandRun.reading(
            "{\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"web-0\",\"namespace\":\"shop\"},"
                + "\"reason\":\"Started\",\"type\":\"Normal\"}",
            "pipe",
            "-q");
    assertThat(run.out()).containsPattern("\"web-0\\.[0-9a-f]{16}\"").contains("\"shop\"");
  }

  @Test
  void progress_is_shown_only_in_a_terminal_or_on_request() {
    assertThat(ProgressLine.isUseful(Terminal.none())).isFalse();
    assertThat(CommandRun.of("pipe", "--progress", "-q", CommandRun.DEMO).status()).isZero();
  }

  @Test
  void undelivered_events_give_status_1() {
    CommandRun run =
        CommandRun.reading(
            "{\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"w\"},\"reason\":\"R\"}",
            "pipe",
            "-q",
            "--timeout=1ms",
            "-Deventrecorder.sink.log.output=file",
            "-Deventrecorder.sink.log.file=/dev/full");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("event-record: not everything was delivered: log: 1 ");
  }
}
