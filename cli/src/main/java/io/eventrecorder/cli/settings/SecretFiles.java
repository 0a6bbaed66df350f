package io.eventrecorder.cli.settings;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds files that hold secrets and that other users can read. Does nothing where the file system
 * has no POSIX permissions.
 */
final class SecretFiles {
  private static final String SINK = "eventrecorder.sink.";
  private static final String SOURCE = "eventrecorder.source.";
  private static final Pattern FILE = Pattern.compile("\\$\\{file:(.*)}");

  /** The only hint for a property of a client library: its declaration is not known here. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(password|passwd|secret|token|jaas|credential|private|keystore[._]key).*");

  private final Supplier<List<ProviderListing.Entry>> sinks;
  private final UnaryOperator<String> typeOf;
  private @Nullable List<ProviderListing.Entry> known;

  /**
   * @param sinks finds the available sinks with their options; called at most once, and only if a
   *     sink is configured
   * @param typeOf finds the type of a sink by its name
   */
  SecretFiles(Supplier<List<ProviderListing.Entry>> sinks, UnaryOperator<String> typeOf) {
    this.sinks = sinks;
    this.typeOf = typeOf;
  }

  /**
   * {@return one warning for each file with a secret that others can read}
   *
   * @param config the configuration file; null if there is none
   * @param inFile the properties in that file, by name
   * @param properties all properties, by name
   * @param environment all environment variables, by name
   */
  List<String> warnings(
      @Nullable Path config,
      Map<String, String> inFile,
      Map<String, String> properties,
      Map<String, String> environment) {
    Map<Path, String> found = new LinkedHashMap<>();
    inFile.forEach(
        (name, value) -> {
          if (config != null && isSecret(name) && fileOf(value) == null) {
            found.putIfAbsent(config, name);
          }
        });
    properties.forEach((name, value) -> addFile(found, name, isSecret(name), fileOf(value)));
    environment.forEach(
        (name, value) -> {
          boolean secret =
              (name.startsWith("EVENTRECORDER_SINK_") && isSecretVariable(name))
                  || (name.startsWith("EVENTRECORDER_SOURCE_")
                      && SECRET_NAME.matcher(name).matches());
          addFile(found, name, secret, name.endsWith("_FILE") ? value : fileOf(value));
        });
    List<String> warnings = new ArrayList<>();
    found.forEach(
        (file, name) -> {
          if (isReadableByOthers(file)) {
            warnings.add(
                "warning: "
                    + file
                    + " holds a secret ("
                    + name
                    + ") and users other than its owner can read it;"
                    + " restrict it, for example with chmod 600");
          }
        });
    return warnings;
  }

  private static void addFile(
      Map<Path, String> found, String name, boolean secret, @Nullable String file) {
    if (secret && file != null) {
      try {
        found.putIfAbsent(Path.of(file), name);
      } catch (InvalidPathException e) {
        // Reported where the value is read.
      }
    }
  }

  private static @Nullable String fileOf(String value) {
    Matcher file = FILE.matcher(value.strip());
    return file.matches() ? file.group(1) : null;
  }

  private boolean isSecret(String property) {
    if (property.startsWith(SOURCE)) {
      return SECRET_NAME.matcher(property).matches();
    }
    int dot = property.indexOf('.', SINK.length());
    if (!property.startsWith(SINK) || dot < 0) {
      return false;
    }
    String name = property.substring(dot + 1);
    String type = typeOf.apply(property.substring(SINK.length(), dot));
    return sinks().stream()
        .filter(sink -> sink.name().equals(type))
        .flatMap(sink -> sink.options().stream())
        .anyMatch(option -> isSecret(option, name));
  }

  private List<ProviderListing.Entry> sinks() {
    if (known == null) {
      known = sinks.get();
    }
    return known;
  }

  private static boolean isSecret(Option<?> option, String name) {
    return option.isPassThrough()
        ? name.startsWith(option.name()) && SECRET_NAME.matcher(name).matches()
        : option.isSecret() && option.name().equals(name);
  }

  /** Checks the end of the name, because a variable does not show where the sink's name ends. */
  private boolean isSecretVariable(String variable) {
    String name = variable.replaceFirst("_FILE$", "");
    return SECRET_NAME.matcher(name).matches()
        || sinks().stream()
            .flatMap(sink -> sink.options().stream())
            .filter(option -> option.isSecret() && !option.isPassThrough())
            .anyMatch(
                option -> name.endsWith("_" + ProviderListing.environmentName(option.name())));
  }

  private static boolean isReadableByOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) { // no such file, or not POSIX
      return false;
    }
  }
}
