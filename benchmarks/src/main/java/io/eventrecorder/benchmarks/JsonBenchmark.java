package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events per second to and from JSON. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {
  /** The API whose JSON form is used. */
  @Param public EventApi api = EventApi.CORE_V1;

  private final Event event = Events.one();
  private byte[] json = {};

  /** Creates the JSON for {@link #read}. */
  @Setup
  public void setUp() {
    json = EventJson.writeBytes(event, api);
  }

  /** {@return the event as text} */
  @Benchmark
  public String write() {
    return EventJson.write(event, api);
  }

  /** {@return the event as UTF-8} */
  @Benchmark
  public byte[] writeBytes() {
    return EventJson.writeBytes(event, api);
  }

  /** {@return the event} */
  @Benchmark
  public Event read() {
    return EventJson.read(json);
  }
}
