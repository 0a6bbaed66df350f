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

  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile String last = "";

  @Override
  public StreamThreadExceptionResponse handle(Throwable thrown) {
    last = UserCode.text(thrown);
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
