package io.eventrecorder.cli.settings;

import io.eventrecorder.broadcaster.ConfiguredOption;
import io.eventrecorder.broadcaster.ConfiguredOption.Origin;
import io.eventrecorder.cli.settings.EffectiveOption.Setter;
import java.util.ArrayList;
import java.util.List;

/** Says which options a command has, and in words where their values come from. */
final class EffectiveOptions {
  static final String OF_COMMAND = "default of the command";
  static final String OF_SYSTEM = "system property";

  private final CommandSettings settings;

  EffectiveOptions(CommandSettings settings) {
    this.settings = settings;
  }

  List<EffectiveOption> list() {
    List<EffectiveOption> options = new ArrayList<>();
    for (ConfiguredOption option :
        CommandSettings.configured(() -> settings.builder().configuration())) {
      options.add(option.name().equals(CommandSettings.SINKS) ? sinks(option) : of(option));
    }
    options.addAll(SourceSettings.effective(settings));
    return options;
  }

  /** The library does not know the names of --sink, and it has another default. */
  private EffectiveOption sinks(ConfiguredOption option) {
    if (settings.namesSinks()) {
      return sinks("command line, --sink", Setter.USER);
    }
    return option.origin() == Origin.DEFAULT ? sinks(OF_COMMAND, Setter.COMMAND) : of(option);
  }

  private EffectiveOption sinks(String from, Setter setter) {
    String names = String.join(",", settings.names());
    return new EffectiveOption(CommandSettings.SINKS, names, from, false, setter);
  }

  private EffectiveOption of(ConfiguredOption option) {
    String name = option.writtenAs();
    String as = name.equals(option.name()) ? "" : ", as " + name;
    String from =
        switch (option.origin()) {
          case BUILDER -> settings.originOf(name).orElse(OF_COMMAND);
          case SYSTEM_PROPERTY -> OF_SYSTEM;
          case ENVIRONMENT -> "environment variable " + name;
          case DEFAULT -> "default of the library";
        };
    Setter setter =
        option.origin() == Origin.DEFAULT
            ? Setter.LIBRARY
            : from.equals(OF_COMMAND) ? Setter.COMMAND : Setter.USER;
    String where = option.origin() == Origin.ENVIRONMENT ? from : from + as;
    return new EffectiveOption(option.name(), option.value(), where, option.hidden(), setter);
  }
}
