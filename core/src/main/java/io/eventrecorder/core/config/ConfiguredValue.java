package io.eventrecorder.core.config;

import java.io.IOException;

/**
 * A value, and the name under which the user set it.
 *
 * @param writtenAs the name of the property or variable
 * @param text the value, or the path of the file that holds it
 * @param inFile whether the text is a path
 */
record ConfiguredValue(String writtenAs, String text, boolean inFile) {
  private static final String FILE = "${file:";

  static ConfiguredValue of(String writtenAs, String text) {
    String value = text.strip();
    return value.startsWith(FILE) && value.endsWith("}") && value.indexOf('\n') < 0
        ? new ConfiguredValue(writtenAs, value.substring(FILE.length(), value.length() - 1), true)
        : new ConfiguredValue(writtenAs, text, false);
  }

  static ConfiguredValue ofFile(String writtenAs, String path) {
    return new ConfiguredValue(writtenAs, path, true);
  }

  /** {@return the value as it is written, which names the file if there is one} */
  String written() {
    return inFile ? FILE + text + "}" : text;
  }

  /**
   * {@return the value}
   *
   * @throws IOException if the file cannot be read; its message names the file and the problem
   */
  String value() throws IOException {
    return inFile ? ValueFile.read(text) : text;
  }

  /** {@return the name only: the value may be secret} */
  @Override
  public String toString() {
    return writtenAs;
  }
}
