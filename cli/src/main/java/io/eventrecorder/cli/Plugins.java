package io.eventrecorder.cli;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jars beside this one, since {@code java -jar} has no class path of its own. */
final class Plugins {
  private Plugins() {}

  /**
   * Lets this thread, and what is started from it, find what the jars provide. Says which jars
   * those are: they are code, and a directory or the environment may name more than somebody knows
   * of.
   */
  static void load(@Nullable String path, Streams streams) {
    if (path == null || path.isBlank()) {
      return;
    }
    List<URL> jars = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (entry.isBlank()) {
        continue;
      }
      try {
        for (Path jar : jars(Path.of(entry))) {
          jars.add(jar.toUri().toURL());
          names.add(jar.toString());
        }
      } catch (IOException | InvalidPathException e) {
        throw CommandFailure.usage(
            "--plugins "
                + entry
                + ": "
                + Problems.words(e)
                + "; name a jar or a directory of jars");
      }
    }
    streams.error(
        names.isEmpty()
            ? "--plugins " + path + " loads nothing; there is no jar"
            : "--plugins loads " + String.join(", ", names));
    Thread thread = Thread.currentThread();
    ClassLoader parent = Plugins.class.getClassLoader();
    thread.setContextClassLoader(new URLClassLoader(jars.toArray(URL[]::new), parent));
  }

  private static List<Path> jars(Path entry) throws IOException {
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(entry)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(entry, "*.jar")) {
        found.forEach(jars::add);
      }
      Collections.sort(jars);
    } else {
      jars.add(entry.toRealPath());
    }
    return jars;
  }
}
