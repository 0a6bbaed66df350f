package io.eventrecorder.benchmarks;

import java.util.List;

/** Takes the elements of a list in turn, over and over. */
final class RoundRobin<T> {
  private final Object[] elements;
  private int next;

  RoundRobin(List<T> elements) {
    this.elements = elements.toArray();
  }

  @SuppressWarnings("unchecked") // it holds what came from a list of them
  T next() {
    int i = next;
    next = i + 1 == elements.length ? 0 : i + 1;
    return (T) elements[i];
  }
}
