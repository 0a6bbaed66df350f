package io.eventrecorder.kubernetes.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Assigns the resource versions of the server. Each one is greater than all earlier ones.
 * Thread-safe.
 */
final class ResourceVersions {
  private final AtomicLong last = new AtomicLong(100);

  String next() {
    return Long.toString(last.incrementAndGet());
  }

  String current() {
    return Long.toString(last.get());
  }
}
