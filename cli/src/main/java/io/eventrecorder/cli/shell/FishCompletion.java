package io.eventrecorder.cli.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes the completion script for fish, because picocli has none. */
final class FishCompletion {
  private final String name;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String name) {
    this.name = name;
  }

  /**
   * {@return the script}
   *
   * @param command a {@link CompletionModel}
   */
  static String of(CommandLine command) {
    FishCompletion fish = new FishCompletion(command.getCommandName());
    fish.script.append("# Completion of ").append(fish.name).append(" for fish.\n");
    fish.line("", "-f");
    List<String> names = new ArrayList<>(command.getSubcommands().keySet());
    String none = "not __fish_seen_subcommand_from " + String.join(" ", names);
    fish.arguments(none, command.getCommandSpec());
    command
        .getSubcommands()
        .forEach(
            (subcommand, line) -> {
              CommandSpec spec = line.getCommandSpec();
              fish.line(none, "-a " + subcommand, describe(spec.usageMessage().description()));
              fish.arguments("__fish_seen_subcommand_from " + subcommand, spec);
            });
    if (names.contains("help")) {
      fish.line("__fish_seen_subcommand_from help", "-a " + quote(String.join(" ", names)));
    }
    return fish.script.toString();
  }

  private void arguments(String condition, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      StringBuilder names = new StringBuilder();
      for (String optionName : option.names()) {
        boolean isLong = optionName.startsWith("--");
        names.append(isLong ? "-l " : "-s ").append(optionName.substring(isLong ? 2 : 1));
        names.append(' ');
      }
      line(condition, names + values(option), describe(option.description()));
    }
    for (PositionalParamSpec param : spec.positionalParameters()) {
      String values = values(param).replaceFirst("^-[rx] ?", "");
      if (!values.isEmpty()) {
        line(condition, values, describe(param.description()));
      }
    }
  }

  /** {@code -x}: takes a value, which is no file. {@code -r -F}: takes a file. */
  private static String values(ArgSpec arg) {
    if (arg.arity().max() == 0) {
      return "";
    }
    if (arg.completionCandidates() != null) {
      return "-x -a " + quote(String.join(" ", arg.completionCandidates()));
    }
    return arg.type() == Path.class ? "-r -F" : "-x";
  }

  private void line(String condition, String... parts) {
    script.append("complete -c ").append(name);
    if (!condition.isEmpty()) {
      script.append(" -n ").append(quote(condition));
    }
    for (String part : parts) {
      script.append(part.isEmpty() ? "" : " ").append(part.strip());
    }
    script.append('\n');
  }

  /** {@return the first sentence, because a shell shows one line} */
  private static String describe(String... description) {
    String first = description.length == 0 ? "" : description[0].replace("%%", "%");
    String sentence = first.replaceFirst("\\. .*", "").replaceFirst("\\.$", "");
    return sentence.isEmpty() ? "" : "-d " + quote(sentence);
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
