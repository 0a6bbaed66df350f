package io.eventrecorder;

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
   * Whether a recorder accepts this type.
   *
   * @param type any text
   * @return true for {@code Normal} and {@code Warning}, exactly so written
   */
  public static boolean isValid(String type) {
    return NORMAL.equals(type) || WARNING.equals(type);
  }
}
