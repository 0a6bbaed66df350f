package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lines of JSON per second to {@code /dev/null}, one write of the operating system for each. Our
 * sink uses two threads: the caller hands an event over, and the sink's thread writes it. The peer
 * does all on the caller's thread.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogBenchmark {
  private static final int LINES = 1000;

  /** What writes the lines. */
  @Param({"eventrecorder", "logstash-logback-encoder"})
  public String implementation = "";

  /** The length of the message in characters. */
  @Param("53")
  public int messageLength;

  private LogImplementation log;
  private List<Event> events = List.of();

  /**
   * Opens the log.
   *
   * @throws IOException if {@code /dev/null} cannot be written
   */
  @Setup
  public void setUp() throws IOException {
    log = LogImplementation.of(implementation);
    events =
        Events.known().stream()
            .map(event -> JsonImplementation.withMessage(event, messageLength))
            .toList();
  }

  /** Writes 1000 lines, and waits for the last. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void lines() {
    log.write(events);
  }

  /** Closes the log. */
  @TearDown
  public void tearDown() {
    log.close();
  }
}
