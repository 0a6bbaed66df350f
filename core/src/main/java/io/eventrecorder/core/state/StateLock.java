package io.eventrecorder.core.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock of a state file, on a file beside it. Thread-safe.
 *
 * <p>On POSIX systems a lock belongs to the process: if the process closes any descriptor of the
 * file, it loses the lock. So this class must know all locks of the process, and this is the one
 * place with static state: a file that is locked here is not opened a second time.
 */
final class StateLock implements AutoCloseable {
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  /**
   * Channels of files that other code of this process has locked, for example this class in another
   * class loader. They stay open, because closing one would end that lock.
   */
  private static final Set<FileChannel> FOREIGN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private StateLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a file.
   *
   * @param file the lock file, without symbolic links; it is made if it does not exist
   * @param permissions the permissions of a new file
   * @return the lock
   * @throws StateFileException if the file is locked already, or cannot be opened or locked
   */
  static StateLock take(Path file, FileAttribute<?>... permissions) throws StateFileException {
    if (!LOCKED.add(file)) {
      throw inUse();
    }
    boolean locked = false;
    try {
      StateLock lock = new StateLock(file, lock(file, permissions));
      locked = true;
      return lock;
    } finally {
      if (!locked) {
        LOCKED.remove(file);
      }
    }
  }

  private static FileChannel lock(Path file, FileAttribute<?>[] permissions)
      throws StateFileException {
    FileChannel channel = open(file, permissions);
    boolean closes = true;
    try {
      if (channel.tryLock() != null) {
        closes = false;
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      closes = false;
      FOREIGN.add(channel);
    } catch (IOException e) {
      throw new StateFileException(
          "cannot be locked: "
              + StateFile.words(e)
              + "; name a file in a file system that has locks");
    } finally {
      if (closes) {
        close(channel);
      }
    }
    throw inUse();
  }

  private static FileChannel open(Path file, FileAttribute<?>[] permissions)
      throws StateFileException {
    try {
      return FileChannel.open(file, Set.of(CREATE, WRITE), permissions);
    } catch (IOException e) {
      String problem = "cannot be locked: its lock file " + file + " cannot be ";
      throw new StateFileException(
          Files.exists(file)
              ? problem
                  + "opened: "
                  + StateFile.words(e)
                  + "; give this process the permission to write it, or name another state file."
                  + " If no process uses the state file, delete the lock file"
              : problem
                  + "made: "
                  + StateFile.words(e)
                  + "; give this process the permission to write its directory, or name a file in"
                  + " another directory");
    }
  }

  private static StateFileException inUse() {
    return new StateFileException(
        "is in use by another pipeline or process; give each pipeline of each process a file of its"
            + " own");
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process.
    }
  }

  /** Releases the lock. Has no effect after the first call. */
  @Override
  public synchronized void close() {
    if (channel.isOpen()) {
      close(channel);
      LOCKED.remove(file); // last, so that no other pipeline opens the file before
    }
  }
}
