package io.eventrecorder.cli.help;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * One part of the list of options.
 *
 * @param title its heading
 * @param parameters its positional parameters
 * @param options its options, in the order of their declaration
 */
record OptionSection(String title, List<PositionalParamSpec> parameters, List<OptionSpec> options) {

  private OptionSection(String title) {
    this(title, new ArrayList<>(), new ArrayList<>());
  }

  /** {@return the sections of a command that have something visible} */
  static List<OptionSection> of(CommandSpec command) {
    Map<Group, OptionSection> groups = new EnumMap<>(Group.class);
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      if (!parameter.hidden()) {
        section(groups, parameter).parameters.add(parameter);
      }
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden() && (option.group() == null || option.group().heading() == null)) {
        section(groups, option).options.add(option);
      }
    }
    OptionSection last = groups.remove(Group.CONFIGURATION);
    List<OptionSection> sections = new ArrayList<>(groups.values());
    command.argGroups().stream().filter(g -> g.heading() != null).forEach(g -> add(sections, g));
    if (last != null) {
      sections.add(last);
    }
    return sections;
  }

  private static void add(List<OptionSection> sections, ArgGroupSpec group) {
    String title = String.valueOf(group.heading()).replace("%n", "").replaceFirst(":$", "");
    sections.add(new OptionSection(title, List.of(), group.allOptionsNested()));
  }

  private static OptionSection section(Map<Group, OptionSection> sections, ArgSpec arg) {
    return sections.computeIfAbsent(group(arg), group -> new OptionSection(group.title()));
  }

  private static boolean isOfAllCommands(OptionSpec option) {
    return option.scopeType() == ScopeType.INHERIT || option.usageHelp() || option.versionHelp();
  }

  private static Group group(ArgSpec arg) {
    if (arg instanceof OptionSpec option && isOfAllCommands(option)) {
      return Group.CONFIGURATION;
    }
    @Nullable InGroup declared =
        arg.userObject() instanceof AnnotatedElement field
            ? field.getAnnotation(InGroup.class)
            : null;
    return declared == null ? Group.OPTIONS : declared.value();
  }
}
