package io.eventrecorder.sink.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to a file that other programs may append to as well. A line is one write. If the
 * disk takes only a part of it, the part is removed, unless another program has written after it. A
 * part that cannot be removed, or that a crash has left, gets a line feed before the next line.
 */
final class FileOutput implements LineOutput {
  /** Opens a file for appending. */
  interface Opener {
    FileChannel open(Path file) throws IOException;

    /** {@return the options for reading the attributes of the file} */
    default List<LinkOption> links() {
      return List.of();
    }
  }

  private final Path file;
  private final Opener opener;
  private volatile FileChannel channel;
  private boolean torn;

  FileOutput(Path file) throws IOException {
    this(file, FileAccess.USUAL);
  }

  FileOutput(Path file, Opener opener) throws IOException {
    this.file = file;
    this.opener = opener;
    this.channel = opener.open(file);
    this.torn = endsTorn();
  }

  @Override
  public void write(byte[] line) throws IOException {
    FileChannel out = open();
    ByteBuffer rest = ByteBuffer.wrap(torn ? StreamOutput.onNewLine(line) : line);
    try {
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      torn = false;
    } catch (IOException e) {
      if (rest.position() > 0) {
        undo(out, rest.flip(), e);
      }
      throw e;
    }
  }

  /**
   * Removes the written part of a line if it is the end of the file. The size before the write is
   * not known, because asking for it takes as long as the write. A part that ends with a line feed
   * could be the end of a line of another program, and stays.
   */
  private void undo(FileChannel out, ByteBuffer part, IOException failure) {
    try {
      long size = out.size();
      if (part.get(part.limit() - 1) != '\n'
          && part.equals(tail(part.limit()))
          && out.size() == size) {
        out.truncate(size - part.limit());
        return;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    torn = true;
  }

  /**
   * {@return an open channel} An interrupt closes the channel, so the next write opens a new one.
   */
  private FileChannel open() throws IOException {
    FileChannel out = channel;
    if (!out.isOpen()) {
      out = opener.open(file);
      channel = out;
      torn = endsTorn();
    }
    return out;
  }

  /** {@return whether the file ends in a partial line} For files that cannot be read: as before. */
  private boolean endsTorn() throws IOException {
    ByteBuffer last = tail(1);
    return last == null ? torn : last.hasRemaining() && last.get(0) != '\n';
  }

  /** {@return the end of the file, not longer than the file; null if it cannot be read} */
  private @Nullable ByteBuffer tail(int length) throws IOException {
    if (!isRegular() || !Files.isReadable(file)) {
      return null;
    }
    try (FileChannel in = FileChannel.open(file, reading())) {
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(length, in.size()));
      long start = in.size() - tail.limit();
      while (tail.hasRemaining() && in.read(tail, start + tail.position()) > 0) {
        // A read may return less than is asked for.
      }
      return tail.flip();
    }
  }

  private boolean isRegular() {
    return Files.isRegularFile(file, opener.links().toArray(LinkOption[]::new));
  }

  private Set<OpenOption> reading() {
    Set<OpenOption> options = new HashSet<>(opener.links());
    options.add(StandardOpenOption.READ);
    return options;
  }

  @Override
  public void flush() throws IOException {
    if (isRegular()) {
      open().force(false);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
