package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.testkit.MemoryStep.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes histories for the rules of {@link StatefulCorrelatorContract}, the same ones each time. */
final class MemoryHistory {
  static final long START = EpochClock.nanosOf(ManualClock.START) + 123_456_789;

  private final Random chance;
  private final List<MemoryStep> steps = new ArrayList<>();
  private long now = START;

  private MemoryHistory(long seed) {
    this.chance = new Random(seed);
  }

  /**
   * {@return a history of everything} Repeats of a few events and storms of messages about one
   * object; two scopes; several occurrences at once; states from elsewhere; pauses of up to two
   * hours.
   *
   * @param seed chooses the history
   * @param length how many events arrive
   */
  static List<MemoryStep> mixed(long seed, int length) {
    MemoryHistory history = new MemoryHistory(seed);
    for (int i = 0; i < length; i++) {
      history.pause();
      Event event = history.chance.nextInt(8) == 0 ? history.state() : history.event();
      history.arrives(event, history.arrival(event));
    }
    return history.steps;
  }

  /**
   * {@return a history of what recorders record} Each event happened once, and is of one of two
   * scopes.
   *
   * @param seed chooses the history
   * @param length how many events arrive
   */
  static List<MemoryStep> recorded(long seed, int length) {
    MemoryHistory history = new MemoryHistory(seed);
    for (int i = 0; i < length; i++) {
      history.pause();
      history.arrives(history.event(), new Arrival(history.scope(), 1));
    }
    return history.steps;
  }

  /**
   * {@return a history of repeats, a second apart, about so many objects}
   *
   * @param objects how many objects there are
   * @param length how many events arrive
   */
  static List<MemoryStep> repeats(int objects, int length) {
    MemoryHistory history = new MemoryHistory(objects);
    for (int i = 0; i < length; i++) {
      history.now += Duration.ofSeconds(1).toNanos();
      history.arrives(
          history.recordedEvent("web-" + i % objects, EventType.WARNING, "again"), Arrival.ONE);
    }
    return history.steps;
  }

  private void arrives(Event event, Arrival arrival) {
    steps.add(new MemoryStep(steps.size() + 1, now, event, arrival, Answer.RECORDED));
  }

  /** Long pauses are few, so that a rate limiter runs out of tokens between them. */
  private void pause() {
    int dice = chance.nextInt(120);
    Duration pause;
    if (dice == 0) {
      pause = Duration.ofHours(2);
    } else if (dice <= 3) {
      pause = Duration.ofMinutes(11);
    } else if (dice <= 10) {
      pause = Duration.ofMinutes(1);
    } else if (dice <= 40) {
      pause = Duration.ZERO;
    } else {
      pause = Duration.ofMillis(1 + chance.nextInt(4_000));
    }
    now += pause.toNanos();
  }

  /** Most events are about one object, so that a rate limiter has something to do. */
  private Event event() {
    String pod = chance.nextInt(4) > 0 ? "web-0" : "web-" + chance.nextInt(3);
    String type = chance.nextInt(5) > 0 ? EventType.WARNING : EventType.NORMAL;
    String message =
        switch (chance.nextInt(6)) {
          case 0, 1 -> "attempt " + chance.nextInt(40) + " failed";
          case 2 -> "Zurück, 戻る";
          default -> "again";
        };
    Event event = recordedEvent(pod, type, message);
    return chance.nextInt(4) > 0 ? event : detailed(event);
  }

  private Event recordedEvent(String pod, String type, String message) {
    Instant time = Instant.EPOCH.plusNanos(now - chance.nextInt(3) * 1_500_000_001L);
    return Event.builder()
        .namespace("default")
        .name(pod + "." + (steps.size() + 1))
        .regarding(pod(pod))
        .type(type)
        .reason("BackOff")
        .message(message)
        .source(new EventSource("kubelet", "node-1"))
        .reportingController("kubelet")
        .reportingInstance("node-1")
        .count(1)
        .firstTimestamp(time)
        .lastTimestamp(time)
        .build();
  }

  /** With the fields that few events have; they must come back too. */
  private Event detailed(Event event) {
    return event.toBuilder()
        .labels(Map.of("team", "payments", "n", "" + chance.nextInt(3)))
        .annotations(Map.of("trace", "" + steps.size()))
        .related(pod("related-0"))
        .action("Restarting")
        .unknownFields(Map.of("/metadata/managedFields", "[]"))
        .build();
  }

  /** A state that another program counted, without a count of its own or with a greater one. */
  private Event state() {
    String pod = "web-" + chance.nextInt(3);
    Event event = recordedEvent(pod, EventType.WARNING, "seen elsewhere");
    return event.toBuilder()
        .name(pod + ".elsewhere")
        .uid("uid-of-" + pod + "-elsewhere")
        .count(1 + steps.size() / 2)
        .firstTimestamp(ManualClock.START)
        .fromElsewhere(true)
        .build();
  }

  private Arrival arrival(Event event) {
    boolean several = !event.isFromElsewhere() && chance.nextInt(6) == 0;
    return new Arrival(scope(), several ? 1 + chance.nextInt(20) : 1);
  }

  private String scope() {
    return chance.nextInt(4) == 0 ? "north" : "";
  }

  private static ObjectReference pod(String name) {
    return ObjectReference.builder()
        .apiVersion("v1")
        .kind("Pod")
        .namespace("default")
        .name(name)
        .uid("uid-of-" + name)
        .build();
  }
}
