package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads input in tests. Each item becomes a text with its line: {@code 3 message} or {@code 4 !}.
 */
final class InputText {
  private InputText() {}

  private static final String OBJECT = "\"involvedObject\":{\"name\":\"o\"},";

  /** {@return the text with an involvedObject added to each object that begins with a message} */
  static String withObjects(String text) {
    return text.replaceAll("(\\{\\s*)(?=\"message\")", "$1" + OBJECT);
  }

  /** {@return the items of a text, after {@link #withObjects}} */
  static List<String> read(String text) {
    return read(text, InputLimits.standard());
  }

  static List<String> read(String text, InputLimits limits) {
    return read(withObjects(text).getBytes(UTF_8), limits);
  }

  static InputReader reader(byte[] bytes, InputLimits limits) {
    return new InputReader(new ByteArrayInputStream(bytes), limits, passed -> {});
  }

  static List<String> read(byte[] bytes, InputLimits limits) {
    List<String> found = new ArrayList<>();
    try (InputReader reader = reader(bytes, limits)) {
      while (next(reader, found)) {}
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  static List<String> errors(String text) {
    List<String> errors = new ArrayList<>();
    try (InputReader reader = reader(text.getBytes(UTF_8), InputLimits.standard())) {
      for (boolean more = true; more; ) {
        try {
          more = reader.next() != null;
        } catch (BadItemException e) {
          errors.add(e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return errors;
  }

  static boolean next(InputReader reader, List<String> found) throws IOException {
    try {
      Event event = reader.next();
      if (event == null) {
        return false;
      }
      found.add(reader.line() + " " + event.message());
    } catch (BadItemException e) {
      found.add(e.line() + " !");
    }
    return true;
  }

  /** {@return a stream that gives one byte at a time} */
  static InputStream slow(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 1));
      }
    };
  }

  /** {@return a stream that cannot be read} */
  static InputStream broken() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("disk");
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        throw new IOException("disk");
      }
    };
  }
}
