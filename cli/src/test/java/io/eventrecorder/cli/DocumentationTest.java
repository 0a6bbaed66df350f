package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the commands of {@code docs/cli.md}, and looks for all options there. */
class DocumentationTest {
  private static final Path PAGE = Path.of("../docs/cli.md");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @Test
  void every_example_runs() throws IOException {
    List<String> examples =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("$ event-record "))
            .toList();
    assertThat(examples).hasSizeGreaterThan(8);
    for (String example : examples) {
      CommandRun run = CommandRun.of(words(example));
      assertThat(run.status()).as(example + "\n" + run.err()).isZero();
      assertThat(run.out()).as(example).isNotEmpty();
    }
  }

  private static String[] words(String example) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(example.substring("$ event-record ".length()));
    while (word.find()) {
      String text = word.group(1) == null ? word.group(2) : word.group(1);
      words.add(text.replace("docs/", "../docs/"));
    }
    return words.toArray(String[]::new);
  }

  @Test
  void every_flag_is_described() throws IOException {
    String page = Files.readString(PAGE);
    for (String command : CommandRun.commandLine().getSubcommands().keySet()) {
      String help = CommandRun.of(command, "--help").out();
      Matcher flag = Pattern.compile("^ {2,6}.*?(--[a-z-]+)", Pattern.MULTILINE).matcher(help);
      while (flag.find()) {
        String name = flag.group(1).replaceFirst("^--no-", "--");
        assertThat(page).as(command + " " + name).contains(name);
      }
    }
  }
}
