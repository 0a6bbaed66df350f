package io.eventrecorder.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the name of this host without a network call: a DNS look-up can hang. */
final class HostName {
  private static final int LONGEST = 253;

  /** Containers set the first, Windows sets the second. A shell does not export the first. */
  private static final List<String> VARIABLES = List.of("HOSTNAME", "COMPUTERNAME");

  /** Linux has both files. {@code hostname} prints the first. Other systems have one or none. */
  private static final List<Path> FILES =
      List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));

  private HostName() {}

  /** {@return the name; empty if it is unknown} */
  static String get() {
    return of(System::getenv, FILES);
  }

  static String of(Function<String, @Nullable String> environment, List<Path> files) {
    for (String variable : VARIABLES) {
      String name = environment.apply(variable);
      if (name != null && !name.isBlank()) {
        return name.strip();
      }
    }
    for (Path file : files) {
      String name = firstLine(file);
      if (isName(name)) {
        return name;
      }
    }
    return "";
  }

  private static String firstLine(Path file) {
    try (InputStream in = new FileInputStream(file.toFile())) {
      String text = new String(in.readNBytes(2 * LONGEST), UTF_8);
      int end = text.indexOf('\n');
      return (end < 0 ? text : text.substring(0, end)).strip();
    } catch (IOException | SecurityException e) { // not on this system
      return "";
    }
  }

  /** Linux returns {@code (none)} if no name is set, and {@code localhost} names every host. */
  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && "-_.".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= LONGEST && !name.equals("localhost");
  }
}
