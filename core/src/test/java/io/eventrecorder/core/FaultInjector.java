package io.eventrecorder.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records all calls of user code in their order, and throws in the calls that a test chooses.
 * Thread-safe.
 */
final class FaultInjector {
  private final List<String> calls = new ArrayList<>();
  private final @Nullable String everyCallOf;
  private final int call;
  private final @Nullable Throwable thrown;

  private FaultInjector(@Nullable String everyCallOf, int call, @Nullable Throwable thrown) {
    this.everyCallOf = everyCallOf;
    this.call = call;
    this.thrown = thrown;
  }

  static FaultInjector none() {
    return new FaultInjector(null, -1, null);
  }

  static FaultInjector throwingAlways(String name, Throwable thrown) {
    return new FaultInjector(name, -1, thrown);
  }

  static FaultInjector throwingOnce(int call, Throwable thrown) {
    return new FaultInjector(null, call, thrown);
  }

  void call(String name) {
    boolean fails;
    synchronized (calls) {
      fails = calls.size() == call || name.equals(everyCallOf);
      calls.add(name);
    }
    if (fails && thrown != null) {
      throw ThrowableSamples.sneakyThrow(thrown);
    }
  }

  List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }
}
