package io.eventrecorder.core.config;

import io.eventrecorder.spi.Option;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names of the options that exist. A variable does not say which option it sets, since {@code
 * _} stands for a dot or a hyphen. Therefore each declared option looks for its variable; a
 * variable that belongs to two options is an error. Not thread-safe.
 */
final class SettingNames {
  private final Set<String> keys = new TreeSet<>();
  private final Set<String> prefixes = new TreeSet<>();
  private final Set<String> variables = new TreeSet<>();
  private final Map<String, String> owners = new HashMap<>();

  /** Adds a key that is an option. */
  void know(String key) {
    keys.add(key);
    variables.add(EnvironmentNames.of(key));
  }

  /** Accepts all keys under a prefix: they are passed through, or the provider is missing. */
  void knowPrefix(String prefix) {
    prefixes.add(prefix);
  }

  Set<String> keys() {
    return keys;
  }

  Set<String> variables() {
    return variables;
  }

  boolean knowsKey(String key) {
    return keys.contains(key) || prefixes.stream().anyMatch(key::startsWith);
  }

  boolean knowsVariable(String name) {
    String bare =
        name.endsWith(EnvironmentNames.FILE)
            ? name.substring(0, name.length() - EnvironmentNames.FILE.length())
            : name;
    return variables.contains(name)
        || variables.contains(bare)
        || prefixes.stream().anyMatch(prefix -> name.startsWith(EnvironmentNames.of(prefix)));
  }

  /** Adds an option, and reserves its variables that are set. */
  void declare(
      Option<?> option,
      List<String> under,
      Configuration configuration,
      ConfigurationProblems problems) {
    if (option.isPassThrough()) {
      return;
    }
    for (String prefix : under) {
      String key = prefix + option.name();
      know(key);
      String variable = EnvironmentNames.of(key);
      if (configuration.variable(variable) != null) {
        claim(variable, key, problems);
      }
    }
  }

  /**
   * {@return the value of a key in the environment, or the file that holds it; null if neither is
   * set}
   */
  @Nullable ConfiguredValue variable(
      String key, Configuration configuration, ConfigurationProblems problems) {
    String name = EnvironmentNames.of(key);
    String text = configuration.variable(name);
    String fileName = name + EnvironmentNames.FILE;
    String file = variables.contains(fileName) ? null : configuration.variable(fileName);
    if (text != null) {
      claim(name, key, problems);
    }
    if (file != null) {
      claim(fileName, key, problems);
    }
    if (text != null && file != null) {
      problems.add(name + " and " + fileName + " are both set: unset one of them");
    }
    if (text != null) {
      return ConfiguredValue.of(name, text);
    }
    return file == null ? null : ConfiguredValue.ofFile(fileName, file);
  }

  /** {@return the variables under a pass-through prefix, by the names that are passed on} */
  Map<String, ConfiguredValue> variablesUnder(
      String prefix, Configuration configuration, ConfigurationProblems problems) {
    String start = EnvironmentNames.of(prefix);
    Map<String, ConfiguredValue> found = new TreeMap<>();
    for (String variable : configuration.variableNames()) {
      boolean declared = variables.contains(variable);
      if (variable.startsWith(start) && variable.length() > start.length() && !declared) {
        boolean inFile =
            variable.length() > start.length() + EnvironmentNames.FILE.length()
                && variable.endsWith(EnvironmentNames.FILE);
        String bare =
            inFile
                ? variable.substring(0, variable.length() - EnvironmentNames.FILE.length())
                : variable;
        String name = EnvironmentNames.passedThrough(bare.substring(start.length()));
        claim(variable, prefix + name, problems);
        String text = Objects.requireNonNull(configuration.variable(variable));
        ConfiguredValue setting =
            inFile ? ConfiguredValue.ofFile(variable, text) : ConfiguredValue.of(variable, text);
        if (found.put(name, setting) != null) {
          problems.add(bare + " and " + variable + " are both set: unset one of them");
        }
      }
    }
    return found;
  }

  private void claim(String variable, String key, ConfigurationProblems problems) {
    String owner = owners.putIfAbsent(variable, key);
    if (owner != null && !owner.equals(key)) {
      problems.add(
          variable
              + " is ambiguous: it may set "
              + owner
              + " or "
              + key
              + "; set the one that you mean as a system property, or rename a pipeline");
    }
  }
}
