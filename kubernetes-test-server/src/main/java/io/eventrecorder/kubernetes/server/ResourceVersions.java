package io.eventrecorder.kubernetes.server;

import java.util.concurrent.atomic.AtomicLong;

/** The resource versions of the whole server: each is greater than all before. Thread-safe. */
final class ResourceVersions {
  private final AtomicLong last = new AtomicLong(100);

  String next() {
    return Long.toString(last.incrementAndGet());
  }

  String current() {
    return Long.toString(last.get());
  }
}
