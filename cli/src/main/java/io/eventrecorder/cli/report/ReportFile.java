package io.eventrecorder.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.InputProblems;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is written as a whole or not at all: first under another name in the same folder. A
 * device or pipe such as {@code /dev/stdout} is written directly.
 */
public final class ReportFile {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything.
     *
     * @param out where to; it is closed by the caller
     * @throws IOException if that fails
     */
    void writeTo(Writer out) throws IOException;
  }

  private final String flag;
  private final Path path;

  private ReportFile(String flag, Path path) {
    this.flag = flag;
    this.path = path;
  }

  /**
   * {@return a file that can probably be written} Checks it before anything is read, so that no one
   * waits for an error.
   *
   * @param flag the option that names the file, for errors
   * @param name the path
   * @throws CommandException if the path is empty or a folder, or is in a folder that does not
   *     exist or that cannot be written
   */
  public static ReportFile of(String flag, String name) {
    if (name.isBlank()) {
      throw CommandException.usage(flag + " is empty; name a file, or - for standard output");
    }
    try {
      Path path = Path.of(name).toAbsolutePath();
      if (Files.exists(path)) {
        path = path.toRealPath(); // a link stays, and the file behind it is replaced
      }
      Path folder = path.getParent();
      if (Files.isDirectory(path)) {
        throw wrong(flag, name, "is a folder; name a file in it");
      }
      if (folder == null || !Files.isDirectory(folder)) {
        throw wrong(flag, name, "is in a folder that does not exist; make the folder first");
      }
      if (!Files.isWritable(isSpecial(path) ? path : folder)) {
        throw wrong(flag, name, "cannot be written; check the permissions of its folder");
      }
      return new ReportFile(flag, path);
    } catch (InvalidPathException | IOException e) {
      throw wrong(flag, name, InputProblems.words(e) + "; name a file");
    }
  }

  private static CommandException wrong(String flag, String name, String problem) {
    return CommandException.usage(flag + " " + name + ": " + problem);
  }

  private static boolean isSpecial(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path);
  }

  /**
   * Writes the file, and replaces one that exists.
   *
   * @param content writes the content
   * @return its length in bytes; 0 if it is a device or pipe
   * @throws CommandException if that fails; a file that existed before stays
   */
  public long write(Content content) {
    try {
      if (isSpecial(path)) {
        writeTo(path, content, StandardOpenOption.WRITE);
        return 0;
      }
      String name = "." + path.getFileName() + "." + UUID.randomUUID() + ".tmp";
      Path temporary = path.resolveSibling(name);
      try {
        writeTo(temporary, content, StandardOpenOption.CREATE_NEW);
        move(temporary);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return Files.size(path);
    } catch (IOException e) {
      throw CommandException.data(
          flag + " " + path + ": " + InputProblems.words(e) + "; the report was not written");
    }
  }

  private static void writeTo(Path path, Content content, StandardOpenOption how)
      throws IOException {
    OutputStream bytes = Files.newOutputStream(path, StandardOpenOption.WRITE, how);
    try (Writer out = new BufferedWriter(new OutputStreamWriter(bytes, UTF_8))) {
      content.writeTo(out);
    }
  }

  private void move(Path temporary) throws IOException {
    try {
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** {@return the absolute path} */
  public Path path() {
    return path;
  }
}
