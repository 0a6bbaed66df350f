package io.eventrecorder.core.pipeline.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.core.guard.RecordingLogger;
import io.eventrecorder.core.pipeline.PipelineLog;
import io.eventrecorder.core.pipeline.SinkFailures;
import io.eventrecorder.core.state.RememberingCorrelator;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.StatefulCorrelator.Parts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Runs machines one after another, each with a correlator that has the kept memory of the one
 * before. Memory is kept at random moments, also while writes wait or are in flight, and a process
 * is killed at random moments or ends in an orderly way. The store fails and loses answers.
 *
 * <p>Each write must have exactly the count that the kept memory says: what was kept, and what
 * happened since. So no count falls below what was kept, and no occurrence counts twice. An event
 * that was stored before its memory was kept is never created again.
 */
final class KeptMemorySimulation {
  /** What the memory that was kept last must contain, by reason. */
  private record Kept(Map<String, byte[]> parts, Map<String, Integer> counts, Set<String> stored) {}

  private final SplittableRandom random;
  private final double trouble;
  private final Map<String, Integer> store = new HashMap<>();

  private Kept kept = new Kept(Map.of(), Map.of(), Set.of());

  /** What the running process has counted, by reason: kept before it, and accepted by it. */
  private final Map<String, Integer> counts = new HashMap<>();

  /** What the running process was restored with, by reason. */
  private Map<String, Integer> restoredCounts = Map.of();

  /** The reasons that the running process knows to be in the store. */
  private final Set<String> stored = new HashSet<>();

  /** All parts that the running correlator has handed over. */
  private final Map<String, byte[]> mirror = new HashMap<>();

  private final Deque<Attempt> inFlight = new ArrayDeque<>();
  private RememberingCorrelator correlator;
  private PipelineMachine machine;
  private long now;
  private int names;
  private int renamed;
  int restarts;
  int faults;

  KeptMemorySimulation(long seed) {
    random = new SplittableRandom(seed);
    trouble = random.nextInt(3) * 0.15;
    correlator = new RememberingCorrelator(clock(), Set.of());
    machine = newMachine();
  }

  private PipelineMachine newMachine() {
    PipelineCounters counters = new PipelineCounters();
    PipelineLog log = new PipelineLog("simulated", new RecordingLogger(), counters);
    return new PipelineMachine(
        MachineDriver.SETTINGS,
        new Extensions(correlator, Event::namespace, object -> "renamed-" + ++renamed),
        random.split(),
        new Diagnostics(log, counters));
  }

  private EventClock clock() {
    return new EventClock() {
      @Override
      public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
      }

      @Override
      public long nanoTime() {
        return now;
      }
    };
  }

  void run() {
    for (int i = 0; i < 400; i++) {
      now += random.nextLong(Duration.ofSeconds(3).toNanos());
      step();
    }
    end();
    restart();
    requireSameCounts();
  }

  private void step() {
    int dice = random.nextInt(20);
    if (dice < 10) {
      record();
    } else if (dice < 16) {
      answer();
    } else if (dice < 18) {
      keep();
    } else if (dice == 18) {
      machine.expire(now).forEach(inFlight::remove);
      machine.tick(now);
      send();
    } else if (random.nextInt(4) > 0) {
      restart(); // killed
    } else {
      end();
      restart();
    }
  }

  private void record() {
    String reason = "r" + random.nextInt(4);
    counts.merge(reason, 1, Integer::sum);
    machine.accept(MachineDriver.event("e" + ++names).toBuilder().reason(reason).build(), now);
    send();
  }

  private void send() {
    for (Attempt next = machine.poll(now); next != null; next = machine.poll(now)) {
      String reason = next.event.reason();
      require(
          next.event.count() <= counts.getOrDefault(reason, 0)
              && next.event.count() > restoredCounts.getOrDefault(reason, 0),
          next,
          "was counted " + counts.get(reason) + " times");
      require(!next.create || !stored.contains(reason), next, "is in the store");
      inFlight.add(next);
    }
  }

  private void answer() {
    Attempt attempt = inFlight.poll();
    if (attempt == null) {
      return;
    }
    WriteResult result = result(attempt);
    if (result.kind() == WriteResult.Kind.STORED) {
      stored.add(attempt.event.reason());
    }
    machine.answered(attempt, result, now);
    send();
  }

  private WriteResult result(Attempt attempt) {
    double dice = random.nextDouble();
    if (dice < trouble / 2) {
      faults++;
      return SinkFailures.resultOf(SinkException.retryable("busy", null));
    }
    WriteResult result = store(attempt);
    if (dice < trouble) {
      faults++;
      return SinkFailures.resultOf(new IOException("reset")); // the store has it
    }
    return result;
  }

  private WriteResult store(Attempt attempt) {
    String name = attempt.event.name();
    if (attempt.create && store.containsKey(name)) {
      return SinkFailures.resultOf(SinkException.alreadyExists(name));
    }
    require(attempt.create || store.containsKey(name), attempt, "is patched, and is not there");
    store.put(name, attempt.event.count());
    return WriteResult.stored(attempt.event);
  }

  private void keep() {
    machine.changes(
        correlator,
        new Parts() {
          @Override
          public void put(byte[] key, byte[] value) {
            mirror.put(new String(key, UTF_8), value);
          }

          @Override
          public void remove(byte[] key) {
            mirror.remove(new String(key, UTF_8));
          }
        },
        now);
    kept = new Kept(Map.copyOf(mirror), Map.copyOf(counts), Set.copyOf(stored));
  }

  /** A new process with what was kept; requests of the old one are not answered any more. */
  private void restart() {
    restarts++;
    inFlight.clear();
    mirror.clear();
    restoredCounts = kept.counts();
    counts.clear();
    counts.putAll(restoredCounts);
    stored.clear();
    stored.addAll(kept.stored());
    correlator = new RememberingCorrelator(clock(), Set.of());
    List<String> keys = new ArrayList<>(kept.parts().keySet());
    for (int i = keys.size(); i > 0; i--) { // in any order
      String key = keys.remove(random.nextInt(i));
      correlator.restore(key.getBytes(UTF_8), Objects.requireNonNull(kept.parts().get(key)));
    }
    correlator.restored();
    machine = newMachine();
  }

  /** Closes as the worker does: the answers of the last writes come before the memory is kept. */
  private void end() {
    machine.close(now);
    machine.drain(now);
    send();
    while (!inFlight.isEmpty()) {
      answer();
    }
    machine.abandon(now);
    keep();
  }

  /** The next write of each event has the whole count. */
  private void requireSameCounts() {
    for (int i = 0; i < 4; i++) {
      String reason = "r" + i;
      int before = counts.getOrDefault(reason, 0);
      counts.merge(reason, 1, Integer::sum);
      machine.accept(MachineDriver.event("last" + i).toBuilder().reason(reason).build(), now);
      Attempt last = machine.poll(now);
      if (last == null || last.event.count() != before + 1) {
        throw new AssertionError(
            reason
                + " happened "
                + (before + 1)
                + " times: "
                + (last == null ? "no write" : last.event));
      }
    }
  }

  private static void require(boolean holds, Attempt attempt, String otherwise) {
    if (!holds) {
      throw new AssertionError(attempt.event + " create=" + attempt.create + " " + otherwise);
    }
  }
}
