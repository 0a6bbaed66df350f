package io.eventrecorder.cli.terminal;

/** Numbers with their unit, in the singular or the plural. */
public final class Quantity {
  private Quantity() {}

  /**
   * {@return for example {@code 1 event} or {@code 2 events}}
   *
   * @param number how many
   * @param unit the unit in the singular
   */
  public static String of(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
