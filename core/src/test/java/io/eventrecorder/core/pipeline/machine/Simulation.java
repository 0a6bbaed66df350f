package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.core.guard.RecordingLogger;
import io.eventrecorder.core.pipeline.PipelineLog;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Runs the machine against a store with faults, in virtual time. One seed decides the workload, the
 * faults and when the pipeline closes. After every step the counters balance, and an input that
 * wakes each waiting lane is certain. If the pipeline does not close earlier, all is written soon
 * after the faults end. At the end each event's newest state is in the store, or its loss is
 * counted.
 */
final class Simulation {
  /** Far more than any seed needs; a simulation that takes longer has an endless loop. */
  private static final Duration VIRTUAL_LIMIT = Duration.ofDays(60);

  private static final Duration REAL_LIMIT = Duration.ofSeconds(60);

  /** The longest pause that the store asks for, and the latest answer. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(100);

  /** How often some events had occurred before the simulation. */
  private static final int BEFORE = 50;

  private record Scheduled(long after, long order, Runnable action) {}

  private final SplittableRandom random;
  private final MachineSettings settings;
  private final SimulatedCorrelator correlator;
  private final SimulatedStore store;
  private final PipelineCounters counters = new PipelineCounters();
  private final PipelineMachine machine;
  private final WakeUps wakeUps;
  private final long realStart = System.nanoTime();
  private final PriorityQueue<Scheduled> schedule =
      new PriorityQueue<>(
          Comparator.comparingLong(Scheduled::after).thenComparingLong(Scheduled::order));
  private final Set<Attempt> inFlight = new HashSet<>();
  private final Map<String, Integer> lastSent = new HashMap<>();
  private final Set<String> before = new HashSet<>();
  private final Set<String> expired = new HashSet<>();
  private final long started;
  private long now;
  private long order;
  private long accepted;
  private int names;
  private int renamed;

  /** How often the machine has learned that another event has the name of a create. */
  private int collisions;

  private long closeAfter;
  private boolean closing;
  private int flushesAsked;
  private int flushesDone;
  private long trace;

  Simulation(long seed) {
    random = new SplittableRandom(seed);
    // A monotonic clock may start anywhere, also just before it overflows.
    started =
        random.nextInt(4) == 0 ? Long.MAX_VALUE - random.nextLong(1L << 42) : random.nextLong();
    now = started;
    settings =
        settings(
            random.nextInt(1, 9),
            Duration.ofSeconds(random.nextInt(1, 60)),
            new RetryLimits(
                random.nextInt(1, 13),
                Duration.ofSeconds(random.nextInt(1, 1200)).toNanos(),
                Duration.ofMillis(random.nextInt(1, 2000)).toNanos(),
                Duration.ofSeconds(random.nextInt(2, 120)).toNanos()),
            random.nextInt(1, 100));
    double trouble = random.nextInt(4) * random.nextDouble() * 0.15;
    boolean continues = random.nextInt(4) == 0;
    store =
        new SimulatedStore(
            random.split(),
            continues,
            seed % 7 == 3, // not random, so that other seeds draw the same numbers as before
            new SimulatedStore.Faults(
                trouble,
                trouble,
                trouble * random.nextDouble() * 0.3,
                trouble * random.nextDouble() * 0.3,
                trouble * random.nextDouble() * 0.3,
                trouble * 0.5,
                trouble,
                trouble));
    correlator =
        new SimulatedCorrelator(
            random.split(),
            random.nextBoolean() ? 0 : random.nextDouble(),
            continues || random.nextInt(3) > 0,
            continues);
    PipelineLog log = new PipelineLog("simulated", new RecordingLogger(), counters);
    machine =
        new PipelineMachine(
            settings,
            new Extensions(correlator, Event::namespace, object -> "renamed-" + ++renamed),
            random.split(),
            new Diagnostics(log, counters));
    wakeUps = new WakeUps(machine, settings);
  }

  private static MachineSettings settings(
      int maxInFlight, Duration attemptTimeout, RetryLimits retries, int maxWaiting) {
    return new MachineSettings(maxInFlight, attemptTimeout.toNanos(), maxWaiting, false, retries);
  }

  /** Returns the virtual nanoseconds that passed. */
  long run() {
    plan();
    for (Scheduled next = schedule.peek();
        next != null && next.after() < closeAfter;
        next = schedule.peek()) {
      step(closeAfter);
    }
    if (closeAfter == Long.MAX_VALUE) {
      recover();
    }
    close();
    checkEnd();
    return now - started;
  }

  long faults() {
    return store.injected;
  }

  /** A fingerprint of all that was sent, and when; two builds that behave alike have the same. */
  long trace() {
    return trace;
  }

  private void plan() {
    int identities = random.nextInt(1, 30);
    int events = random.nextInt(1, 300);
    long span = Duration.ofSeconds(random.nextInt(1, 7200)).toNanos();
    boolean storm = random.nextBoolean();
    closeAfter = random.nextBoolean() ? Long.MAX_VALUE : random.nextLong(span);
    for (int i = 0; i < events; i++) {
      String reason = "ns" + random.nextInt(3) + "-" + random.nextInt(identities);
      if (store.continues && random.nextInt(10) == 0) {
        store.counts.put(SimulatedStore.stableName(reason), BEFORE);
        before.add(reason);
      }
      at(storm ? random.nextLong(1 + span / 1000) : random.nextLong(span), () -> record(reason));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      long from = random.nextLong(span);
      at(from, () -> store.down = true);
      at(from + random.nextLong(Duration.ofHours(2).toNanos()), () -> store.down = false);
    }
    if (random.nextInt(4) == 0) {
      long from = random.nextLong(span);
      at(from, () -> store.refusedNamespace = "ns0");
      at(from + random.nextLong(span), () -> store.refusedNamespace = "");
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      at(random.nextLong(span), this::expireSome);
      at(random.nextLong(span), this::flush);
    }
  }

  private void at(long afterNanos, Runnable action) {
    schedule.add(new Scheduled(afterNanos, order++, action));
  }

  /** Events that the store forgets, as an API server does after an hour. */
  private void expireSome() {
    store
        .counts
        .keySet()
        .removeIf(
            name -> {
              boolean gone = random.nextInt(3) == 0;
              if (gone) {
                expired.add(name);
              }
              return gone;
            });
  }

  private void flush() {
    if (!closing) {
      flushesAsked++;
      machine.flush(() -> flushesDone++);
    }
  }

  private void record(String reason) {
    if (closing) {
      return; // the queue is closed
    }
    if (!machine.wantsMore()) {
      at(now - started + Duration.ofSeconds(5).toNanos(), () -> record(reason));
      return;
    }
    Event event = MachineDriver.event("e" + ++names).toBuilder().reason(reason).build();
    if (random.nextInt(50) == 0) {
      store.strangers.put(event.name(), 1);
    }
    accepted++;
    machine.accept(event, now);
  }

  /** Runs the next timer or scheduled action, if it is not after a limit. */
  private void step(long limit) {
    Scheduled next = schedule.peek();
    long until = next == null ? limit : Math.min(limit, next.after());
    OptionalLong timer = machine.nextTimerNanos(now);
    if (timer.isPresent() && timer.getAsLong() - started < until) {
      now = Math.max(timer.getAsLong() - started, now - started) + started;
      inFlight.removeAll(machine.expire(now));
      machine.tick(now);
    } else {
      now = until + started;
      if (next != null && next.after() == until) {
        schedule.remove().action().run();
      }
    }
    settle();
    boolean ends =
        now - started < VIRTUAL_LIMIT.toNanos()
            && System.nanoTime() - realStart < REAL_LIMIT.toNanos();
    if (!ends) {
      throw new AssertionError("no end after " + Duration.ofNanos(now - started) + " of its time");
    }
  }

  private void settle() {
    for (Attempt next = machine.poll(now); next != null; next = machine.poll(now)) {
      send(next);
    }
    machine.measure(now);
    // Plain checks, because this runs more than a thousand times for each seed.
    require(counters.writes().balances(), "the counters of writes do not balance");
    require(counters.processed == accepted, "an event is not counted");
    require(
        counters.processed == counters.suppressed + counters.emitted + counters.correlatorFailed,
        "the counters of events do not balance");
    require(
        counters.inFlight == inFlight.size() && counters.inFlight <= settings.maxInFlight(),
        "too many requests are in flight, or they are miscounted");
    // Requests in flight may come back, and the correlator's last writes are not limited.
    require(
        counters.waiting >= 0
            && counters.waiting
                <= settings.maxWaiting() + settings.maxInFlight() + counters.originated,
        "more writes wait than max-waiting allows");
    wakeUps.check(counters, now);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + counters.writes());
    }
  }

  private void send(Attempt attempt) {
    for (Attempt other : inFlight) {
      require(
          !other.event.name().equals(attempt.event.name()),
          "a second write of an event is in flight");
    }
    inFlight.add(attempt);
    trace = 31 * trace + Objects.hash(now - started, attempt.create, attempt.event);
    int before = lastSent.getOrDefault(attempt.event.reason(), 0);
    require(attempt.event.count() >= before, "a newer write has a lower count");
    lastSent.put(attempt.event.reason(), attempt.event.count());
    SimulatedStore.Reply reply = store.handle(attempt);
    WriteResult result = reply.result();
    if (result != null) {
      long after = now - started + reply.afterNanos();
      at(after, () -> answer(attempt, result));
      if (reply.twice()) {
        at(
            after + random.nextLong(Duration.ofSeconds(60).toNanos()),
            () -> answer(attempt, result));
      }
    }
  }

  private void answer(Attempt attempt, WriteResult result) {
    boolean inTime = inFlight.remove(attempt);
    if (inTime
        && result.kind() == WriteResult.Kind.ALREADY_EXISTS
        && store.strangers.containsKey(attempt.event.name())) {
      collisions++;
    }
    machine.answered(attempt, result, now);
  }

  /** The faults end: all waiting writes are stored within a limited time. */
  private void recover() {
    store.well = true;
    Duration longestWait =
        Duration.ofNanos(settings.attemptTimeoutNanos())
            .plusNanos(settings.retries().maxPauseNanos())
            .plus(LONGEST_PAUSE);
    Duration writing = Duration.ofMillis(200).multipliedBy(3 * (counters.waiting + 1));
    long end = now - started + longestWait.multipliedBy(3).plus(writing).toNanos();
    while (!machine.isIdle() && now - started < end) {
      step(end);
    }
    assertThat(machine.isIdle())
        .as("a store without faults has all writes: %s", counters.writes())
        .isTrue();
  }

  private void close() {
    closing = true;
    machine.close(now);
    machine.drain(now);
    settle();
    long end = now - started + random.nextLong(Duration.ofMinutes(2).toNanos());
    while (!machine.isIdle() && now - started < end) {
      step(end);
    }
    machine.abandon(now);
    inFlight.clear();
    settle();
    assertThat(machine.isIdle()).isTrue();
    assertThat(flushesDone).as("flushes answered").isEqualTo(flushesAsked);
  }

  /** Each newest state is in the store, or the correlator was notified of its loss. */
  private void checkEnd() {
    assertThat(renamed).as("new names, for strangers' events only").isEqualTo(collisions);
    if (store.injected == 0
        && settings.retries().maxTries() > 3) { // an expired event may take three requests
      assertThat(counters.rejected + counters.failed).as("lost without a fault").isZero();
    }
    assertThat(correlator.notRecorded)
        .isEqualTo(counters.rejected + counters.failed + counters.abandoned);
    correlator.identities.forEach(
        (reason, identity) -> {
          if (identity.newest != null) {
            assertThat(identity.fate)
                .as("what happened to the newest write of %s", reason)
                .isNotNull();
            int count = SimulatedCorrelator.mark(identity.newest).occurrences();
            count += before.contains(reason) ? BEFORE : 0;
            if ("recorded".equals(identity.fate) && !expired.contains(identity.storedName)) {
              assertThat(store.counts).as(reason).containsEntry(identity.storedName, count);
            }
          }
        });
  }
}
