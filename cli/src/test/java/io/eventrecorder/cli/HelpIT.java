package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Looks at the help in a real terminal. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class HelpIT {
  @TempDir Path temp;

  private String inTerminal(String command) throws Exception {
    Path out = temp.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(TestTool.require("script").toString(), "-qec", command, "/dev/null")
            .redirectOutput(out.toFile())
            .redirectInput(temp.resolve("in").toFile());
    Files.createFile(temp.resolve("in"));
    builder.environment().put("TERM", "xterm");
    builder.environment().put("EVENT_RECORD_CACHE", "");
    builder.environment().remove("NO_COLOR");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Files.delete(temp.resolve("in"));
    return Files.readString(out).replace("\r", "");
  }

  @Test
  void the_help_has_the_width_of_the_terminal_and_colours_unless_they_are_unwanted()
      throws Exception {
    String coloured = inTerminal("stty cols 110; target/bin/event-record pipe --help");
    assertThat(coloured).contains("\u001b[");
    String plain = inTerminal("stty cols 110; NO_COLOR=1 target/bin/event-record pipe --help");
    assertThat(plain).doesNotContain("\u001b").contains("Usage: event-record pipe ");
    assertThat(plain.lines().mapToInt(String::length).max().orElse(0)).isBetween(95, 110);
  }
}
