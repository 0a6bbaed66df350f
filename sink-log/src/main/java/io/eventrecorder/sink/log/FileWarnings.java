package io.eventrecorder.sink.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Warns if other users could change a log file. */
final class FileWarnings {
  private FileWarnings() {}

  /** {@return the reason and what to change; empty if there is nothing to warn of} */
  static String of(Path file, FileAccess access) {
    try {
      Set<PosixFilePermission> mode = access.mode();
      if (mode != null && Files.isRegularFile(file)) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        if (!mode.containsAll(rights)) {
          return "it exists and has more permissions ("
              + PosixFilePermissions.toString(rights)
              + ") than file-mode gives ("
              + PosixFilePermissions.toString(mode)
              + "): change them with chmod";
        }
      }
      Path directory = file.getParent();
      if (access.followLinks()
          && directory != null
          && Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE)) {
        return "all users may write to its directory and replace it by a link: use another directory,"
            + " or set file-follow-links=false";
      }
    } catch (IOException | UnsupportedOperationException e) {
      // The file system is not POSIX, or the permissions cannot be read: no warning.
    }
    return "";
  }
}
