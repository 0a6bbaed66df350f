package io.eventrecorder.spi;

import java.util.Objects;

/**
 * What a host knows of an event that arrives, beside the event itself. Immutable.
 *
 * @param scope where the object of the event lives, for example the name of a cluster. Objects with
 *     equal names in two scopes are two objects. Empty: the only scope
 * @param occurrences how often the event happened since its last arrival, at least 1. The
 *     correlators of this project take more than 2147483647 as 2147483647: no count is greater
 */
public record Arrival(String scope, long occurrences) {
  /** One occurrence in the only scope, as in a program that correlates its own events. */
  public static final Arrival ONE = new Arrival("", 1);

  /**
   * Checks the values.
   *
   * @param scope where the object of the event lives, for example the name of a cluster. Objects
   *     with equal names in two scopes are two objects. Empty: the only scope
   * @param occurrences how often the event happened since its last arrival, at least 1. The
   *     correlators of this project take more than 2147483647 as 2147483647: no count is greater
   * @throws IllegalArgumentException if {@code occurrences} is less than 1
   */
  public Arrival {
    Objects.requireNonNull(scope, "scope");
    if (occurrences < 1) {
      throw new IllegalArgumentException("occurrences: " + occurrences + " is less than 1");
    }
  }
}
