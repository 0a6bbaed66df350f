package io.eventrecorder.cli.help;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The visible subcommands of a command, in their groups. */
final class CommandGroups {
  private CommandGroups() {}

  static Map<Group, List<CommandLine>> of(CommandLine command) {
    Map<Group, List<CommandLine>> groups = new EnumMap<>(Group.class);
    for (CommandLine subcommand : command.getSubcommands().values()) {
      if (!subcommand.getCommandSpec().usageMessage().hidden()) {
        groups.computeIfAbsent(group(subcommand), group -> new ArrayList<>()).add(subcommand);
      }
    }
    return groups;
  }

  private static Group group(CommandLine command) {
    Class<?> type = command.getCommandSpec().userObject().getClass();
    @Nullable InGroup declared = type.getAnnotation(InGroup.class);
    return declared == null ? Group.SET_UP : declared.value();
  }
}
