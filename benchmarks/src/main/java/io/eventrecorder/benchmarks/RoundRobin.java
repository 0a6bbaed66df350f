package io.eventrecorder.benchmarks;

import java.util.List;

/** Returns the elements of a list in order, and starts again after the last one. */
final class RoundRobin<T> {
  private final Object[] elements;
  private int next;

  RoundRobin(List<T> elements) {
    this.elements = elements.toArray();
  }

  @SuppressWarnings("unchecked") // All elements come from a list of T.
  T next() {
    int i = next;
    next = i + 1 == elements.length ? 0 : i + 1;
    return (T) elements[i];
  }
}
