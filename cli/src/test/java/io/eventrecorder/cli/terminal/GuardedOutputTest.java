package io.eventrecorder.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failed write to standard output ends the command. */
class GuardedOutputTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Integer> exits = new ArrayList<>();

  private PrintStream failing(String why) {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        };
    return new PrintStream(
        new GuardedOutput(closed, new PrintStream(err, true, UTF_8), exits::add), true, UTF_8);
  }

  @Test
  void a_closed_pipe_exits_without_a_message() {
    failing("Broken pipe").print("x");
    assertThat(exits).containsExactly(141);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void any_other_failure_is_reported() {
    failing("No space left on device").print("x");
    assertThat(exits).containsExactly(1);
    assertThat(err.toString(UTF_8))
        .startsWith("event-record: cannot write standard output: No space left on device; ");
  }
}
