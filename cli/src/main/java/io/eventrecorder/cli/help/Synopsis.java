package io.eventrecorder.cli.help;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The arguments of a command in one line: only what must be given, because a list has the rest. */
final class Synopsis {
  private Synopsis() {}

  static String arguments(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    for (OptionSpec option : command.options()) {
      if (option.required()) {
        text.append(' ').append(option.longestName()).append(' ').append(option.paramLabel());
      }
    }
    text.append(command.subcommands().isEmpty() ? " [OPTION...]" : " COMMAND [OPTION...]");
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
      text.append(parameter.required() ? " " + label : " [" + label + "]");
    }
    return text.toString();
  }
}
