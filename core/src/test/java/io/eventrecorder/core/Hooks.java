package io.eventrecorder.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All calls of user code, by name, in their order; and which of them throws what. Thread-safe. */
final class Hooks {
  private final List<String> calls = new ArrayList<>();
  private final @Nullable String everyCallOf;
  private final int call;
  private final @Nullable Throwable thrown;

  private Hooks(@Nullable String everyCallOf, int call, @Nullable Throwable thrown) {
    this.everyCallOf = everyCallOf;
    this.call = call;
    this.thrown = thrown;
  }

  static Hooks well() {
    return new Hooks(null, -1, null);
  }

  static Hooks throwingAlways(String name, Throwable thrown) {
    return new Hooks(name, -1, thrown);
  }

  static Hooks throwingOnce(int call, Throwable thrown) {
    return new Hooks(null, call, thrown);
  }

  void call(String name) {
    boolean fails;
    synchronized (calls) {
      fails = calls.size() == call || name.equals(everyCallOf);
      calls.add(name);
    }
    if (fails && thrown != null) {
      throw Thrown.sneakily(thrown);
    }
  }

  List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }
}
