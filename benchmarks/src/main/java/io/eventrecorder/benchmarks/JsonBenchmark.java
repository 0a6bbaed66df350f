package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time to write and to read one event as JSON. The events are of different pods and have four
 * reasons in turn, so that nothing gains from events that are equal.
 */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {
  private static final int EVENTS = 64;

  /** The model and the code that converts it. */
  @Param({"eventrecorder", "fabric8", "fabric8-model"})
  public String implementation = "";

  /** The API whose JSON form is used. */
  @Param public EventApi api = EventApi.CORE_V1;

  /** The length of the message in characters. */
  @Param("53")
  public int messageLength;

  private Run<?> run;

  /** Creates the events and their JSON. */
  @Setup
  public void setUp() {
    run = Run.of(JsonImplementation.of(implementation, api), api, messageLength);
  }

  /** {@return the event as text} */
  @Benchmark
  public String write() {
    return run.write();
  }

  /** {@return the event as UTF-8} */
  @Benchmark
  public byte[] writeBytes() {
    return run.writeBytes();
  }

  /** {@return the event as UTF-8, from a writer that is kept between events} */
  @Benchmark
  public byte[] writeReused() {
    return run.writeReused();
  }

  /** {@return the event} */
  @Benchmark
  public Object read() {
    return run.read();
  }

  /** {@return the text of a patch of count, lastTimestamp and message} */
  @Benchmark
  public String mergePatch() {
    return run.mergePatch();
  }

  private record Run<E>(
      JsonImplementation<E> json, RoundRobin<E> events, RoundRobin<byte[]> texts) {
    static <E> Run<E> of(JsonImplementation<E> json, EventApi api, int messageLength) {
      List<Event> events =
          Events.known().stream()
              .limit(EVENTS)
              .map(event -> JsonImplementation.withMessage(event, messageLength))
              .toList();
      return new Run<>(
          json,
          new RoundRobin<>(events.stream().map(json::of).toList()),
          new RoundRobin<>(
              events.stream().map(event -> EventJson.writeBytes(event, api)).toList()));
    }

    String write() {
      return json.write(events.next());
    }

    byte[] writeBytes() {
      return json.writeBytes(events.next());
    }

    byte[] writeReused() {
      return json.writeReused(events.next());
    }

    E read() {
      return json.read(texts.next());
    }

    String mergePatch() {
      return json.mergePatch(events.next());
    }
  }
}
