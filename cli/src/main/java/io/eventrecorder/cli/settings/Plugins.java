package io.eventrecorder.cli.settings;

import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.InputProblems;
import io.eventrecorder.cli.terminal.StandardStreams;
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

/** Loads the jars of {@code --plugins}, because {@code java -jar} ignores the class path. */
public final class Plugins {
  private Plugins() {}

  /**
   * Makes the providers in the jars visible to this thread and to the threads that it starts.
   * Prints the names of the jars to standard error, because they are code that runs, and a
   * directory or the environment can name more jars than the user expects.
   *
   * @param path jars, or directories of jars, separated as in a class path; null for none
   * @param streams where the names go
   * @throws CommandException if a jar or directory cannot be read
   */
  public static void load(@Nullable String path, StandardStreams streams) {
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
        throw CommandException.usage(
            "--plugins "
                + entry
                + ": "
                + InputProblems.words(e)
                + "; name a jar or a directory of jars");
      }
    }
    streams.error(
        names.isEmpty()
            ? "--plugins " + path + " loads nothing, because it contains no jar"
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
