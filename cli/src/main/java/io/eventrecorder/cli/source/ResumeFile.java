package io.eventrecorder.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.InputProblems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds the position of a source. It is replaced as a whole: a new file is written,
 * forced to the disk and renamed. A lock on a second file keeps other processes away. Behind
 * symbolic links, all of this happens at the file that they lead to. Thread-safe.
 */
public final class ResumeFile implements AutoCloseable {
  private static final String HEADER = "event-record resume file, version 1";
  private static final String SOURCE = "source ";
  private static final String END = "end ";

  private final Path file;

  /** The file without symbolic links. */
  private final Path real;

  private final String source;
  private final FileChannel lock;
  private final @Nullable List<String> found;

  private ResumeFile(Path file, Path real, String source, FileChannel lock) {
    this.file = file;
    this.real = real;
    this.source = source;
    this.lock = lock;
    this.found = Files.exists(real) ? read() : null;
  }

  /**
   * {@return the file, locked for this process}
   *
   * @param file the path; the file need not exist
   * @param source what is read; a file of another source is refused
   * @throws CommandException if the file cannot be read or written, is damaged, belongs to another
   *     source, or if another process uses it
   */
  public static ResumeFile open(Path file, String source) {
    Path real = RealFile.of(file);
    FileChannel lock = lock(file, real);
    try {
      return new ResumeFile(file, real, source, lock);
    } catch (CommandException e) {
      close(lock);
      throw e;
    }
  }

  private static FileChannel lock(Path file, Path real) {
    Path path = real.resolveSibling(real.getFileName() + ".lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(path, CREATE, WRITE);
    } catch (IOException e) {
      throw CommandException.usage(
          "--resume-file "
              + file
              + ": "
              + path
              + " cannot be written: "
              + InputProblems.words(e)
              + "; name a file in a directory that this process may write to");
    }
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) { // this process has it already
      close(channel);
      throw inUse(file);
    } catch (IOException e) {
      close(channel);
      throw CommandException.usage(
          "--resume-file " + file + " cannot be locked: " + InputProblems.words(e));
    }
    close(channel);
    throw inUse(file);
  }

  private static CommandException inUse(Path file) {
    return CommandException.usage(
        "--resume-file "
            + file
            + " is in use by another process; end that process, or name another file");
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process.
    }
  }

  /** {@return the position in the file; null if there is no file yet} */
  public @Nullable List<String> position() {
    return found;
  }

  private List<String> read() {
    List<String> lines;
    try {
      lines = Files.readAllLines(real);
    } catch (CharacterCodingException e) {
      throw refused("is not a resume file");
    } catch (IOException e) {
      throw CommandException.usage(
          "--resume-file "
              + file
              + ": "
              + InputProblems.words(e)
              + "; name a file that this process may read");
    }
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw refused("is not a resume file");
    }
    List<String> body = lines.subList(0, lines.size() - 1);
    if (!lines.get(lines.size() - 1).equals(END + checksum(body))) {
      throw refused("is damaged or cut off");
    }
    String belongsTo = body.size() < 2 ? "" : body.get(1);
    if (!belongsTo.equals(SOURCE + source)) {
      throw refused(
          "belongs to another source ("
              + belongsTo.replaceFirst("^" + SOURCE, "")
              + ") than the one that you read ("
              + source
              + ")");
    }
    return List.copyOf(body.subList(2, body.size()));
  }

  /**
   * {@return an error for a file that cannot be used} Reading never begins afresh by itself: the
   * user decides whether events may be read twice.
   *
   * @param problem what is wrong, after the name of the file
   */
  public CommandException refused(String problem) {
    return CommandException.usage(
        "--resume-file "
            + file
            + " "
            + problem
            + "; delete it to begin afresh, or name another file");
  }

  /**
   * Replaces the position in the file.
   *
   * @param position the lines of the new one
   * @throws IOException if the file cannot be written; the old position is still there
   */
  public synchronized void save(List<String> position) throws IOException {
    List<String> lines = new ArrayList<>(position.size() + 3);
    lines.add(HEADER);
    lines.add(SOURCE + source);
    lines.addAll(position);
    lines.add(END + checksum(lines));
    Path next = real.resolveSibling(real.getFileName() + ".new");
    try (FileChannel out = FileChannel.open(next, CREATE, WRITE, TRUNCATE_EXISTING)) {
      RealFile.copyMode(real, next);
      ByteBuffer bytes = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        int unused = out.write(bytes);
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
      try (FileChannel opened = FileChannel.open(directory, READ)) {
        opened.force(true);
      } catch (IOException e) {
        // Windows does not open directories. The file is whole in any case.
      }
    }
  }

  private static String checksum(List<String> lines) {
    CRC32 sum = new CRC32();
    lines.forEach(line -> sum.update((line + "\n").getBytes(UTF_8)));
    return Long.toHexString(sum.getValue());
  }

  /** {@return the path, for messages} */
  public Path path() {
    return file;
  }

  /** Releases the lock. */
  @Override
  public void close() {
    close(lock);
  }
}
