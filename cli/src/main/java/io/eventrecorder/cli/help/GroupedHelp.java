package io.eventrecorder.cli.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lays out the help: what the command does, examples, subcommands and options in groups, and the
 * exit status. picocli lays out the lines for the width and the colours of the terminal.
 */
public final class GroupedHelp {
  private static final List<String> ORDER =
      List.of(
          UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS,
          UsageMessageSpec.SECTION_KEY_DESCRIPTION,
          UsageMessageSpec.SECTION_KEY_FOOTER,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST,
          UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST);

  private GroupedHelp() {}

  /**
   * Sets the layout of the help of a command and of its subcommands.
   *
   * @param command the command, with its subcommands
   */
  public static void install(CommandLine command) {
    Map<String, IHelpSectionRenderer> sections = new LinkedHashMap<>(command.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, GroupedHelp::synopsis);
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, GroupedHelp::commands);
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GroupedHelp::options);
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, GroupedHelp::examples);
    command.setHelpSectionKeys(ORDER).setHelpSectionMap(sections);
  }

  private static String synopsis(Help help) {
    CommandSpec command = help.commandSpec();
    return command.qualifiedName() + Synopsis.arguments(command) + System.lineSeparator();
  }

  /** Without breaks of long lines, because people copy them. */
  private static String examples(Help help) {
    String[] lines = help.commandSpec().usageMessage().footer();
    return lines.length == 0 ? "" : String.format(String.join("%n", lines) + "%n");
  }

  private static String commands(Help help) {
    CommandLine root = help.commandSpec().commandLine();
    int widest = root.getSubcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    CommandGroups.of(root)
        .forEach(
            (group, commands) ->
                text.append(help.createHeading("%n" + group.title() + ":%n"))
                    .append(list(help, commands, widest)));
    return text.toString();
  }

  /** As picocli has it, but with a column of the same width in each group. */
  private static String list(Help help, List<CommandLine> commands, int widest) {
    int width = help.commandSpec().usageMessage().width();
    Help.TextTable table =
        Help.TextTable.forColumns(
            help.colorScheme(),
            new Help.Column(widest + 2, 2, Help.Column.Overflow.SPAN),
            new Help.Column(width - widest - 2, 2, Help.Column.Overflow.WRAP));
    for (CommandLine command : commands) {
      String[] description = command.getCommandSpec().usageMessage().description();
      table.addRowValues(
          help.colorScheme().commandText(command.getCommandName()),
          help.colorScheme().text(description.length == 0 ? "" : String.format(description[0])));
    }
    return table.toString();
  }

  private static String options(Help help) {
    StringBuilder text = new StringBuilder();
    for (OptionSection section : OptionSection.of(help.commandSpec())) {
      Help.Layout layout = help.createDefaultLayout(); // the same columns in each section
      layout.addAllPositionalParameters(
          new ArrayList<>(section.parameters()), help.parameterLabelRenderer());
      layout.addAllOptions(new ArrayList<>(section.options()), help.parameterLabelRenderer());
      text.append(help.createHeading("%n" + section.title() + ":%n")).append(layout);
    }
    return text.toString();
  }
}
