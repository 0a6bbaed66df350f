package io.eventrecorder.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What exceptions of the file system say, for people. */
final class Problems {
  private Problems() {}

  static String words(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
