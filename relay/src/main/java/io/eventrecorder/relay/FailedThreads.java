package io.eventrecorder.relay;

import io.eventrecorder.spi.UserCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces threads that fail. The new thread reads the same records again, from the last commit.
 * Called by the threads that fail. Thread-safe.
 */
final class FailedThreads implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FailedThreads.class);

  /** What fails again and again, for example a missing right, is tried at this interval. */
  private static final long PAUSE_SECONDS = 5;

  /** Causes may form a circle. */
  private static final int MAX_DEPTH = 20;

  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile String last = "";

  @Override
  public StreamThreadExceptionResponse handle(Throwable thrown) {
    last = text(thrown);
    failures.incrementAndGet();
    LOG.error("A thread of the relay failed, and is replaced in {} s", PAUSE_SECONDS, thrown);
    try {
      if (closing.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Kafka Streams wraps what was thrown, so the innermost cause says most. */
  private static String text(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      root = UserCode.causeOf(root);
    }
    String text = UserCode.text(thrown);
    return root == thrown ? text : text + ": " + UserCode.text(root);
  }

  void close() {
    closing.countDown();
  }

  long count() {
    return failures.get();
  }

  String last() {
    return last;
  }
}
