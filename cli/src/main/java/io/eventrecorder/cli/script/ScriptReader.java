package io.eventrecorder.cli.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.InputProblems;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a script and runs it. Stops at the first wrong line, because later lines depend on it. */
public final class ScriptReader {
  private final StandardStreams streams;
  private final ScriptKind kind;

  /**
   * Creates a reader.
   *
   * @param streams standard input and output
   * @param kind the kind of the script
   */
  public ScriptReader(StandardStreams streams, ScriptKind kind) {
    this.streams = streams;
    this.kind = kind;
  }

  /**
   * Runs a script. Its results go to standard output.
   *
   * @param file the path; {@code -} is standard input
   * @throws CommandException if the file cannot be read, or if a line is wrong
   */
  public void run(String file) {
    try (InputStream in =
        new BufferedInputStream(
            file.equals("-") ? streams.in() : Files.newInputStream(Path.of(file)))) {
      run(file.equals("-") ? "standard input" : file, in);
    } catch (IOException | InvalidPathException e) {
      throw CommandException.data(
          "--script "
              + file
              + ": "
              + InputProblems.words(e)
              + "; check the path and its permissions");
    }
  }

  private void run(String name, InputStream in) throws IOException {
    Script script = null;
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
        throw CommandException.data(
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
