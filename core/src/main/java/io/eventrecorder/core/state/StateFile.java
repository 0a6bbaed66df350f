package io.eventrecorder.core.state;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.eventrecorder.spi.StateFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced as a whole: a new file is written, forced to the disk and renamed. A lock
 * on a second file keeps other pipelines and processes away. Only its owner may read it. Behind
 * symbolic links, all of this happens at the file that they lead to.
 */
final class StateFile implements AutoCloseable {
  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  /** Bad files that are kept; after these, the newest replaces the last one. */
  private static final int MAX_ASIDE = 9;

  private final Path file;

  /** The file without symbolic links. */
  private final Path real;

  private final StateLock lock;

  private StateFile(Path file, Path real, StateLock lock) {
    this.file = file;
    this.real = real;
    this.lock = lock;
  }

  /** {@return the file, locked; it need not exist} */
  static StateFile open(Path file) throws StateFileException {
    Path real = real(file);
    Path directory = real.getParent();
    if (directory == null || Files.isDirectory(real)) {
      throw new StateFileException("is a directory; name a file");
    }
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      throw new StateFileException(
          "is a device, a pipe or a socket, and no regular file; name another file");
    }
    if (!Files.isDirectory(directory)) {
      throw new StateFileException(
          "there is no directory " + directory + "; create it, or name a file in another one");
    }
    if (!Files.isWritable(directory)) {
      throw notWritable(directory, "permission denied");
    }
    return new StateFile(file, real, StateLock.take(sibling(real, ".lock"), owner(directory)));
  }

  private static Path real(Path file) throws StateFileException {
    try {
      Path at = file.toAbsolutePath();
      for (int links = 0; Files.isSymbolicLink(at); links++) {
        if (links == MAX_LINKS) {
          throw new StateFileException("is a symbolic link in a circle; name another file");
        }
        at = at.resolveSibling(Files.readSymbolicLink(at));
      }
      Path directory = at.getParent();
      Path name = at.getFileName();
      return directory == null || name == null || !Files.isDirectory(directory)
          ? at
          : directory.toRealPath().resolve(name);
    } catch (IOException e) {
      throw new StateFileException(
          "is a symbolic link that cannot be followed: " + words(e) + "; name another file");
    }
  }

  private static StateFileException notWritable(Path directory, String why) {
    return new StateFileException(
        "the directory "
            + directory
            + " cannot be written: "
            + why
            + "; give this process the permission, or name a file in another directory");
  }

  /** {@return the path as it was configured, for messages} */
  Path path() {
    return file;
  }

  /**
   * {@return the content; null if there is no file}
   *
   * @param maxBytes the largest size
   * @throws StateFormatException if the file is larger
   * @throws StateFileException if it cannot be read
   */
  byte @Nullable [] read(int maxBytes) throws StateFileException {
    try (FileChannel in = FileChannel.open(real, READ)) {
      long size = in.size();
      if (size > maxBytes) {
        throw new StateFormatException(
            "has " + size + " bytes, more than state-max-bytes=" + maxBytes);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {
        // goes on until all bytes are here
      }
      return bytes.hasRemaining()
          ? Arrays.copyOf(bytes.array(), bytes.position()) // it has become shorter meanwhile
          : bytes.array();
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new StateFileException(
          "cannot be read: "
              + words(e)
              + "; give this process the permission, or name another file");
    }
  }

  /**
   * Keeps a file that cannot be used under another name.
   *
   * @return that name
   * @throws StateFileException if it cannot be renamed
   */
  Path setAside() throws StateFileException {
    Path aside = sibling(real, ".bad");
    for (int i = 2; Files.exists(aside) && i <= MAX_ASIDE; i++) {
      aside = sibling(real, ".bad" + i);
    }
    try {
      return Files.move(real, aside, REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StateFileException(
          "cannot be used, and not be renamed to "
              + aside
              + ": "
              + words(e)
              + "; rename it, or name another file");
    }
  }

  /**
   * Replaces the content. If that fails, the content before is still there.
   *
   * @param content the new content
   * @throws IOException if the file cannot be written
   */
  void replace(byte[] content) throws IOException {
    Path next = sibling(real, ".new");
    boolean unused = Files.deleteIfExists(next); // of a process that was killed
    try (FileChannel out = FileChannel.open(next, Set.of(CREATE_NEW, WRITE), owner(next))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        int written = out.write(bytes);
        if (written < 0) {
          throw new IOException("nothing can be written");
        }
      }
      out.force(true);
    }
    Files.move(next, real, ATOMIC_MOVE);
    forceDirectory();
  }

  /** Without it, a power failure can undo the renaming. Not every system can do it. */
  private void forceDirectory() {
    Path directory = real.getParent();
    if (directory != null) {
      try (FileChannel opened = FileChannel.open(directory, Set.<OpenOption>of(READ))) {
        opened.force(true);
      } catch (IOException e) {
        // Windows does not open directories. The file is whole in any case.
      }
    }
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** Permissions for the owner only: messages of events may be private. Windows has none. */
  private static FileAttribute<?>[] owner(Path near) {
    return near.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** {@return the problem in a few words; many messages of the file system are only a path} */
  static String words(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Releases the lock. */
  @Override
  public void close() {
    lock.close();
  }
}
