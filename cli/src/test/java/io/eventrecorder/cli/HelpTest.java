package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.cli.help.InGroup;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code --help} shows. */
class HelpTest {
  private static final Map<String, CommandLine> COMMANDS =
      CommandRun.commandLine().getSubcommands();

  private static final Pattern HEADING = Pattern.compile("^([A-Z].*):$", Pattern.MULTILINE);

  private static List<String> headings(String help) {
    return HEADING.matcher(help).results().map(heading -> heading.group(1)).toList();
  }

  @Test
  void the_root_lists_each_command_in_one_group() {
    String help = CommandRun.of("--help").out();
    assertThat(headings(help)).containsSubsequence("Record", "Understand", "Set up", "Exit status");
    assertThat(help).containsPattern("Record:\\R  emit .*\\R  pipe ");
    assertThat(help).containsPattern("Understand:\\R(  .*\\R)*  correlate ");
    for (String command : COMMANDS.keySet()) {
      Matcher line = Pattern.compile("^  " + command + " +[A-Z]", Pattern.MULTILINE).matcher(help);
      assertThat(line.results()).as(command).hasSize(1);
    }
  }

  @Test
  void each_command_ends_with_the_options_of_all_commands() {
    for (String command : COMMANDS.keySet()) {
      String help = CommandRun.of(command, "--help").out();
      assertThat(headings(help))
          .as(command)
          .doesNotHaveDuplicates()
          .endsWith("Configuration", "Exit status");
      String last = help.substring(help.indexOf("Configuration:"), help.indexOf("Exit status:"));
      assertThat(last).contains("--sink=", "-D=", "--config=", "--plugins=", "--help");
    }
  }

  @Test
  void each_command_begins_with_its_own_example() {
    String root = CommandRun.of("--help").out();
    List<String> examples = new ArrayList<>(List.of(example(root)));
    for (String command : COMMANDS.keySet()) {
      String help = CommandRun.of(command, "--help").out();
      assertThat(headings(help).get(0)).as(command).startsWith("Example");
      examples.add(example(help));
    }
    assertThat(examples).doesNotHaveDuplicates();
  }

  private static String example(String help) {
    return help.substring(help.indexOf("Example")).lines().skip(1).findFirst().orElseThrow();
  }

  @Test
  void the_options_of_emit_are_in_groups() {
    assertThat(headings(CommandRun.of("emit", "--help").out()))
        .containsExactly("Examples", "Event", "Output", "Delivery", "Configuration", "Exit status");
  }

  @Test
  void each_command_names_its_group() {
    COMMANDS.forEach(
        (name, command) -> {
          if (!name.equals("help")) {
            Class<?> type = command.getCommandSpec().userObject().getClass();
            assertThat(type).as(name).hasAnnotation(InGroup.class);
          }
        });
  }

  @Test
  void the_usage_names_what_must_be_given() {
    assertThat(CommandRun.of("emit", "--help").out())
        .startsWith(
            "Usage: event-record emit --regarding OBJECT --reason REASON --message TEXT"
                + " [OPTION...]\n");
    assertThat(CommandRun.of("pipe", "--help").out())
        .startsWith("Usage: event-record pipe [OPTION...] [FILE...]\n");
    assertThat(CommandRun.of("completion", "--help").out())
        .startsWith("Usage: event-record completion [OPTION...] SHELL\n");
  }

  @Test
  void lines_are_not_longer_than_80_columns_except_for_the_usage_and_examples() {
    for (String command : COMMANDS.keySet()) {
      String help = CommandRun.of(command, "--help").out();
      String lists =
          help.replaceFirst("\\AUsage: .*\\R", "").replaceAll("(?m)^  (\\S.*)?event-record .*", "");
      assertThat(lists.lines()).as(command).allSatisfy(l -> assertThat(l).hasSizeLessThan(81));
    }
  }

  @Test
  void the_command_help_shows_the_same() {
    assertThat(CommandRun.of("help", "pipe")).isEqualTo(CommandRun.of("pipe", "--help"));
    assertThat(CommandRun.of("help")).isEqualTo(CommandRun.of("--help"));
    CommandRun unknown = CommandRun.of("help", "pip");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("Unknown subcommand 'pip'; see 'event-record --help'");
  }

  /** picocli reads the annotations of each subcommand, which takes long. */
  @Test
  void only_the_subcommand_that_is_named_is_made() {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    StandardStreams streams =
        new StandardStreams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
    assertThat(COMMANDS).hasSizeGreaterThan(5);
    COMMANDS.forEach(
        (name, unused) -> {
          if (!name.equals("help")) {
            EventRecord root = new EventRecord(streams);
            CommandLine line = CommandLineFactory.of(root, name, "--help");
            assertThat(line.getSubcommands()).containsOnlyKeys(name);
            line = CommandLineFactory.of(root, "--sink", "help", "-Da=b", "-D", "c=d", name);
            assertThat(line.getSubcommands()).containsOnlyKeys(name);
          }
        });
  }
}
