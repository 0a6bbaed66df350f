package io.eventrecorder.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.Event;
import io.eventrecorder.cli.terminal.StandardStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A source that is read on a thread of its own, and what was read. */
public final class RunningSource implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final ResumableSource source;
  private final Thread thread;

  /** Starts to read. */
  public RunningSource(Function<StandardStreams, ResumableSource> make) {
    this(make, List.of());
  }

  /** Starts to read at a position; at the beginning if it is empty. */
  public RunningSource(Function<StandardStreams, ResumableSource> make, List<String> position) {
    PrintStream output = new PrintStream(err, true, UTF_8);
    source = make.apply(new StandardStreams(new ByteArrayInputStream(new byte[0]), output, output));
    if (!position.isEmpty()) {
      source.resumeAt(position);
    }
    thread = new Thread(() -> source.forEach(event -> read.add(words(event))), "test-source");
    thread.start();
  }

  private static String words(Event event) {
    return event.name() + " x" + event.occurrences();
  }

  /** Waits until exactly these events were read, as {@code NAME xCOUNT}, in this order. */
  public void awaitRead(String... events) {
    await().atMost(PATIENCE).until(() -> read.size() >= events.length);
    assertThat(read).containsExactly(events);
  }

  /** {@return what was read so far} */
  public List<String> read() {
    return List.copyOf(read);
  }

  /** Waits until standard error contains a text. */
  public void awaitError(String text) {
    await().atMost(PATIENCE).until(() -> errors().contains(text));
  }

  /** Waits until the source has ended by itself. */
  public void awaitEnd() {
    await().atMost(PATIENCE).until(() -> !thread.isAlive());
  }

  /** {@return standard error} */
  public String errors() {
    return err.toString(UTF_8);
  }

  /** {@return the source} */
  public ResumableSource source() {
    return source;
  }

  /** {@return the position after the source has stopped} */
  public List<String> stop() {
    close();
    return source.position();
  }

  @Override
  public void close() {
    source.stop();
    awaitEnd();
  }
}
