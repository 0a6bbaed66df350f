package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.kubernetes.client.extended.event.legacy.EventCorrelator;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The memory of a correlator that knows 4096 events of 4096 objects, with messages of 200
 * characters: the heap that is in use after a collection, with the correlator and without it. It
 * drops the events themselves before it measures.
 */
public final class CorrelatorMemory {
  /** The number of events. */
  static final int EVENTS = 4096;

  /** An odd number: there is a median. */
  private static final int ROUNDS = 5;

  private static final EventSource SOURCE = new EventSource("kubelet", "node-1");

  private CorrelatorMemory() {}

  /**
   * Prints the bytes of each implementation.
   *
   * @param args none
   */
  public static void main(String[] args) {
    for (String implementation : List.of("eventrecorder", "client-java")) {
      System.out.printf(
          "%s written=%d held-back=%d%n",
          implementation, bytes(implementation, false), bytes(implementation, true));
    }
  }

  /**
   * {@return the bytes that a correlator retains: the median of several measurements, since other
   * code of the JVM may allocate or drop memory as well}
   *
   * @param implementation its name
   * @param heldBack whether the limiter holds back the newest occurrence of each event
   */
  static long bytes(String implementation, boolean heldBack) {
    long[] rounds = new long[ROUNDS];
    Arrays.setAll(rounds, round -> once(implementation, heldBack));
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static long once(String implementation, boolean heldBack) {
    long with = usedWithCorrelator(implementation, heldBack);
    return with - used();
  }

  private static long usedWithCorrelator(String implementation, boolean heldBack) {
    Object correlator = filled(implementation, heldBack);
    try {
      return used();
    } finally {
      Reference.reachabilityFence(correlator); // Otherwise a collection may drop it too early.
    }
  }

  private static Object filled(String implementation, boolean heldBack) {
    return switch (implementation) {
      case "eventrecorder" -> eventRecorder(heldBack);
      case "client-java" -> clientJava(heldBack);
      default ->
          throw new IllegalArgumentException(
              "implementation " + implementation + " is neither eventrecorder nor client-java");
    };
  }

  /** With a burst of one, the limiter holds back the second occurrence of each event. */
  private static Object eventRecorder(boolean heldBack) {
    EventClock clock = EventClock.system();
    CorrelatorOptions options = CorrelatorOptions.builder().burst(heldBack ? 1 : 25).build();
    AggregatingCorrelator correlator =
        AggregatingCorrelator.create(options, clock, EventNames.of(clock));
    for (int i = 0; i < EVENTS; i++) {
      Correlation write = correlator.correlate(event(i));
      correlator.recorded(write, write.event());
      if (heldBack && correlator.correlate(event(i)).kind() != Kind.SUPPRESS) {
        throw new IllegalStateException("the limiter did not hold back event " + i);
      }
    }
    return correlator;
  }

  private static Object clientJava(boolean heldBack) {
    EventCorrelator correlator = new EventCorrelator();
    for (int i = 0; i < (heldBack ? 2 : 1) * EVENTS; i++) {
      correlator
          .correlate(ClientJavaImplementation.converted(event(i % EVENTS)))
          .ifPresent(write -> correlator.updateState(write.getLeft()));
    }
    return correlator;
  }

  /** All texts that differ are new objects, as in events of a recorder. */
  private static Event event(int pod) {
    String name = "web-" + pod;
    Instant now = Instant.ofEpochSecond(1_767_225_600L + pod, 123_456_789);
    return Event.builder()
        .name(name + "." + Long.toHexString(now.getEpochSecond() * 1_000_000_000L + pod))
        .namespace("shop")
        .regarding(
            ObjectReference.builder()
                .apiVersion("v1")
                .kind("Pod")
                .namespace("shop")
                .name(name)
                .uid("0b0f1c52-7d3a-4c0e-9f0a-" + String.format("%012d", pod))
                .build())
        .type(EventType.WARNING)
        .reason("BackOff")
        .message(
            ("Back-off restarting failed container of " + name + " ").repeat(5).substring(0, 200))
        .source(SOURCE)
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .count(1)
        .firstTimestamp(now)
        .lastTimestamp(now)
        .build();
  }

  private static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
