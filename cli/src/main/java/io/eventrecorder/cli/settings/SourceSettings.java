package io.eventrecorder.cli.settings;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.InputProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of a source, below {@code eventrecorder.source.}. A value may be in a file, as for
 * sinks: {@code ${file:PATH}}, or a variable whose name ends with {@code _FILE}.
 */
public final class SourceSettings {
  private static final String SOURCES = "eventrecorder.source.";

  /** Ends the name of an option that stands for all names that begin with it. */
  private static final String DOT = ".";

  private static final Map<String, List<String>> NAMES =
      new TreeMap<>(
          Map.of(
              "kafka", List.of("bootstrap-servers", "consumer" + DOT, "topic"),
              "kubernetes", List.of("api", "context", "kubeconfig", "namespace")));

  private static final String IN_FILE = "_FILE";
  private static final String FILE = "${file:";

  private final CommandSettings settings;
  private final String prefix;

  private SourceSettings(CommandSettings settings, String type) {
    this.settings = settings;
    this.prefix = SOURCES + type + ".";
  }

  /**
   * {@return the options of one source}
   *
   * @param settings of the command
   * @param type {@code kafka} or {@code kubernetes}
   * @throws CommandException if an option below the name of the source has another name
   */
  public static SourceSettings of(CommandSettings settings, String type) {
    SourceSettings source = new SourceSettings(settings, type);
    for (String key : settings.propertiesBelow(source.prefix).keySet()) {
      String name = key.substring(source.prefix.length());
      if (names(type).noneMatch(n -> n.endsWith(DOT) ? name.startsWith(n) : name.equals(n))) {
        throw CommandException.usage(
            key
                + " is not an option; the options of "
                + source.prefix
                + " are "
                + names(type).collect(Collectors.joining(", ")));
      }
    }
    return source;
  }

  private static Stream<String> names(String type) {
    return NAMES.getOrDefault(type, List.of()).stream();
  }

  /**
   * {@return the options of all sources that are set, by name}
   *
   * @param settings of the command
   * @throws CommandException if there is no such option or source
   */
  static List<EffectiveOption> effective(CommandSettings settings) {
    for (String key : settings.propertiesBelow(SOURCES).keySet()) {
      if (NAMES.keySet().stream().noneMatch(type -> key.startsWith(SOURCES + type + DOT))) {
        throw CommandException.usage(
            key + " is not an option; the sources are " + String.join(", ", NAMES.keySet()));
      }
    }
    List<EffectiveOption> options = new ArrayList<>();
    NAMES.keySet().forEach(type -> of(settings, type).addTo(options, type));
    return options;
  }

  private void addTo(List<EffectiveOption> options, String type) {
    Map<String, EffectiveOption> set = new TreeMap<>();
    System.getenv()
        .forEach(
            (variable, text) ->
                names(type)
                    .filter(name -> isNamed(variable, name))
                    .map(name -> prefix + name + rest(variable, name))
                    .forEach(
                        key ->
                            set.put(key, option(key, text, "environment variable " + variable))));
    settings
        .propertiesBelow(prefix)
        .forEach(
            (key, text) ->
                set.put(
                    key,
                    option(key, text, settings.originOf(key).orElse(EffectiveOptions.OF_SYSTEM))));
    options.addAll(set.values());
  }

  private boolean isNamed(String variable, String name) {
    String exact = ProviderListing.environmentName(prefix + name);
    return name.endsWith(DOT)
        ? variable.startsWith(exact)
        : variable.equals(exact) || variable.equals(exact + IN_FILE);
  }

  private String rest(String variable, String name) {
    return name.endsWith(DOT) ? restOf(variable, prefix + name) : "";
  }

  /** What is passed on to a client library may be secret. The name of a file is not. */
  private EffectiveOption option(String key, String text, String from) {
    boolean passed = key.indexOf(DOT, prefix.length()) > 0;
    boolean inFile = text.strip().startsWith(FILE) || from.endsWith(IN_FILE);
    boolean hidden = passed && !inFile;
    return new EffectiveOption(key, hidden ? "" : text, from, hidden, EffectiveOption.Setter.USER);
  }

  /**
   * {@return the full name of an option, for messages}
   *
   * @param name its name below that of the source
   */
  public String named(String name) {
    return prefix + name;
  }

  /**
   * {@return the value of an option; empty if it is not set}
   *
   * @param name its name below that of the source
   * @throws CommandException if the file with the value cannot be read
   */
  public Optional<String> find(String name) {
    String key = prefix + name;
    String variable = ProviderListing.environmentName(key);
    Optional<String> property = Optional.ofNullable(settings.propertiesBelow(prefix).get(key));
    if (property.isEmpty() && System.getenv(variable) == null) {
      return Optional.ofNullable(System.getenv(variable + IN_FILE)).map(f -> read(key, f));
    }
    return property.or(() -> Optional.ofNullable(System.getenv(variable))).map(t -> value(key, t));
  }

  /**
   * {@return the values of all options with a prefix, by the rest of their names}
   *
   * @param name the prefix, with a dot at its end
   * @throws CommandException if a file with a value cannot be read
   */
  public Map<String, String> below(String name) {
    String start = prefix + name;
    Map<String, String> values = new LinkedHashMap<>();
    String variables = ProviderListing.environmentName(start);
    System.getenv()
        .forEach(
            (variable, text) -> {
              if (variable.startsWith(variables)) {
                boolean inFile = variable.endsWith(IN_FILE);
                values.put(
                    restOf(variable, start), inFile ? read(variable, text) : value(variable, text));
              }
            });
    settings
        .propertiesBelow(start)
        .forEach((key, text) -> values.put(key.substring(start.length()), value(key, text)));
    return values;
  }

  /** {@return the part of the name of an option that follows a prefix, as a variable has it} */
  private static String restOf(String variable, String start) {
    return variable
        .substring(ProviderListing.environmentName(start).length())
        .replaceFirst(IN_FILE + "$", "")
        .toLowerCase(Locale.ROOT)
        .replace('_', '.');
  }

  private static String value(String key, String text) {
    String value = text.strip();
    return value.startsWith(FILE) && value.endsWith("}")
        ? read(key, value.substring(FILE.length(), value.length() - 1))
        : text;
  }

  private static String read(String key, String file) {
    try {
      return Files.readString(Path.of(file)).replaceFirst("\r?\n$", "");
    } catch (IOException | InvalidPathException e) {
      throw CommandException.usage(
          key + ": " + file + ": " + InputProblems.words(e) + "; name a file with the value");
    }
  }
}
