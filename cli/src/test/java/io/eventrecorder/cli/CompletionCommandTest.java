package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Sources the scripts of {@code event-record completion} in real shells, and completes words. */
@Timeout(120)
class CompletionCommandTest {
  @TempDir Path temp;

  private Path script(String shell) throws IOException {
    CommandRun run = CommandRun.of("completion", shell);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return Files.writeString(temp.resolve("_event-record"), run.out());
  }

  /** {@return the lines that a shell prints} */
  private List<String> run(String... command) throws IOException, InterruptedException {
    Path out = temp.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("..").toFile())
            .redirectOutput(out.toFile())
            .redirectError(temp.resolve("err").toFile())
            .start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out);
  }

  private List<String> bash(String... words) throws IOException, InterruptedException {
    Path program = TestTool.require("bash");
    String complete =
        """
        source "$1" || exit
        complete -p event-record | grep -q -- '-F _event-record_words event-record' || exit
        shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        _event-record_words
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program.toString(), "--norc", "-c", complete, "bash"));
    command.add(script("bash").toString());
    command.addAll(List.of(words));
    return run(command.toArray(String[]::new));
  }

  @Test
  void bash_completes_commands_options_values_and_files() throws Exception {
    assertThat(bash("event-record", "pi")).containsExactly("pipe");
    assertThat(bash("/opt/bin/event-record", "pi")).containsExactly("pipe");
    assertThat(bash("event-record", "--sink", "log", "pi")).containsExactly("pipe");
    assertThat(bash("event-record", "pipe", "--no-p")).containsExactly("--no-progress");
    assertThat(bash("event-record", "emit", "--type", "")).containsExactly("Normal", "Warning");
    assertThat(bash("event-record", "correlate", "--correlator", "a"))
        .containsExactly("aggregating");
    assertThat(bash("event-record", "correlate", "--sink", "k"))
        .containsExactly("kafka", "kubernetes");
    assertThat(bash("event-record", "correlate", "--identity", "n"))
        .containsExactly("normalized-message");
    assertThat(bash("event-record", "pipe", "-q", "docs/demo/f"))
        .containsExactly("docs/demo/failing-deployment.ndjson");
    assertThat(bash("event-record", "completion", "z")).containsExactly("zsh");
    assertThat(bash("event-record", "help", "corr")).containsExactly("correlate");
  }

  @Test
  void bash_completes_values_after_an_equals_sign() throws Exception {
    assertThat(bash("event-record", "pipe", "--sink", "=", "k"))
        .containsExactly("kafka", "kubernetes");
    assertThat(bash("event-record", "pipe", "--sink", "="))
        .containsExactly("kafka", "kubernetes", "log");
    assertThat(bash("event-record", "pipe", "--sink=k")) // COMP_WORDBREAKS without =
        .containsExactly("--sink=kafka", "--sink=kubernetes");
  }

  /** Types each line and TAB into an interactive zsh. A widget prints the line that results. */
  private List<String> zsh(String setUp, String... lines) throws IOException, InterruptedException {
    Path program = TestTool.require("zsh");
    String complete =
        """
        zmodload zsh/zpty
        zpty z 'zsh -f -i'
        zpty -w z "$1"
        zpty -w z 'show() { print -r -- "<""<$BUFFER|aliases $options[completealiases]>"">" }
            zle -N show; bindkey "^G" show; print SET""UP'
        zpty -r z text '*SETUP*'
        shift
        for line in "$@"; do
          zpty -n -w z $'\\C-u'"$line"$'\\t\\C-g'
          zpty -r z text '*<<*>>*'
          print -r -- "${${text##*<<}%%>>*}"
        done
        zpty -d z
        """;
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program.toString(), "-f", "-c", complete, "zsh", setUp));
    command.addAll(List.of(lines));
    return run(command.toArray(String[]::new));
  }

  @Test
  void zsh_completes_the_same() throws Exception {
    String[] lines = {
      "event-record pi",
      "./bin/event-record pi",
      "event-record --sink=kub",
      "event-record emit --type W",
      "event-record correlate --correlator a",
      "event-record pipe docs/demo/f",
    };
    String[] completed = {
      "event-record pipe |aliases off",
      "./bin/event-record pipe |aliases off",
      "event-record --sink=kubernetes |aliases off",
      "event-record emit --type Warning |aliases off",
      "event-record correlate --correlator aggregating |aliases off",
      "event-record pipe docs/demo/failing-deployment.ndjson |aliases off",
    };
    Path script = script("zsh");
    assertThat(zsh("source " + script, lines)).containsExactly(completed);
    assertThat(zsh("fpath=(" + temp + " $fpath); autoload -U compinit; compinit -u -D", lines))
        .as("in the fpath")
        .containsExactly(completed);
  }

  private List<String> fish(String line) throws IOException, InterruptedException {
    Path program = TestTool.require("fish");
    String complete = "source $argv[1]; complete -C $argv[2]";
    String script = script("fish").toString();
    return run(program.toString(), "--no-config", "-c", complete, script, line);
  }

  @Test
  void fish_completes_the_same_with_descriptions() throws Exception {
    assertThat(fish("event-record pi"))
        .containsExactly(
            "pipe\tRecords the events in files, on standard input, in a cluster or in a Kafka topic");
    assertThat(fish("/opt/bin/event-record --sink log pi"))
        .singleElement()
        .asString()
        .startsWith("pipe\t");
    assertThat(fish("event-record pipe --no-p"))
        .containsExactly("--no-progress\tShows the progress on standard error");
    assertThat(fish("event-record emit --type "))
        .extracting(candidate -> candidate.replaceFirst("\t.*", ""))
        .containsExactly("Normal", "Warning");
    assertThat(fish("event-record emit --api-v")).singleElement().asString().contains("object's");
    assertThat(fish("event-record pipe --sink=kub"))
        .singleElement()
        .asString()
        .startsWith("--sink=kubernetes");
    assertThat(fish("event-record pipe docs/demo/f"))
        .singleElement()
        .asString()
        .startsWith("docs/demo/failing-deployment.ndjson");
    assertThat(fish("event-record help corr")).singleElement().asString().startsWith("correlate");
    assertThat(fish("event-record emit docs/d")).as("emit reads no file").isEmpty();
  }

  @Test
  void an_unknown_shell_is_refused_with_the_names_of_the_others() {
    CommandRun run = CommandRun.of("completion", "csh");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("'csh' must be one of bash, zsh, fish");
  }

  @Test
  void every_option_that_names_a_sink_a_correlator_or_a_type_has_candidates() {
    Stream<CommandLine> all = CommandRun.commandLine().getSubcommands().values().stream();
    List<OptionSpec> named =
        all.flatMap(command -> command.getCommandSpec().options().stream())
            .filter(o -> List.of("--sink", "--correlator", "--type").contains(o.longestName()))
            .toList();
    assertThat(named).hasSizeGreaterThan(5);
    assertThat(named).allSatisfy(o -> assertThat(o.completionCandidates()).isNotEmpty());
  }
}
