package io.eventrecorder.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportHintTest {
  private static final String START = "See it as a picture: event-record report ";

  @Test
  void the_command_names_the_files_as_a_shell_reads_them() {
    assertThat(ReportHint.of(List.of("a.ndjson", "my events.json", "it's", "~x")))
        .isEqualTo(START + "a.ndjson 'my events.json' 'it'\\''s' '~x' -o report.html");
  }

  @Test
  void standard_input_is_gone() {
    assertThat(ReportHint.of(List.of())).isEmpty();
    assertThat(ReportHint.of(List.of("a.ndjson", "-"))).isEmpty();
  }

  @Test
  void a_name_cannot_control_the_terminal() {
    assertThat(ReportHint.of(List.of("a\nb\u001b[2J"))).doesNotContain("\n", "\u001b");
  }

  @Test
  void many_files_are_not_named() {
    assertThat(ReportHint.of(Collections.nCopies(100, "a.ndjson")))
        .isEqualTo(START + "FILE... -o report.html");
  }
}
