package io.eventrecorder.sink.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What others may do with a file that can be appended to. */
final class FileDoubts {
  private FileDoubts() {}

  /** {@return what to change, with the reason; empty if there is nothing to say} */
  static String of(Path file, FileAccess access) {
    try {
      Set<PosixFilePermission> mode = access.mode();
      if (mode != null && Files.isRegularFile(file)) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        if (!mode.containsAll(rights)) {
          return "it is there already, with more rights ("
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
        return "everybody may write to its directory, and so put a link in its place: use another"
            + " directory, or set file-follow-links=false";
      }
    } catch (IOException | UnsupportedOperationException e) {
      // No POSIX file system, or nothing that may be looked at: there is nothing to say.
    }
    return "";
  }
}
