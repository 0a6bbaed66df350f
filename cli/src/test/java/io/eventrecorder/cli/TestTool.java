package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Finds a program that a test needs, and that is not part of a JDK, such as a browser. */
public final class TestTool {
  /** Set by {@code .ci/run}, after it has installed the programs. */
  private static final String REQUIRED = "EVENT_RECORD_REQUIRE_TOOLS";

  private TestTool() {}

  /**
   * {@return the path of a program} Skips the test if the program is not in the {@code PATH}, or
   * fails it if {@code EVENT_RECORD_REQUIRE_TOOLS} is {@code true}.
   *
   * @param name the name of the program, for example {@code chromium}
   */
  public static Path require(String name) {
    String path = String.valueOf(System.getenv("PATH"));
    for (String directory : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path program = Path.of(directory, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    String message = name + " is not in the PATH; install it to run this test";
    return Boolean.parseBoolean(System.getenv(REQUIRED)) ? fail(message) : abort(message);
  }
}
