package io.eventrecorder;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The two types that a recorder accepts (Kubernetes core/v1 {@code EventTypeNormal} and {@code
 * EventTypeWarning}). Events that were not made by a recorder may have other types, so a type is a
 * {@link String}.
 */
public final class EventType {
  /** Information only; nothing is wrong. */
  public static final String NORMAL = "Normal";

  /** Something that may need attention. */
  public static final String WARNING = "Warning";

  private EventType() {}

  /**
   * {@return whether a type says that something is wrong} True for {@code Warning}, and for the
   * usual names of warnings, errors and worse that other programs use, in upper or lower case.
   *
   * @param type any text
   */
  public static boolean isWarning(String type) {
    if (type.equals(NORMAL) || type.equals(WARNING)) {
      return type.equals(WARNING); // nearly all events
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "warning", "warn", "error", "err", "failure", "failed" -> true;
      case "critical", "crit", "fatal", "severe", "alert", "emergency", "emerg", "panic" -> true;
      default -> false;
    };
  }

  /**
   * {@return whether a recorder accepts a type: {@code Normal} or {@code Warning}, in exactly this
   * spelling}
   *
   * @param type any text
   */
  public static boolean isValid(@Nullable String type) {
    return NORMAL.equals(type) || WARNING.equals(type);
  }
}
