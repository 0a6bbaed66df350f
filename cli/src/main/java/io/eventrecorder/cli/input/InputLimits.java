package io.eventrecorder.cli.input;

/**
 * How large one event may be. The memory of the reader depends on these limits only.
 *
 * @param maxBytes the length of its text in bytes, from 1 to 1 GiB
 * @param maxDepth how deep its objects and arrays may be nested, from 1 to 10 000
 */
public record InputLimits(int maxBytes, int maxDepth) {
  private static final int LONGEST = 1 << 30;
  private static final int DEEPEST = 10_000;
  private static final InputLimits STANDARD = new InputLimits(4 << 20, 100);

  /**
   * Checks the limits.
   *
   * @param maxBytes the length of its text in bytes, from 1 to 1 GiB
   * @param maxDepth how deep its objects and arrays may be nested, from 1 to 10 000
   * @throws IllegalArgumentException if a limit is outside its bounds
   */
  public InputLimits {
    if (maxBytes < 1 || maxBytes > LONGEST) {
      throw new IllegalArgumentException(
          "maxBytes must be 1 to " + LONGEST + ", is " + maxBytes + "; an event has about 1000");
    }
    if (maxDepth < 1 || maxDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "maxDepth must be 1 to " + DEEPEST + ", is " + maxDepth + "; an event has about 8");
    }
  }

  /** {@return 4 MiB, more than twice what etcd stores, and 100 levels} */
  public static InputLimits standard() {
    return STANDARD;
  }
}
