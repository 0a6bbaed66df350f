package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.core.pipeline.SinkFailures;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A store with faults. A seed decides what happens to each request and when it is answered. */
final class SimulatedStore {
  /**
   * What happens to a request.
   *
   * @param result its result; null if there is no answer
   * @param afterNanos when the answer arrives
   * @param twice whether it arrives a second time
   */
  record Reply(@Nullable WriteResult result, long afterNanos, boolean twice) {}

  /** For each kind of fault, the share of requests that have it. */
  record Faults(
      double retryable,
      double lostAnswer,
      double rejected,
      double misconfigured,
      double bug,
      double silent,
      double slow,
      double twice) {}

  final Map<String, Integer> counts = new HashMap<>();
  final Map<String, Integer> strangers = new HashMap<>();
  private final SplittableRandom random;
  private final Faults faults;

  /** Whether failures concern the whole sink. */
  private final boolean wholeSink;

  long injected;

  /**
   * Whether events are stored under a name that their identity determines, and continue the count
   * of an event with this name, as the Kubernetes sink does with {@code event-names=stable}.
   */
  final boolean continues;

  /** The name under which an identity's event was created last. */
  private final Map<String, String> names = new HashMap<>();

  /** The event that was last written under each name, as it was sent. */
  private final Map<String, Event> writers = new HashMap<>();

  boolean down;

  /** No faults any more. */
  boolean well;

  String refusedNamespace = "";

  SimulatedStore(SplittableRandom random, boolean continues, boolean wholeSink, Faults faults) {
    this.wholeSink = wholeSink;
    this.continues = continues;
    this.random = random;
    this.faults = faults;
  }

  Reply handle(Attempt attempt) {
    long latency = random.nextLong(1, Duration.ofMillis(200).toNanos());
    if (well) {
      return new Reply(store(attempt), latency, false);
    }
    // After a lost answer the machine cannot know whether an event of that name is its own. So
    // events of strangers are answered in time.
    if (chance(faults.slow()) && !strangers.containsKey(attempt.event.name())) {
      latency = random.nextLong(Duration.ofSeconds(90).toNanos()); // may be later than the time-out
      injected++;
    }
    boolean twice = chance(faults.twice());
    return new Reply(result(attempt), latency, twice);
  }

  private @Nullable WriteResult result(Attempt attempt) {
    if (down) {
      SinkException noConnection = SinkException.retryable("down", null);
      return fault(wholeSink ? noConnection.ofWholeSink() : noConnection);
    }
    if (attempt.event.namespace().equals(refusedNamespace)) {
      return fault(SinkException.misconfigured("grant access to " + refusedNamespace, null));
    }
    if (chance(faults.retryable())) {
      SinkException busy = SinkException.retryable("busy", null);
      return fault(
          random.nextBoolean() ? busy : busy.retryAfter(Duration.ofSeconds(random.nextInt(100))));
    }
    if (chance(faults.rejected())) {
      return fault(SinkException.rejected("no", null));
    }
    if (chance(faults.misconfigured())) {
      SinkException noRights = SinkException.misconfigured("give it a role", null);
      return fault(wholeSink ? noRights.ofWholeSink() : noRights);
    }
    boolean strangersName = strangers.containsKey(attempt.event.name());
    if (chance(faults.bug()) && !strangersName) {
      return fault(new IllegalStateException("garbage"));
    }
    if (chance(faults.silent()) && !strangersName) {
      injected++;
      if (random.nextBoolean()) {
        WriteResult unheard = store(attempt);
        assertNotNull(unheard);
      }
      return null;
    }
    if (chance(faults.lostAnswer()) && !strangersName) {
      if (random.nextBoolean()) {
        assertNotNull(store(attempt));
      }
      return fault(new IOException("reset"));
    }
    return store(attempt);
  }

  private WriteResult fault(Throwable cause) {
    injected++;
    return SinkFailures.resultOf(cause);
  }

  private WriteResult store(Attempt attempt) {
    String name = attempt.event.name();
    if (attempt.create && continues) {
      return continued(attempt.event);
    }
    if (attempt.create) {
      if (counts.containsKey(name) || strangers.containsKey(name)) {
        return SinkFailures.resultOf(SinkException.alreadyExists(name));
      }
    } else if (strangers.containsKey(name)) {
      throw new AssertionError("a stranger's event is patched: " + name);
    } else if (!counts.containsKey(name)) {
      return SinkFailures.resultOf(SinkException.notFound(name));
    }
    if (attempt.create) {
      requireOnly(attempt.event);
    }
    counts.put(name, attempt.event.count());
    Event stored = attempt.event.toBuilder().resourceVersion("" + random.nextInt(1000)).build();
    return WriteResult.stored(random.nextBoolean() ? stored : null);
  }

  /** With any faults, the store has one event for each identity. */
  private void requireOnly(Event created) {
    String other = names.put(created.reason(), created.name());
    if (other != null && counts.containsKey(other)) {
      throw new AssertionError(
          "a second event of " + created.reason() + ": " + created.name() + " beside " + other);
    }
  }

  static String stableName(String reason) {
    return "stable-" + reason;
  }

  /** The last writer of an event shows whether an earlier create was stored without an answer. */
  private WriteResult continued(Event event) {
    String name = stableName(event.reason());
    Integer there = counts.get(name);
    Event last = writers.get(name);
    int count = event.count();
    if (there != null && event.name().equals(name)) {
      count = Math.max(there, count); // its count includes the stored one
    } else if (there != null) {
      int own = last != null && last.name().equals(event.name()) ? last.count() : 0;
      count += there - own;
    }
    counts.put(name, count);
    writers.put(name, event);
    return WriteResult.stored(event.toBuilder().name(name).count(count).build());
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }

  private static void assertNotNull(WriteResult result) {
    if (result.kind() == WriteResult.Kind.BUG) {
      throw new AssertionError(result.detail());
    }
  }
}
