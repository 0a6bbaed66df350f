package io.eventrecorder.cli.settings;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.InputProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a source, below {@code eventrecorder.source.}. A value may be in a file, as for
 * sinks: {@code ${file:PATH}}, or a variable whose name ends with {@code _FILE}.
 */
public final class SourceSettings {
  private static final String SOURCES = "eventrecorder.source.";

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
   * @param type for example {@code kafka}
   * @param names the names of its options; one that ends with a dot is a prefix
   * @throws CommandException if an option below the name of the source has another name
   */
  public static SourceSettings of(CommandSettings settings, String type, Set<String> names) {
    SourceSettings source = new SourceSettings(settings, type);
    for (String key : settings.propertiesBelow(source.prefix).keySet()) {
      String name = key.substring(source.prefix.length());
      boolean known =
          names.contains(name)
              || names.stream().anyMatch(n -> n.endsWith(".") && name.startsWith(n));
      if (!known) {
        throw CommandException.usage(
            key
                + " is not an option; the options of "
                + source.prefix
                + " are "
                + String.join(", ", names));
      }
    }
    return source;
  }

  /** {@return the full name of an option, for messages} */
  public String named(String name) {
    return prefix + name;
  }

  /**
   * {@return the value of an option; empty if it is not set}
   *
   * @throws CommandException if the file with the value cannot be read
   */
  public Optional<String> find(String name) {
    String key = prefix + name;
    String variable = ProviderListing.environmentName(key);
    Optional<String> property = Optional.ofNullable(settings.propertiesBelow(prefix).get(key));
    if (property.isEmpty() && System.getenv(variable) == null) {
      return Optional.ofNullable(System.getenv(variable + "_FILE")).map(f -> read(key, f));
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
                boolean inFile = variable.endsWith("_FILE");
                String rest =
                    variable
                        .substring(variables.length())
                        .replaceFirst("_FILE$", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                values.put(rest, inFile ? read(variable, text) : value(variable, text));
              }
            });
    settings
        .propertiesBelow(start)
        .forEach((key, text) -> values.put(key.substring(start.length()), value(key, text)));
    return values;
  }

  private static String value(String key, String text) {
    String value = text.strip();
    return value.startsWith("${file:") && value.endsWith("}")
        ? read(key, value.substring("${file:".length(), value.length() - 1))
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
