package io.eventrecorder;

import java.util.Locale;

/**
 * The two types that a recorder accepts (Kubernetes core/v1 {@code EventTypeNormal} and {@code
 * EventTypeWarning}). An {@link Event} that was read from elsewhere may carry another one, so a
 * type is text.
 */
public final class EventType {
  /** Information only; nothing is wrong. */
  public static final String NORMAL = "Normal";

  /** Something that may need attention. */
  public static final String WARNING = "Warning";

  private EventType() {}

  /**
   * Whether an event of this type is at least a warning. What is written elsewhere has types such
   * as {@code Error} or {@code critical}, too.
   *
   * @param type any text
   * @return true for a warning, an error and what is worse, by their usual names and in any case
   */
  public static boolean isWarning(String type) {
    if (type.equals(NORMAL) || type.equals(WARNING)) {
      return type.equals(WARNING); // nearly all there are
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "warning", "warn", "error", "err", "failure", "failed" -> true;
      case "critical", "crit", "fatal", "severe", "alert", "emergency", "emerg", "panic" -> true;
      default -> false;
    };
  }

  /**
   * Whether a recorder accepts this type.
   *
   * @param type any text
   * @return true for {@code Normal} and {@code Warning}, exactly so written
   */
  public static boolean isValid(String type) {
    return NORMAL.equals(type) || WARNING.equals(type);
  }
}
