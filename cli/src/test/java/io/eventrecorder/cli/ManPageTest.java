package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The manual pages, read by mandoc. */
@Timeout(120)
class ManPageTest {
  private static final CommandLine ROOT = CommandRun.commandLine();

  @TempDir Path temp;

  @BeforeEach
  void writePages() throws IOException {
    ShellFiles.main(
        new String[] {
          temp.resolve("man").toString(),
          temp.resolve("share").toString(),
          "1.2.3",
          "2026-11-01T00:00:00Z"
        });
  }

  private Path page(String command) {
    String name = command.isEmpty() ? "event-record.1" : "event-record-" + command + ".1";
    return temp.resolve("man").resolve(name);
  }

  /** {@return what mandoc prints, without the marks for bold and underlined letters} */
  private String mandoc(String... args) throws IOException, InterruptedException {
    Path out = temp.resolve("out");
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(TestTool.require("mandoc").toString()), Stream.of(args))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out).replaceAll(".\b", "");
  }

  @Test
  void mandoc_has_no_warnings() throws Exception {
    try (Stream<Path> pages = Files.list(temp.resolve("man"))) {
      for (Path page : pages.toList()) {
        assertThat(mandoc("-T", "lint", "-W", "warning", page.toString())).isEmpty();
      }
    }
  }

  @Test
  void every_visible_option_and_its_description_is_in_the_page() throws Exception {
    for (Map.Entry<String, CommandLine> command : ROOT.getSubcommands().entrySet()) {
      if (command.getKey().equals("help")) {
        continue;
      }
      String text = mandoc("-T", "utf8", page(command.getKey()).toString());
      String words = text.replaceAll("\\s+", " ");
      for (OptionSpec option : command.getValue().getCommandSpec().options()) {
        String name = option.longestName().replaceFirst("^-+", "");
        assertThat(words).as(command.getKey()).containsPattern("--?(\\[no-])?" + name + "[=, ]");
        String what = String.join(" ", option.description()).replace("%%", "%");
        assertThat(words).as(command.getKey()).contains(what);
      }
    }
  }

  @Test
  void the_first_page_lists_the_commands_the_exit_status_and_the_environment() throws Exception {
    String text = mandoc("-T", "utf8", page("").toString());
    assertThat(text.lines().filter(line -> line.matches("[A-Z ]+")))
        .containsExactly(
            "NAME",
            "SYNOPSIS",
            "EXAMPLES",
            "COMMANDS",
            "OPTIONS",
            "EXIT STATUS",
            "ENVIRONMENT",
            "SEE ALSO");
    for (String command : ROOT.getSubcommands().keySet()) {
      assertThat(text).containsPattern("\n       " + command + "\\b");
    }
    assertThat(text).contains("event-record-pipe(1)", "event-record 1.2.3", "2026-11-01");
    String page = Files.readString(Path.of("../docs/cli.md"));
    List<String> variables =
        text.lines().map(String::strip).filter(line -> line.matches("[A-Z]+_[A-Z_]+")).toList();
    assertThat(variables)
        .contains("EVENT_RECORD_CACHE")
        .allSatisfy(v -> assertThat(page).contains(v));
  }

  @Test
  void an_example_keeps_its_lines_and_its_backslash() throws Exception {
    assertThat(mandoc("-T", "utf8", page("emit").toString()))
        .contains("--reason BackOff \\\n           --message 'Back-off restarting");
  }

  @Test
  void hidden_commands_and_help_have_no_page() {
    assertThat(page("pipe")).exists();
    assertThat(page("help")).doesNotExist();
  }

  @Test
  void the_scripts_are_those_that_the_command_prints() throws Exception {
    Map<String, String> scripts =
        Map.of(
            "bash", "bash-completion/completions/event-record",
            "zsh", "zsh/site-functions/_event-record",
            "fish", "fish/vendor_completions.d/event-record.fish");
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      assertThat(temp.resolve("share").resolve(script.getValue()))
          .hasContent(CommandRun.of("completion", script.getKey()).out());
    }
  }
}
