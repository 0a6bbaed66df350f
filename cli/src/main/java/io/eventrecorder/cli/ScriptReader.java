package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a script and runs it. It ends at the first line that is wrong: all others depend on it. */
final class ScriptReader {
  private final Streams streams;
  private final ScriptKind kind;

  ScriptReader(Streams streams, ScriptKind kind) {
    this.streams = streams;
    this.kind = kind;
  }

  void run(String file) {
    try (InputStream in =
        new BufferedInputStream(
            file.equals("-") ? streams.in() : Files.newInputStream(Path.of(file)))) {
      run(file.equals("-") ? "standard input" : file, in);
    } catch (IOException | InvalidPathException e) {
      throw CommandFailure.data(
          "--script " + file + ": " + Problems.words(e) + "; check the path and its permissions");
    }
  }

  private void run(String name, InputStream in) throws IOException {
    ScriptRun script = null;
    long number = 0;
    for (byte[] line = next(in); line != null; line = next(in)) {
      number++;
      try {
        if (new String(line, UTF_8).isBlank()) {
          continue;
        }
        if (script == null) {
          script = kind.start(ScriptLine.parse(line, kind.options()), streams.out());
        } else {
          script.run(ScriptLine.parse(line, script.steps()));
        }
      } catch (RuntimeException e) {
        streams.out().flush();
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        throw CommandFailure.data(
            name + ", line " + number + ": " + why + "; the script ends here");
      }
    }
  }

  private static byte @Nullable [] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read = in.read();
    if (read < 0) {
      return null;
    }
    while (read >= 0 && read != '\n') {
      line.write(read);
      read = in.read();
    }
    return line.toByteArray();
  }
}
