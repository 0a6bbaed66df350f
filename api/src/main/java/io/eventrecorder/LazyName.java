package io.eventrecorder;

import org.jspecify.annotations.Nullable;

/**
 * The name {@code <object name>.<hex of a number>}, whose text is made when it is first read.
 * Copies of an event share it. Thread-safe without a lock: two threads that read it at the same
 * time may both make the text, and both texts are equal.
 */
final class LazyName {
  private final String objectName;
  private final long number;
  private @Nullable String text;

  LazyName(String objectName, long number) {
    this.objectName = objectName;
    this.number = number;
  }

  String text() {
    String made = text; // read once: a second read may still see null
    if (made == null) {
      String hex = Long.toHexString(number);
      StringBuilder joined = new StringBuilder(objectName.length() + 1 + hex.length());
      made = joined.append(objectName).append('.').append(hex).toString();
      text = made;
    }
    return made;
  }
}
