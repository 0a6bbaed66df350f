package io.eventrecorder.cli.source;

import io.eventrecorder.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;

/** Replaces a file without a change of what users have set up: its symbolic links and its mode. */
final class RealFile {
  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private RealFile() {}

  /**
   * {@return the absolute path of the file that symbolic links lead to, even if it does not exist
   * yet}
   *
   * @throws CommandException if the links lead in a circle
   */
  static Path of(Path file) {
    try {
      Path at = file.toAbsolutePath();
      for (int links = 0; Files.isSymbolicLink(at); links++) {
        if (links == MAX_LINKS) {
          throw CommandException.usage(
              "--resume-file " + file + " is a symbolic link in a circle; name another file");
        }
        at = at.resolveSibling(Files.readSymbolicLink(at));
      }
      Path directory = at.getParent();
      Path name = at.getFileName();
      return directory == null || name == null || !Files.isDirectory(directory)
          ? at
          : directory.toRealPath().resolve(name);
    } catch (IOException e) {
      return file.toAbsolutePath(); // opening it fails, too, and says why
    }
  }

  /** Gives a new file the permissions of the one that it replaces, if there is one. */
  static void copyMode(Path from, Path to) throws IOException {
    PosixFileAttributeView mode = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (mode != null && Files.exists(from)) { // Windows has no such permissions
      mode.setPermissions(Files.getPosixFilePermissions(from));
    }
  }
}
