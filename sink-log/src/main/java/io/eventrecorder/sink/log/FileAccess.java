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
 * With which rights a file is made, and whether a symbolic link may stand in its place.
 *
 * @param mode the rights of a file that is made; null leaves them to the process' umask
 * @param followLinks whether a link is followed; the directories above are, in any case
 */
record FileAccess(@Nullable Set<PosixFilePermission> mode, boolean followLinks)
    implements FileLines.Opener {
  static final FileAccess USUAL = new FileAccess(null, true);

  /** Without reading, rights could not be set, nor could a torn line be seen. */
  static final Set<PosixFilePermission> NEEDED =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final PosixFilePermission[] BITS = PosixFilePermission.values();

  /** {@return the rights of an octal number as of {@code chmod}; null if it is none} */
  static @Nullable Set<PosixFilePermission> parsed(String octal) {
    if (!octal.matches("0?[0-7]{3}")) {
      return null;
    }
    int number = Integer.parseInt(octal, 8);
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < BITS.length; i++) { // from the owner's right to read on, as in the number
      if ((number & (0400 >> i)) != 0) {
        mode.add(BITS[i]);
      }
    }
    return mode;
  }

  @Override
  public FileChannel open(Path file) throws IOException {
    if (!followLinks && Files.isSymbolicLink(file)) {
      // The flag below refuses it, too; this one says so in words.
      throw new FileSystemException(file.toString(), null, "is a link, which is not followed here");
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
    } catch (FileAlreadyExistsException e) { // or a link that leads nowhere yet
      return FileChannel.open(file, options(StandardOpenOption.CREATE), attribute);
    }
    try { // Now exactly so: the umask has taken what it takes.
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
