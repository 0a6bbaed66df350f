package io.eventrecorder.cli;

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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds files that hold secrets and that others can read, where the file system can tell. */
final class SecretFiles {
  private static final String SINK = "eventrecorder.sink.";
  private static final Pattern FILE = Pattern.compile("\\$\\{file:(.*)}");

  /** Of names that are passed through to a client library nothing else is known. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(password|passwd|secret|token|jaas|credential|private|keystore[._]key).*");

  private final List<ProviderListing.Entry> sinks;
  private final UnaryOperator<String> typeOf;

  /**
   * @param sinks what sinks there are, with their options
   * @param typeOf the type of the sink of this name
   */
  SecretFiles(List<ProviderListing.Entry> sinks, UnaryOperator<String> typeOf) {
    this.sinks = sinks;
    this.typeOf = typeOf;
  }

  /**
   * {@return a warning for each file that others can read}
   *
   * @param config the configuration file; null if there is none
   * @param inFile what it says
   * @param properties all properties, by name
   * @param environment all variables, by name
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
          boolean secret = name.startsWith("EVENTRECORDER_SINK_") && isSecretVariable(name);
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
                    + ") and can be read by others than"
                    + " its owner; restrict it, as with chmod 600");
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
        // That is told where the value is read.
      }
    }
  }

  private static @Nullable String fileOf(String value) {
    Matcher file = FILE.matcher(value.strip());
    return file.matches() ? file.group(1) : null;
  }

  private boolean isSecret(String property) {
    int dot = property.indexOf('.', SINK.length());
    if (!property.startsWith(SINK) || dot < 0) {
      return false;
    }
    String name = property.substring(dot + 1);
    String type = typeOf.apply(property.substring(SINK.length(), dot));
    return sinks.stream()
        .filter(sink -> sink.name().equals(type))
        .flatMap(sink -> sink.options().stream())
        .anyMatch(option -> isSecret(option, name));
  }

  private static boolean isSecret(Option<?> option, String name) {
    return option.isPassThrough()
        ? name.startsWith(option.name()) && SECRET_NAME.matcher(name).matches()
        : option.isSecret() && option.name().equals(name);
  }

  /** A variable does not say where the sink's name ends. */
  private boolean isSecretVariable(String variable) {
    String name = variable.replaceFirst("_FILE$", "");
    return SECRET_NAME.matcher(name).matches()
        || sinks.stream()
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
    } catch (IOException | UnsupportedOperationException e) { // not there, or not POSIX
      return false;
    }
  }
}
