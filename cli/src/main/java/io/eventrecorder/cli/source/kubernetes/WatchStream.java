package io.eventrecorder.cli.source.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a response that stays open. The next part of the body is requested only when the
 * last one is used up, so memory is bounded. One thread reads.
 */
final class WatchStream implements AsyncBody.Consumer<List<ByteBuffer>>, AutoCloseable {
  /** Larger than any object that etcd stores. */
  private static final int MAX_LINE = 16 << 20;

  private static final byte[] END = {};
  private static final byte[] NOTHING_YET = {};

  private final BlockingQueue<byte[]> parts = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] part = {};
  private int at;
  private volatile @Nullable Throwable failure;
  private @Nullable AsyncBody body;

  @Override
  public void consume(List<ByteBuffer> buffers, AsyncBody of) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer buffer : buffers) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.get(copy);
      bytes.writeBytes(copy);
    }
    if (bytes.size() > 0) {
      parts.add(bytes.toByteArray());
    } else {
      of.consume();
    }
  }

  /** Begins to read; throws if the server refuses the request. */
  void opened(HttpResponse<AsyncBody> response) throws IOException, InterruptedException {
    AsyncBody opened = response.body();
    body = opened;
    var unused =
        opened
            .done()
            .whenComplete(
                (nothing, thrown) -> {
                  failure = thrown;
                  parts.add(END);
                });
    opened.consume();
    if (response.code() != 200) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (byte[] next = parts.poll(10, TimeUnit.SECONDS);
          next != null && next != END && whole.size() < MAX_LINE;
          next = parts.poll(10, TimeUnit.SECONDS)) {
        whole.writeBytes(next);
        opened.consume();
      }
      close();
      throw ApiProblem.of(response.code(), whole.toByteArray(), response.headers());
    }
  }

  /** {@return whether a result of {@link #nextLine} means that no line came in time} */
  static boolean isNothingYet(byte[] result) {
    return result == NOTHING_YET;
  }

  /**
   * {@return the next line without its end; null at the end of the stream} Part of a line at the
   * end is dropped.
   *
   * @param wait how long to wait for it
   * @throws IOException if the connection breaks
   */
  byte @Nullable [] nextLine(Duration wait) throws IOException, InterruptedException {
    while (true) {
      int end = at;
      while (end < part.length && part[end] != '\n') {
        end++;
      }
      line.write(part, at, end - at);
      at = end;
      if (end < part.length) {
        at++;
        byte[] complete = line.toByteArray();
        line.reset();
        return complete;
      }
      if (line.size() > MAX_LINE) {
        throw new IOException("an object of the watch is longer than " + MAX_LINE + " bytes");
      }
      byte[] next = parts.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        return NOTHING_YET;
      }
      if (next == END) {
        parts.add(END);
        Throwable thrown = failure;
        if (thrown != null) {
          throw thrown instanceof IOException io ? io : new IOException(thrown);
        }
        return null;
      }
      part = next;
      at = 0;
      if (body != null) {
        body.consume();
      }
    }
  }

  @Override
  public void close() {
    if (body != null) {
      body.cancel();
    }
  }
}
