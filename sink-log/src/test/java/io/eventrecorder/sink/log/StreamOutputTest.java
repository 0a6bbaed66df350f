package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamOutputTest {
  @Test
  void a_line_is_one_write_and_a_flush() throws IOException {
    Pipe pipe = new Pipe();
    StreamOutput lines = new StreamOutput("pipe", () -> pipe);

    lines.write(line("a"));
    lines.write(line("b"));

    assertThat(pipe.calls).containsExactly("a\n", "flush", "b\n", "flush");
  }

  @Test
  void the_line_after_a_failure_begins_on_a_new_line() throws IOException {
    Pipe pipe = new Pipe();
    StreamOutput lines = new StreamOutput("pipe", () -> pipe);

    pipe.failure = "Broken pipe";
    assertThatIOException().isThrownBy(() -> lines.write(line("a"))).withMessage("Broken pipe");
    pipe.failure = "";
    lines.write(line("b"));
    lines.write(line("c"));

    assertThat(pipe.calls).containsExactly("\nb\n", "flush", "c\n", "flush");
  }

  @Test
  void a_failure_that_a_print_stream_hides_fails_the_write() {
    Pipe pipe = new Pipe();
    pipe.failure = "Broken pipe";
    PrintStream printer = new PrintStream(pipe);
    StreamOutput lines = new StreamOutput("stdout", () -> printer);

    assertThatIOException()
        .isThrownBy(() -> lines.write(line("a")))
        .withMessageContaining("its reader is gone, or no space is left");
    assertThatIOException().isThrownBy(lines::flush);
  }

  @Test
  void a_print_stream_that_has_failed_gets_no_more_lines() {
    Pipe pipe = new Pipe();
    PrintStream printer = new PrintStream(pipe);
    StreamOutput lines = new StreamOutput("stdout", () -> printer);

    pipe.failure = "No space left on device";
    assertThatIOException().isThrownBy(() -> lines.write(line("a")));
    pipe.failure = "";
    pipe.calls.clear();
    assertThatIOException().isThrownBy(() -> lines.write(line("a")));

    assertThat(pipe.calls).containsOnly("flush");
  }

  @Test
  void the_current_stream_is_used_and_never_closed() throws IOException {
    List<ByteArrayOutputStream> streams = new ArrayList<>();
    Pipe closing = new Pipe();
    StreamOutput lines = new StreamOutput("stdout", () -> streams.get(streams.size() - 1));

    streams.add(new ByteArrayOutputStream());
    lines.write(line("a"));
    streams.add(new ByteArrayOutputStream());
    lines.write(line("b"));
    StreamOutput other = new StreamOutput("pipe", () -> closing);
    other.close();

    assertThat(streams).extracting(String::valueOf).containsExactly("a\n", "b\n");
    assertThat(closing.calls).isEmpty();
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Records the calls; fails if so configured. */
  private static final class Pipe extends OutputStream {
    final List<String> calls = new ArrayList<>();
    String failure = "";

    @Override
    public void write(int b) throws IOException {
      throw new IOException("one byte at a time");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!failure.isEmpty()) {
        throw new IOException(failure);
      }
      calls.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
      calls.add("flush");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
