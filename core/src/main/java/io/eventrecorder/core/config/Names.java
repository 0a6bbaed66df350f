package io.eventrecorder.core.config;

import io.eventrecorder.spi.Option;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that mean something. Variables cannot be read backwards ({@code _} may stand for a dot
 * or a hyphen), so each declared name is asked for; a variable that two names claim is an error.
 */
final class Names {
  private final Set<String> keys = new TreeSet<>();
  private final Set<String> prefixes = new TreeSet<>();
  private final Set<String> variables = new TreeSet<>();
  private final Map<String, String> owners = new HashMap<>();

  /** Makes a key known: it is an option of something that exists. */
  void know(String key) {
    keys.add(key);
    variables.add(Variables.of(key));
  }

  /** Makes all keys under a prefix known, because they are passed on or cannot be judged. */
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
        name.endsWith(Variables.FILE)
            ? name.substring(0, name.length() - Variables.FILE.length())
            : name;
    return variables.contains(name)
        || variables.contains(bare)
        || prefixes.stream().anyMatch(prefix -> name.startsWith(Variables.of(prefix)));
  }

  /** Makes an option known and reserves those of its variables that are set. */
  void declare(
      Option<?> option, List<String> under, Configuration configuration, Problems problems) {
    if (option.isPassThrough()) {
      return;
    }
    for (String prefix : under) {
      String key = prefix + option.name();
      know(key);
      configuration
          .variable(Variables.of(key))
          .ifPresent(unused -> claim(Variables.of(key), key, problems));
    }
  }

  /** {@return what the environment says of a key, by value or by file} */
  Optional<Setting> variable(String key, Configuration configuration, Problems problems) {
    String name = Variables.of(key);
    Optional<Setting> value = configuration.variable(name).map(text -> Setting.of(name, text));
    value.ifPresent(unused -> claim(name, key, problems));
    String fileName = name + Variables.FILE;
    Optional<Setting> file =
        variables.contains(fileName)
            ? Optional.empty()
            : configuration.variable(fileName).map(path -> Setting.ofFile(fileName, path));
    file.ifPresent(unused -> claim(fileName, key, problems));
    if (value.isPresent() && file.isPresent()) {
      problems.add(name + " and " + fileName + " are both set: unset one of them");
    }
    return value.or(() -> file);
  }

  /** {@return what the environment says under a pass-through prefix, by the names passed on} */
  Map<String, Setting> variablesUnder(
      String prefix, Configuration configuration, Problems problems) {
    String start = Variables.of(prefix);
    Map<String, Setting> found = new TreeMap<>();
    for (String variable : configuration.variableNames()) {
      boolean declared = variables.contains(variable);
      if (variable.startsWith(start) && variable.length() > start.length() && !declared) {
        boolean inFile =
            variable.length() > start.length() + Variables.FILE.length()
                && variable.endsWith(Variables.FILE);
        String bare =
            inFile ? variable.substring(0, variable.length() - Variables.FILE.length()) : variable;
        String name = Variables.passedThrough(bare.substring(start.length()));
        claim(variable, prefix + name, problems);
        Setting setting =
            configuration
                .variable(variable)
                .map(t -> inFile ? Setting.ofFile(variable, t) : Setting.of(variable, t))
                .orElseThrow();
        if (found.put(name, setting) != null) {
          problems.add(bare + " and " + variable + " are both set: unset one of them");
        }
      }
    }
    return found;
  }

  private void claim(String variable, String key, Problems problems) {
    String owner = owners.putIfAbsent(variable, key);
    if (owner != null && !owner.equals(key)) {
      problems.add(
          variable
              + " is ambiguous: it may mean "
              + owner
              + " or "
              + key
              + "; set the one you mean as a system property, or rename a pipeline");
    }
  }
}
