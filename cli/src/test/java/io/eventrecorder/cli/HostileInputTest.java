package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any input ends in an exit status and in lines that say what is wrong. */
class HostileInputTest {
  @Property(tries = 300)
  void random_bytes_end_in_a_status_and_lines(@ForAll @Size(max = 400) byte[] input) {
    endsProperly(CommandRun.reading(input, "correlate"));
    endsProperly(CommandRun.reading(input, "correlate", "--script", "-"));
  }

  @Property(tries = 40)
  void random_bytes_piped_end_in_a_status_and_lines(@ForAll @Size(max = 400) byte[] input) {
    endsProperly(CommandRun.reading(input, "pipe"));
  }

  @Property(tries = 300)
  void sound_events_with_a_wrong_byte_end_in_a_status_and_lose_no_other_line(
      @ForAll @IntRange(min = 0, max = 2000) int place, @ForAll byte wrong) throws IOException {
    String[] lines =
        Files.readString(Path.of(CommandRun.DEMO)).lines().limit(6).toArray(String[]::new);
    byte[] input = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    input[place % lines[0].length()] = wrong; // in the first line
    CommandRun run = CommandRun.reading(input, "correlate");
    endsProperly(run);
    assertThat(run.lines()).hasSizeGreaterThanOrEqualTo(lines.length - 1);
  }

  private static void endsProperly(CommandRun run) {
    assertThat(run.status()).as(run.err()).isBetween(0, 1);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(run.errors()).noneMatch(line -> line.length() > 1000);
  }
}
