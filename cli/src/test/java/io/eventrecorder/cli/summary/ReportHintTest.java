package io.eventrecorder.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportHintTest {
  private static final String START = "See it as a picture: event-record report ";

  private static List<String> lines(List<String> files, int columns) {
    return ReportHint.lines(files, file -> "'" + file + "'", columns);
  }

  @Test
  void the_command_names_the_files_as_a_shell_reads_them() {
    assertThat(lines(List.of("a.ndjson", "my events.json"), 120))
        .containsExactly(START + "'a.ndjson' 'my events.json' -o report.html");
  }

  @Test
  void standard_input_is_gone() {
    assertThat(lines(List.of(), 120)).isEmpty();
    assertThat(lines(List.of("a.ndjson", "-"), 120)).isEmpty();
  }

  @Test
  void a_name_cannot_control_the_terminal() {
    assertThat(lines(List.of("a\nb\u001b[2J"), 120))
        .containsExactly(START + "FILE... -o report.html");
  }

  @Test
  void many_files_are_not_named() {
    assertThat(lines(Collections.nCopies(100, "a.ndjson"), 5000))
        .containsExactly(START + "FILE... -o report.html");
  }

  @Test
  void a_terminal_does_not_break_the_command() {
    List<String> files = List.of("x".repeat(30));
    assertThat(lines(files, 80))
        .containsExactly(
            "See it as a picture:",
            "  event-record report '" + "x".repeat(30) + "' -o report.html");
    assertThat(lines(files, 60))
        .containsExactly("See it as a picture:", "  event-record report FILE... -o report.html");
  }
}
