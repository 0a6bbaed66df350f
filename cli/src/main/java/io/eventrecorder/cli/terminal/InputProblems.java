package io.eventrecorder.cli.terminal;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Words for the exceptions of the file system. */
public final class InputProblems {
  private InputProblems() {}

  /**
   * {@return the problem in a few words, for an error message}
   *
   * @param e thrown by an operation on a file
   */
  public static String words(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
