package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorPropertiesTest.Step;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A pipeline and a store that behave randomly: writes are coalesced, answered late and in any
 * order, or refused. It also keeps a simple record of what happened: which messages of a pod pass,
 * and how often each event occurred.
 */
final class StoreModel {
  private static final String COMBINED = "(combined)";
  private static final long INTERVAL_NANOS = Duration.ofMinutes(10).toNanos();

  final Timeline timeline;
  private final int maxEvents;
  private final Random fate;
  private boolean refusals = true;

  private final Map<String, Set<String>> groups = new HashMap<>();
  private final Map<String, Long> lastSeen = new HashMap<>();
  private final Map<String, Integer> occurrences = new HashMap<>();
  private final Map<String, String> identities = new HashMap<>();
  private final Map<String, Integer> lastWritten = new HashMap<>();
  private final List<Correlation> underWay = new ArrayList<>();
  private final List<String> lowered = new ArrayList<>();

  StoreModel(CorrelatorOptions options, long seed) {
    this.timeline = new Timeline(options);
    this.maxEvents = options.maxEvents();
    this.fate = new Random(seed);
  }

  StoreModel withoutRefusals() {
    refusals = false;
    return this;
  }

  void step(Step step) {
    timeline.passes(Duration.ofMillis(step.pauseMillis()));
    String pod = "pod-" + step.pod();
    Event event = timeline.event(pod, "m" + step.message());
    String identity = occurs(pod, event.message());
    Correlation write = timeline.happens(event);
    if (write.kind() != Kind.SUPPRESS) {
      identities.putIfAbsent(write.event().name(), identity);
      assertThat(identities).containsEntry(write.event().name(), identity);
      handOut(write);
    }
    if (step.askWhatIsDue()) {
      timeline.correlator.due().forEach(this::handOut);
    }
    while (!underWay.isEmpty() && fate.nextInt(3) > 0) {
      answer(underWay.remove(fate.nextInt(underWay.size())));
    }
  }

  void close() {
    timeline.correlator.drain().forEach(this::handOut);
    refusals = false;
    while (!underWay.isEmpty()) {
      answer(underWay.remove(fate.nextInt(underWay.size())));
    }
  }

  void assertCountsEqualOccurrences() {
    lastWritten.forEach(
        (name, count) -> {
          String identity = identities.get(name);
          assertThat(count).as(identity).isEqualTo(occurrences.get(identity));
        });
  }

  void assertNoWriteLoweredACount() {
    assertThat(lowered).isEmpty();
  }

  long occurrencesOfNeverCreated() {
    Set<String> never = new HashSet<>(occurrences.keySet());
    never.removeAll(identities.values());
    return never.stream().mapToLong(occurrences::get).sum();
  }

  private String occurs(String pod, String message) {
    long now = timeline.clock.nanoTime();
    if (now - lastSeen.getOrDefault(pod, now) > INTERVAL_NANOS) {
      groups.remove(pod);
    }
    lastSeen.put(pod, now);
    Set<String> members = groups.computeIfAbsent(pod, p -> new HashSet<>());
    boolean passes = members.contains(message) || members.size() + 1 < maxEvents;
    if (passes) {
      members.add(message);
    }
    String identity = pod + " " + (passes ? message : COMBINED);
    occurrences.merge(identity, 1, Integer::sum);
    return identity;
  }

  private void handOut(Correlation write) {
    String name = write.event().name();
    Integer before = lastWritten.put(name, write.event().count());
    if (before != null && before >= write.event().count() && !refusals) {
      lowered.add(write + " after " + before);
    }
    if (fate.nextInt(4) == 0) {
      underWay.removeIf(waiting -> waiting.event().name().equals(name));
    }
    underWay.add(write);
  }

  private void answer(Correlation write) {
    if (refusals && fate.nextInt(4) == 0) {
      timeline.correlator.notRecorded(write, NotRecorded.REJECTED);
    } else {
      timeline.stored(write);
    }
  }
}
