package io.eventrecorder.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Lock;

/** A stream that takes a lock for each write and reports the write. */
final class WatchedOutput extends FilterOutputStream {
  private final Lock lock;
  private final Runnable written;

  WatchedOutput(OutputStream out, Lock lock, Runnable written) {
    super(out);
    this.lock = lock;
    this.written = written;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      written.run();
      out.write(bytes, offset, length);
    } finally {
      lock.unlock();
    }
  }
}
