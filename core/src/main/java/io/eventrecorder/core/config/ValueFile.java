package io.eventrecorder.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds one value. Error messages name the path, never the content. */
final class ValueFile {
  /** Values are short. A longer file is the wrong file, or an endless device. */
  static final int MAX_BYTES = 1 << 20;

  private ValueFile() {}

  static String read(String path) throws IOException {
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        throw unreadable(path, "is a directory");
      }
      return withoutTrailingNewline(decoded(path, bytes(file)));
    } catch (InvalidPathException e) {
      throw unreadable(path, "is not a valid path");
    } catch (NoSuchFileException e) {
      throw unreadable(path, "does not exist");
    } catch (AccessDeniedException e) {
      throw unreadable(path, "cannot be read: this process lacks the permission");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static String decoded(String path, byte[] bytes) throws IOException {
    if (bytes.length > MAX_BYTES) {
      throw unreadable(path, "is longer than " + MAX_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(path, "is not UTF-8 text");
    }
  }

  private static String withoutTrailingNewline(String text) {
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static IOException unreadable(String path, String why) {
    return new IOException("file " + path + " " + why);
  }
}
