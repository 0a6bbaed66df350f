package io.eventrecorder.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.cli.terminal.Terminal.Colour;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static boolean colours(Map<String, String> environment) {
    return new TestTerminal(80, 24, environment).terminal().hasColour(Colour.AUTO);
  }

  @Test
  void a_terminal_has_colours_unless_the_environment_forbids_them() {
    assertThat(colours(Map.of())).isTrue();
    assertThat(colours(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(colours(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(colours(Map.of("TERM", "dumb"))).isFalse();
    assertThat(colours(Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1"))).isFalse();
  }

  @Test
  void a_pipe_has_colours_only_on_request() {
    assertThat(Terminal.none().hasColour(Colour.AUTO)).isFalse();
    assertThat(Terminal.none().hasColour(Colour.ALWAYS)).isTrue();
    assertThat(forced("1")).isTrue();
    assertThat(forced("0")).isFalse();
  }

  private static boolean forced(String value) {
    return new Terminal(TerminalDevice.NONE, Map.of("CLICOLOR_FORCE", value))
        .hasColour(Colour.AUTO);
  }

  @Test
  void the_command_line_wins_over_the_environment() {
    Terminal terminal = new TestTerminal(80, 24, Map.of("NO_COLOR", "1")).terminal();
    assertThat(terminal.hasColour(Colour.ALWAYS)).isTrue();
    assertThat(terminal.hasColour(Colour.NEVER)).isFalse();
  }

  /** Surefire redirects the streams of this process. */
  @Test
  void the_streams_of_a_test_are_no_terminal() {
    ProcessTerminal device = new ProcessTerminal();
    assertThat(device.isTerminal(1)).isFalse();
    assertThat(device.isTerminal(2)).isFalse();
  }
}
