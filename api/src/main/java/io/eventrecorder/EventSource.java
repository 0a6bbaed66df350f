package io.eventrecorder;

import io.eventrecorder.text.PrintableText;
import java.util.Objects;

/**
 * The program and host that reported an event, as core/v1 has them.
 *
 * @param component the program, for example {@code kubelet}; empty if not known
 * @param host the host on which it ran; empty if not known
 */
public record EventSource(String component, String host) {
  private static final EventSource EMPTY = new EventSource("", "");

  /**
   * Creates a source.
   *
   * @param component the program; empty if not known
   * @param host the host; empty if not known
   */
  public EventSource {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(host, "host");
  }

  /** {@return a source with empty component and host} */
  public static EventSource empty() {
    return EMPTY;
  }

  /** {@return whether component and host are empty} */
  public boolean isEmpty() {
    return component.isEmpty() && host.isEmpty();
  }

  /** {@return {@code component, host} on one line, with unprintable characters escaped} */
  @Override
  public String toString() {
    return PrintableText.line(component + ", " + host);
  }
}
