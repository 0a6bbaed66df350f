package io.eventrecorder.sink.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a file is created and opened.
 *
 * @param mode the permissions of a file that is created; null for those of the process' umask
 * @param followLinks whether the file may be a symbolic link; links in its path are always followed
 */
record FileAccess(@Nullable Set<PosixFilePermission> mode, boolean followLinks)
    implements FileOutput.Opener {
  static final FileAccess USUAL = new FileAccess(null, true);

  /** Reading is needed to set permissions and to find a partial line. */
  static final Set<PosixFilePermission> NEEDED =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final PosixFilePermission[] BITS = PosixFilePermission.values();

  /** {@return the permissions of an octal number as for {@code chmod}; null if it is not one} */
  static @Nullable Set<PosixFilePermission> parsed(String octal) {
    if (!octal.matches("0?[0-7]{3}")) {
      return null;
    }
    int number = Integer.parseInt(octal, 8);
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < BITS.length; i++) { // in the order of the bits, from "owner may read" on
      if ((number & (0400 >> i)) != 0) {
        mode.add(BITS[i]);
      }
    }
    return mode;
  }

  @Override
  public FileChannel open(Path file) throws IOException {
    if (!followLinks && Files.isSymbolicLink(file)) {
      // NOFOLLOW_LINKS refuses it too, but with a message that does not say why.
      throw new FileSystemException(
          file.toString(), null, "is a link, and file-follow-links is false");
    }
    return mode == null
        ? FileChannel.open(file, options(StandardOpenOption.CREATE))
        : openWithMode(file, mode);
  }

  private FileChannel openWithMode(Path file, Set<PosixFilePermission> rights) throws IOException {
    FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(rights);
    FileChannel made;
    try {
      made = FileChannel.open(file, options(StandardOpenOption.CREATE_NEW), attribute);
    } catch (FileAlreadyExistsException e) { // or a link to a file that does not exist
      return FileChannel.open(file, options(StandardOpenOption.CREATE), attribute);
    }
    try { // again, because the umask may have removed permissions
      Objects.requireNonNull(
              Files.getFileAttributeView(
                  file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS))
          .setPermissions(rights);
      return made;
    } catch (IOException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  @Override
  public List<LinkOption> links() {
    return followLinks ? List.of() : List.of(LinkOption.NOFOLLOW_LINKS);
  }

  private Set<OpenOption> options(OpenOption how) {
    Set<OpenOption> options = new HashSet<>(links());
    options.add(how);
    options.add(StandardOpenOption.APPEND);
    return options;
  }
}
