package io.eventrecorder.cli.terminal;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Words for the exceptions of the file system, and of what reads text and properties. */
public final class InputProblems {
  private InputProblems() {}

  /**
   * {@return the problem in a few words, for an error message}
   *
   * @param e thrown by an operation on a file or on its text
   */
  public static String words(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof CharacterCodingException) { // its message is only "Input length = 1"
      return "not UTF-8 text";
    }
    if ("Malformed \\uxxxx encoding.".equals(e.getMessage())) { // java.util.Properties
      return "\\u without four hexadecimal digits after it; write \\\\ for one backslash";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
