package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.ConfiguredOption;
import io.eventrecorder.spi.Option;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads declared options from a configuration. Earlier prefixes override later ones. A wrong value
 * is added to the problems and counts as not set, so that one pass finds every problem.
 */
final class OptionReader {
  private static final int LONGEST_SHOWN = 100;

  private final Configuration configuration;
  private final SettingNames names;
  private final ConfigurationProblems problems;
  private final Map<String, ConfiguredOption> described = new LinkedHashMap<>();

  OptionReader(Configuration configuration, SettingNames names, ConfigurationProblems problems) {
    this.configuration = configuration;
    this.names = names;
    this.problems = problems;
  }

  ConfigurationProblems problems() {
    return problems;
  }

  SettingNames names() {
    return names;
  }

  /** {@return the options that were read so far, in this order} */
  List<ConfiguredOption> described() {
    return List.copyOf(described.values());
  }

  /** {@return the value; empty if it is not set or wrong} */
  <T> Optional<T> find(Option<T> option, List<String> prefixes) {
    ConfiguredValue setting = setting(option, prefixes);
    describe(key(option, prefixes), option, setting);
    if (setting == null) {
      return Optional.empty();
    }
    Text text = read(setting, key(option, prefixes));
    return text.readable() ? parsed(option, text) : Optional.empty();
  }

  /**
   * {@return the value; the default if it is not set or wrong}
   *
   * @throws IllegalStateException if the option has no default
   */
  <T> T valueOf(Option<T> option, List<String> prefixes) {
    Optional<T> value = find(option, prefixes);
    if (value.isEmpty()) {
      value = option.defaultValue();
    }
    if (value.isEmpty()) {
      throw new IllegalStateException(option + " has no default");
    }
    return value.get();
  }

  /** {@return the values of all options of a provider} */
  ParsedOptions read(List<Option<?>> options, List<String> prefixes) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Map<String, String>> passedThrough = new LinkedHashMap<>();
    List<String> hidden = new ArrayList<>();
    boolean valid = true;
    // Declare all options first: in the environment, a declared name overrides the _FILE variable
    // of
    // another option and a name under a pass-through prefix.
    for (Option<?> option : options) {
      names.declare(option, prefixes, configuration, problems);
    }
    for (Option<?> option : options) {
      if (option.isPassThrough()) {
        Map<String, Text> values = passThrough(option, prefixes);
        Map<String, String> plain = new LinkedHashMap<>();
        values.forEach((name, text) -> plain.put(name, text.value()));
        valid &= values.values().stream().allMatch(Text::readable);
        hidden.addAll(plain.values());
        passedThrough.put(option.name(), Map.copyOf(plain));
        continue;
      }
      ConfiguredValue setting = setting(option, prefixes);
      describe(key(option, prefixes), option, setting);
      if (setting == null) {
        valid &= !missing(option, prefixes);
        continue;
      }
      Text text = read(setting, key(option, prefixes));
      if (text.readable() && (option.isSecret() || text.hidden())) {
        hidden.add(text.value());
      }
      if (text.readable() && parsed(option, text).isPresent()) {
        texts.put(option.name(), text.value());
      } else {
        valid = false;
      }
    }
    return new ParsedOptions(options, texts, passedThrough, Redaction.of(hidden), valid);
  }

  private boolean missing(Option<?> option, List<String> prefixes) {
    boolean missing = option.isRequired() && option.defaultValue().isEmpty();
    if (missing) {
      String key = key(option, prefixes);
      String doc = option.doc().isEmpty() ? "" : " (" + option.doc().replaceAll("\\.$", "") + ")";
      problems.add(
          key
              + " is required"
              + doc
              + ": set it, or "
              + EnvironmentNames.of(key)
              + " in the environment");
    }
    return missing;
  }

  private void describe(String key, Option<?> option, @Nullable ConfiguredValue setting) {
    if (key.startsWith(PipelineSettings.DEFAULTS)) {
      return; // described with each pipeline that uses it
    }
    boolean hidden = option.isSecret();
    ConfiguredOption described =
        setting == null
            ? new ConfiguredOption(
                key,
                hidden ? "" : option.defaultText(),
                ConfiguredOption.Origin.DEFAULT,
                key,
                hidden)
            : new ConfiguredOption(
                key,
                hidden && !setting.inFile() ? "" : setting.written(),
                configuration.origin(setting.writtenAs()),
                setting.writtenAs(),
                hidden);
    this.described.put(key, described);
  }

  private static String key(Option<?> option, List<String> prefixes) {
    return prefixes.get(0) + option.name();
  }

  /**
   * A value that was read.
   *
   * @param writtenAs the name of the property or variable
   * @param value the value; empty if it is not readable
   * @param hidden whether messages must not show it
   * @param readable whether it could be read
   */
  private record Text(String writtenAs, String value, boolean hidden, boolean readable) {
    @Override
    public String toString() {
      return writtenAs;
    }
  }

  private Text read(ConfiguredValue setting, String key) {
    try {
      return new Text(setting.writtenAs(), setting.value(), setting.inFile(), true);
    } catch (IOException e) {
      String as = setting.writtenAs().equals(key) ? key : setting.writtenAs() + " (" + key + ")";
      String why = e.getMessage() == null ? "the file cannot be read" : e.getMessage();
      problems.add(as + ": " + why + "; name a readable file that holds the value");
      return new Text(setting.writtenAs(), "", true, false);
    }
  }

  private <T> Optional<T> parsed(Option<T> option, Text text) {
    try {
      return Optional.of(option.parse(text.value()));
    } catch (IllegalArgumentException e) {
      boolean hidden = option.isSecret() || text.hidden();
      String value = hidden ? "the value" : '"' + shortened(text.value()) + '"';
      problems.add(text.writtenAs() + ": " + value + " " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "…";
  }

  private @Nullable ConfiguredValue setting(Option<?> option, List<String> prefixes) {
    ConfiguredValue first = null;
    for (String prefix : prefixes) {
      String key = prefix + option.name();
      names.know(key);
      // Read in any case: an overridden variable is still a known variable.
      ConfiguredValue variable = names.variable(key, configuration, problems);
      String property = configuration.property(key);
      if (first == null) {
        first = property == null ? variable : ConfiguredValue.of(key, property);
      }
    }
    return first;
  }

  private Map<String, Text> passThrough(Option<?> option, List<String> prefixes) {
    Map<String, Text> values = new LinkedHashMap<>();
    for (int i = prefixes.size() - 1; i >= 0; i--) {
      String prefix = prefixes.get(i) + option.name();
      names.knowPrefix(prefix);
      names
          .variablesUnder(prefix, configuration, problems)
          .forEach(
              (name, setting) -> {
                describe(key(option, prefixes) + name, option, setting);
                values.put(name, read(setting, prefix + name));
              });
      for (String key : configuration.propertyNames()) {
        if (key.startsWith(prefix) && key.length() > prefix.length()) {
          String text = configuration.property(key);
          if (text != null) {
            ConfiguredValue setting = ConfiguredValue.of(key, text);
            describe(key(option, prefixes) + key.substring(prefix.length()), option, setting);
            values.put(key.substring(prefix.length()), read(setting, key));
          }
        }
      }
    }
    return values;
  }
}
