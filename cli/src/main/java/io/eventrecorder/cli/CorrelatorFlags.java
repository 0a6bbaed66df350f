package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.spi.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Adds the options of all correlators as flags: {@code --burst 5} means {@code correlator.burst=5}.
 * The flags and their help come from the declarations of the correlators.
 */
final class CorrelatorFlags {
  private CorrelatorFlags() {}

  /** Adds the flags, in one group for each correlator. */
  static void addTo(CommandSpec command) {
    for (ProviderListing.Entry correlator : ProviderListing.discover().correlators()) {
      ArgGroupSpec.Builder group =
          ArgGroupSpec.builder()
              .heading("%nOptions of the correlator " + correlator.name() + ":%n")
              .exclusive(false)
              .validate(false);
      boolean any = false;
      for (Option<?> option : correlator.options()) {
        if (!option.isPassThrough() && !command.optionsMap().containsKey(flag(option))) {
          group.addArg(spec(option));
          any = true;
        }
      }
      if (any) {
        command.addArgGroup(group.build());
      }
    }
  }

  /**
   * {@return the values of the flags on the command line, by the names of the options}
   *
   * @param command has the flags
   * @param chosen the correlator that is used
   * @throws CommandException if a value is wrong, or if a flag is of other correlators only
   */
  static Map<String, String> given(CommandSpec command, String chosen) {
    Map<String, String> given = new LinkedHashMap<>();
    Map<String, Set<String>> owners = new LinkedHashMap<>();
    for (ProviderListing.Entry correlator : ProviderListing.discover().correlators()) {
      for (Option<?> option : correlator.options()) {
        OptionSpec spec = command.optionsMap().get(flag(option));
        if (spec != null && spec.getValue() != null) {
          given.put(option.name(), checked(option, spec.getValue().toString()));
          owners.computeIfAbsent(flag(option), name -> new TreeSet<>()).add(correlator.name());
        }
      }
    }
    owners.forEach((flag, names) -> requireOwner(flag, names, chosen));
    return given;
  }

  private static void requireOwner(String flag, Set<String> names, String chosen) {
    if (!names.contains(chosen)) {
      String known = String.join(" or ", names);
      throw CommandException.usage(
          flag
              + " is an option of the correlator "
              + known
              + ", but the correlator is "
              + chosen
              + "; leave "
              + flag
              + " out, or choose --correlator "
              + known);
    }
  }

  private static OptionSpec spec(Option<?> option) {
    OptionSpec.Builder spec =
        OptionSpec.builder(flag(option)).description(option.doc().replace("%", "%%"));
    if (option.type().equals("true|false")) {
      return spec.type(Boolean.class).arity("0").build();
    }
    if (option.type().contains("|")) {
      spec.completionCandidates(List.of(option.type().split("\\|", -1)));
    }
    return spec.type(String.class).arity("1").paramLabel("<" + option.type() + ">").build();
  }

  private static String checked(Option<?> option, String value) {
    try {
      Object unused = option.parse(value);
      return value;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(flag(option) + ": '" + value + "' " + e.getMessage());
    }
  }

  private static String flag(Option<?> option) {
    return "--" + option.name();
  }
}
