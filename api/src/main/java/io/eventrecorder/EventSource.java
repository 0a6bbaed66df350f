package io.eventrecorder;

import io.eventrecorder.text.PrintableText;

/**
 * Who reported an event in core/v1.
 *
 * @param component the program, for example {@code kubelet}; empty if unknown
 * @param host where it ran; empty if unknown
 */
public record EventSource(String component, String host) {
  private static final EventSource EMPTY = new EventSource("", "");

  /**
   * The source of which nothing is known.
   *
   * @return a source with empty component and host
   */
  public static EventSource empty() {
    return EMPTY;
  }

  /**
   * Whether nothing is known.
   *
   * @return true if both texts are empty
   */
  public boolean isEmpty() {
    return component.isEmpty() && host.isEmpty();
  }

  /** On one line: {@code component, host}; what may not be printed is escaped. */
  @Override
  public String toString() {
    return PrintableText.line(component + ", " + host);
  }
}
