package io.eventrecorder.cli.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A copy of a command line that has only what a completion script needs. picocli's generator
 * completes files for the types of files only, and keeps the values of an option under its label.
 * So in the copy each argument that means a file has the type of a file, and each option has a
 * label of its own.
 */
final class CompletionModel {
  /** What the help calls an argument that is a file. */
  private static final Set<String> FILES = Set.of("FILE", "PATH", "DIRECTORY");

  private CompletionModel() {}

  /** {@return the copy of a command, with its subcommands} Hidden commands and options are gone. */
  static CommandLine of(CommandLine command) {
    CommandSpec from = command.getCommandSpec();
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command.getCommand()).name(from.name());
    spec.usageMessage().description(from.usageMessage().description());
    from.options().stream().filter(option -> !option.hidden()).forEach(o -> add(spec, from, o));
    for (PositionalParamSpec param : from.positionalParameters()) {
      if (!param.hidden()) {
        spec.addPositional(
            PositionalParamSpec.builder()
                .index(param.index())
                .arity(param.arity())
                .description(param.description())
                .completionCandidates(param.completionCandidates())
                .type(type(param))
                .build());
      }
    }
    CommandLine copy = new CommandLine(spec);
    for (CommandLine subcommand : command.getSubcommands().values()) {
      if (!subcommand.getCommandSpec().usageMessage().hidden()) {
        copy.addSubcommand(subcommand.getCommandName(), of(subcommand));
      }
    }
    return copy;
  }

  private static void add(CommandSpec spec, CommandSpec from, OptionSpec option) {
    List<String> names = new ArrayList<>(List.of(option.names()));
    from.negatedOptionsMap()
        .forEach(
            (negated, positive) -> {
              if (positive.equals(option) && !names.contains(negated)) {
                names.add(negated);
              }
            });
    spec.addOption(
        OptionSpec.builder(names.toArray(String[]::new))
            .paramLabel(option.longestName())
            .arity(option.arity())
            .description(option.description())
            .completionCandidates(option.completionCandidates())
            .type(type(option))
            .build());
  }

  private static Class<?> type(ArgSpec arg) {
    return arg.arity().max() == 0 ? boolean.class : isFile(arg) ? Path.class : String.class;
  }

  private static boolean isFile(ArgSpec arg) {
    Class<?> type =
        arg.typeInfo().isMultiValue() ? arg.auxiliaryTypes()[0] : arg.typeInfo().getType();
    return type == Path.class || type == File.class || FILES.contains(arg.paramLabel());
  }
}
