package io.eventrecorder.cli.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes the manual page of a command, with the macros of man(7). */
public final class ManPage {
  private static final List<List<String>> ENVIRONMENT =
      List.of(
          List.of("EVENTRECORDER_...", "Options of the library, for example EVENTRECORDER_SINKS."),
          List.of("EVENT_RECORD_PLUGINS", "The value of --plugins unless it is given."),
          List.of("EVENT_RECORD_JAVA_OPTS", "More options for the JVM, separated by spaces."),
          List.of("EVENT_RECORD_CACHE", "The folder for the archive of loaded classes."),
          List.of("JAVA_HOME", "The JDK or JRE that runs the command, 17 or newer."),
          List.of("NO_COLOR", "If it is set, the output has no colours."));

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /**
   * {@return the page}
   *
   * @param command the command
   * @param version the version of this program
   * @param date the date of that version, for example {@code 2026-11-01}
   */
  public static String of(CommandLine command, String version, String date) {
    CommandSpec spec = command.getCommandSpec();
    String name = name(command);
    List<String> description = new ArrayList<>(List.of(spec.usageMessage().description()));
    String summary = description.isEmpty() ? "" : description.remove(0);
    ManPage man = new ManPage();
    man.macro("TH", name.toUpperCase(Locale.ROOT), "1", date, "event-record " + version);
    man.macro("SH", "NAME");
    man.line(text(name) + " \\- " + text(summary.replaceFirst("\\.$", "")));
    man.macro("SH", "SYNOPSIS");
    man.line("\\fB" + text(spec.qualifiedName()) + "\\fR" + text(Synopsis.arguments(spec)));
    if (!description.isEmpty()) {
      man.macro("SH", "DESCRIPTION");
      man.line(text(description.remove(0)));
      description.forEach(paragraph -> man.paragraph(text(paragraph)));
    }
    man.examples(spec.usageMessage().footer());
    man.commands(command);
    man.options(spec);
    man.macro("SH", "EXIT STATUS");
    spec.usageMessage().exitCodeList().forEach((status, what) -> man.entry(status, text(what)));
    if (command.getParent() == null) {
      man.macro("SH", "ENVIRONMENT");
      ENVIRONMENT.forEach(
          variable -> man.entry("\\fB" + variable.get(0) + "\\fR", text(variable.get(1))));
    }
    man.seeAlso(command);
    return man.page.toString();
  }

  /**
   * {@return the name of the page, for example {@code event-record-pipe}}
   *
   * @param command the command
   */
  public static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /**
   * {@return whether a subcommand has a page} picocli's own command {@code help} has none.
   *
   * @param command the subcommand
   */
  public static boolean has(CommandLine command) {
    boolean ours =
        command.getCommandSpec().userObject().getClass() != CommandLine.HelpCommand.class;
    return ours && !command.getCommandSpec().usageMessage().hidden();
  }

  private void examples(String... lines) {
    macro("SH", "EXAMPLES");
    macro("EX");
    for (int i = 1; i < lines.length; i++) { // the first one is the heading
      line(text(lines[i].strip()).isEmpty() ? "" : text(lines[i].replaceFirst("^  ", "")));
    }
    macro("EE");
  }

  private void commands(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return;
    }
    macro("SH", "COMMANDS");
    for (Map.Entry<Group, List<CommandLine>> group : CommandGroups.of(command).entrySet()) {
      macro("SS", group.getKey().title());
      for (CommandLine subcommand : group.getValue()) {
        String what = subcommand.getCommandSpec().usageMessage().description()[0];
        entry("\\fB" + text(subcommand.getCommandName()) + "\\fR", text(what));
      }
    }
  }

  private void options(CommandSpec spec) {
    macro("SH", "OPTIONS");
    for (OptionSection section : OptionSection.of(spec)) {
      macro("SS", section.title());
      for (PositionalParamSpec parameter : section.parameters()) {
        String more = parameter.arity().max() > 1 ? "..." : "";
        entry("\\fI" + text(parameter.paramLabel()) + "\\fR" + more, description(parameter));
      }
      section.options().forEach(option -> entry(names(option), description(option)));
    }
  }

  private static String names(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + text(option.negatable() ? name.replace("--", "--[no-]") : name) + "\\fR");
    }
    String label = option.arity().max() == 0 ? "" : "=\\fI" + text(option.paramLabel()) + "\\fR";
    return String.join(", ", names) + label;
  }

  private static String description(ArgSpec arg) {
    return text(String.join(" ", arg.description()));
  }

  private void seeAlso(CommandLine command) {
    List<String> others = new ArrayList<>();
    if (command.getParent() != null) {
      others.add("\\fBevent\\-record\\fR(1)");
    }
    CommandGroups.of(command).values().stream()
        .flatMap(List::stream)
        .filter(ManPage::has)
        .forEach(other -> others.add("\\fB" + text(name(other)) + "\\fR(1)"));
    macro("SH", "SEE ALSO");
    line(String.join(",\n", others));
  }

  private void entry(String term, String description) {
    macro("TP");
    line(term);
    line(description);
  }

  private void paragraph(String text) {
    macro("PP");
    line(text);
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(argument).append('"');
    }
    page.append('\n');
  }

  /** A line that begins with a point or an apostrophe would be a macro. */
  private void line(String text) {
    page.append(text.startsWith(".") || text.startsWith("'") ? "\\&" : "").append(text);
    page.append('\n');
  }

  private static String text(String picocli) {
    String plain = picocli.replace("%n", "").replace("%%", "%");
    return plain.replace("\\", "\\e").replace("-", "\\-");
  }
}
