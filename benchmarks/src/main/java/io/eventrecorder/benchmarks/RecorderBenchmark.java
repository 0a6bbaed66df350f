package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.EventUid;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventUids;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time that a recording thread needs for an event.
 *
 * <p>{@code event} and {@code eventOfTwoThreads}: one pipeline takes all events. A burst of 1000
 * events is measured, and the worker delivers them before the next burst. On a machine with two
 * processors, two recording threads and the worker disturb each other. Therefore the parameter
 * {@code worker} says whether the worker runs during the burst, or is held at an earlier event.
 *
 * <p>{@code latency} measures single events in the same way, for percentiles.
 */
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecorderBenchmark {
  /** A recorder with room for a burst. */
  @State(Scope.Benchmark)
  public static class Burst {
    /** Whose recorder. */
    @Param({"eventrecorder", "client-java"})
    public String implementation = "";

    /** What our worker does during the burst: it runs, or it is held. */
    @Param({"running", "held"})
    public String worker = "";

    /** The length of each message. */
    @Param("40")
    public int messageLength;

    private RecordedBurst burst;
    private String message = "";

    /** Starts the pipeline. */
    @Setup
    public void setUp() {
      burst = RecordedBurst.of(implementation, worker.equals("running"));
      message = "m".repeat(messageLength);
    }

    /** Empties the queue. */
    @Setup(Level.Invocation)
    public void next() {
      burst.finish();
      burst.begin();
    }

    /** Stops the pipeline. */
    @TearDown
    public void tearDown() {
      burst.finish();
      burst.close();
    }

    void record(int events) {
      for (int i = 0; i < events; i++) {
        burst.event(message);
      }
    }
  }

  /** A recorder whose worker runs. It is flushed often enough that no event is dropped. */
  @State(Scope.Benchmark)
  public static class Single {
    private RecordedBurst burst;
    private int recorded;

    /** Starts the pipeline. */
    @Setup
    public void setUp() {
      burst = RecordedBurst.of("eventrecorder", true);
    }

    /** Empties the queue, if it could become full. */
    @Setup(Level.Invocation)
    public void next() {
      if (++recorded % RecordedBurst.SIZE == 0) {
        burst.finish();
      }
    }

    /** Stops the pipeline. */
    @TearDown
    public void tearDown() {
      burst.finish();
      burst.close();
    }
  }

  /** What every recorder does: it reads the clock and makes an event. */
  @State(Scope.Benchmark)
  public static class Floor {
    private final ObjectReference pod = Events.one().regarding();
    private final EventSource source = new EventSource("kubelet", "node-1");
    private final AtomicLong last = new AtomicLong();
    private final EventUids uids = EventUids.create();

    Event event(long number) {
      return event(number, null);
    }

    Event event(long number, @Nullable EventUid uid) {
      return Event.occurrence(
          number,
          uid,
          "shop",
          pod,
          EventType.WARNING,
          "BackOff",
          "Back-off restarting failed container app",
          source,
          EventClock.system().instant());
    }
  }

  /** As {@link Burst}, with a second recording thread. */
  @State(Scope.Benchmark)
  public static class Second {
    private SecondThread thread;

    /** Starts the thread. */
    @Setup
    public void setUp(Burst burst) {
      thread = new SecondThread(() -> burst.record(RecordedBurst.SIZE / 2));
    }

    /** Ends the thread. */
    @TearDown
    public void tearDown() {
      thread.end();
    }
  }

  /** A recorder whose events no pipeline stores. */
  @State(Scope.Benchmark)
  public static class NotStored {
    /** A strong reference keeps the level of the logger. Events are dropped on purpose. */
    private static final Logger LOGGER = Logger.getLogger("io.eventrecorder");

    private final ObjectReference pod = Events.one().regarding();
    private EventBroadcaster nothingAttached;
    private EventBroadcaster filtering;
    private EventBroadcaster dropping;
    private EventRecorder recorder;
    private EventRecorder filtered;
    private EventRecorder dropped;

    /** Starts the pipelines. */
    @Setup
    public void setUp() {
      LOGGER.setLevel(java.util.logging.Level.OFF);
      nothingAttached = EventBroadcaster.builder().sinks().build();
      recorder = nothingAttached.newRecorder("kubelet", "node-1");
      filtering =
          EventBroadcaster.builder()
              .sinks()
              .properties(
                  Map.of(
                      "eventrecorder.pipeline-defaults.filter",
                      "type=Normal,reason!=Pulled|Created"))
              .build();
      filtering.startEventWatcher(event -> {});
      filtered = filtering.newRecorder("kubelet", "node-1");
      dropping = EventBroadcaster.builder().sinks().build();
      dropping.startEventWatcher(event -> {});
      dropped = dropping.newRecorder("kubelet", "node-1");
    }

    /** Stops the pipelines. */
    @TearDown
    public void tearDown() {
      nothingAttached.close();
      filtering.close();
      dropping.close();
    }

    void record(EventRecorder by) {
      by.event(pod, EventType.WARNING, "BackOff", "Back-off restarting failed container");
    }
  }

  /** One thread records. */
  @Benchmark
  @OperationsPerInvocation(RecordedBurst.SIZE)
  public void event(Burst burst) {
    burst.record(RecordedBurst.SIZE);
  }

  /** Two threads record, each half of the burst: half the time of {@link #event} is ideal. */
  @Benchmark
  @OperationsPerInvocation(RecordedBurst.SIZE)
  public void eventOfTwoThreads(Burst burst, Second second) {
    second.thread.runWith(() -> burst.record(RecordedBurst.SIZE / 2));
  }

  /** What the machine allows: the clock is read, and an event is made. */
  @Benchmark
  public Event floor(Floor state) {
    return state.event(0);
  }

  /** As {@link #floor}, with the number of a name, which is unique among all threads. */
  @Benchmark
  public Event floorWithNumber(Floor state) {
    return state.event(state.last.incrementAndGet());
  }

  /** As {@link #floorWithNumber}, by two threads: the same time is ideal. */
  @Benchmark
  @Threads(2)
  public Event floorWithNumberOfTwoThreads(Floor state) {
    return state.event(state.last.incrementAndGet());
  }

  /** As {@link #floorWithNumber}, with a uid, which is unique among all processes. */
  @Benchmark
  public Event floorWithUid(Floor state) {
    return state.event(state.last.incrementAndGet(), state.uids.next());
  }

  /** As {@link #floorWithUid}, by two threads. */
  @Benchmark
  @Threads(2)
  public Event floorWithUidOfTwoThreads(Floor state) {
    return state.event(state.last.incrementAndGet(), state.uids.next());
  }

  /** The percentiles of what the machine allows. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Event latencyOfFloor(Floor state) {
    return state.event(0);
  }

  /** The percentiles of the time of one event. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public void latency(Single single) {
    single.burst.event("Back-off restarting failed container app");
  }

  /** Events come faster than the worker delivers them, and most are dropped. */
  @Benchmark
  public void eventDropped(NotStored state) {
    state.record(state.dropped);
  }

  /** As {@link #eventDropped}, with four threads. */
  @Benchmark
  @Threads(4)
  public void eventDroppedOfFourThreads(NotStored state) {
    state.record(state.dropped);
  }

  /** The broadcaster has no pipeline. */
  @Benchmark
  public void nothingAttached(NotStored state) {
    state.record(state.recorder);
  }

  /** The configured filter of the only pipeline excludes the event. */
  @Benchmark
  public void filtered(NotStored state) {
    state.record(state.filtered);
  }

  /** As {@link #filtered}, with two threads. */
  @Benchmark
  @Threads(2)
  public void filteredOfTwoThreads(NotStored state) {
    state.record(state.filtered);
  }
}
