package io.eventrecorder.testkit;

import io.eventrecorder.spi.StatefulCorrelator.Parts;

/** A receiver of changes that takes so many, and then throws once. */
final class ThrowingParts implements Parts {
  /** What it throws. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal() {
      super("the receiver of the changes throws");
    }
  }

  private final Parts parts;
  private int left;

  ThrowingParts(Parts parts, int taken) {
    this.parts = parts;
    this.left = taken;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    count();
    parts.put(key, value);
  }

  @Override
  public void remove(byte[] key) {
    count();
    parts.remove(key);
  }

  /** {@return whether it has thrown} */
  boolean hasThrown() {
    return left < 0;
  }

  private void count() {
    if (left-- == 0) {
      throw new Refusal();
    }
  }
}
