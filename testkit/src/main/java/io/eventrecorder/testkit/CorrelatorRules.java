package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

/** The rules of {@link EventCorrelatorContract} for every correlator. */
final class CorrelatorRules {
  private static final Rule FIRST =
      new Rule(
          "the first occurrence of an event is created or suppressed",
          "return Correlation.create for an event that is not in the store yet");
  private static final Rule KEPT =
      new Rule(
          "a write keeps namespace, regarding, type and reason of its occurrences",
          "build the event to write with event.toBuilder()");
  private static final Rule NAMED =
      new Rule(
          "every write has a name of 1 to 253 characters",
          "keep the event's name, or take another one from EventNames");
  private static final Rule ONCE =
      new Rule(
          "due() returns no write twice",
          "remember in due() which writes it returned; recorded or notRecorded will follow");
  private static final Rule DRAINED =
      new Rule(
          "drain() returns the writes that the store lacks, and none twice",
          "forget the writes that drain() returned, or mark them as written");
  private static final Rule THREADS =
      new Rule(
          "a correlator starts no threads",
          "do the work in the calls; give caches an executor that runs on the caller"
              + " (Runnable::run)");
  private static final Rule DETERMINED =
      new Rule(
          "the same input at the same times gives the same output",
          "take time from the EventClock and names from EventNames, and use no random values");

  private final BiFunction<ManualClock, EventNames, EventCorrelator> factory;

  CorrelatorRules(BiFunction<ManualClock, EventNames, EventCorrelator> factory) {
    this.factory = factory;
  }

  void answersAreUsable() {
    mixedHistory();
  }

  void firstIsCreateOrSuppress() {
    Correlation first = new CorrelatorRun(factory).happens("web-0", "first");
    if (first.kind() == Kind.PATCH) {
      throw FIRST.broken("the first event was correlated to " + first);
    }
  }

  void eventsAreKept() {
    CorrelatorRun run = mixedHistory();
    Set<List<Object>> known = new HashSet<>();
    run.occurrences().forEach(event -> known.add(essence(event)));
    for (Correlation write : run.writes()) {
      if (!known.contains(essence(write.event()))) {
        throw KEPT.broken(write + " belongs to no occurrence");
      }
    }
  }

  void namesAreValid() {
    for (Correlation write : mixedHistory().writes()) {
      int length = write.event().name().length();
      if (length < 1 || length > 253) {
        throw NAMED.broken("a write has a name of " + length + " characters: " + write);
      }
    }
  }

  void nextDueLiesInTheFuture() {
    mixedHistory().passes(Duration.ofDays(1));
  }

  void dueGivesNothingTwice() {
    CorrelatorRun run = new CorrelatorRun(factory);
    for (int i = 0; i < 60; i++) {
      run.happens("web-" + i % 2, "again");
      run.clock.advance(Duration.ofSeconds(20));
      run.due();
      List<Correlation> again = run.due();
      if (!again.isEmpty()) {
        throw ONCE.broken("a second due() at the same time returned " + again);
      }
    }
  }

  void drainGivesNothingTwice() {
    CorrelatorRun run = mixedHistory();
    run.recorded(run.drain());
    List<Correlation> again = run.drain();
    if (!again.isEmpty()) {
      throw DRAINED.broken("a second drain() returned " + again);
    }
  }

  void anyEventIsTaken() {
    CorrelatorRun run = new CorrelatorRun(factory);
    Event named = Event.builder().namespace("default").name("read.1").build();
    for (int i = 0; i < 2; i++) {
      run.correlate(Event.builder().build());
      run.correlate(named);
      run.correlate(named.toBuilder().count(-5).message("\ud83d\u0000").build());
      run.correlate(named.toBuilder().count(Integer.MAX_VALUE).build());
      run.correlate(named.toBuilder().series(new EventSeries(7, null)).build());
      run.correlate(named.toBuilder().name("x".repeat(253)).type("Other").build());
    }
    run.passes(Duration.ofDays(1));
    run.drain();
  }

  void wallClockMayStep() {
    CorrelatorRun run = new CorrelatorRun(factory);
    for (int i = 0; i < 20; i++) {
      Correlation answer = run.happens("web-0", "again");
      if (CorrelatorRun.isWrite(answer)) {
        run.recorded(answer);
      }
      run.clock.setWall(run.clock.instant().plus(Duration.ofDays(i % 2 == 0 ? -365 : 30)));
      run.passes(Duration.ofMinutes(1));
    }
    run.drain();
  }

  /** Uses a thread group, to recognise the threads that the correlator starts. */
  void startsNoThreads() throws InterruptedException {
    ThreadGroup group = new ThreadGroup("correlator-contract");
    List<Throwable> failures = new ArrayList<>();
    List<String> alive = new ArrayList<>();
    Runnable body =
        () -> {
          try {
            mixedHistory();
          } catch (Throwable e) {
            failures.add(e);
          }
          Thread[] threads = new Thread[16];
          int count = group.enumerate(threads);
          for (Thread thread : Arrays.copyOf(threads, count)) {
            if (thread != Thread.currentThread()) {
              alive.add(thread.getName());
            }
          }
        };
    Thread runner = new Thread(group, body, "correlator-contract");
    runner.start();
    runner.join();
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.get(0).getMessage(), failures.get(0));
    }
    if (!alive.isEmpty()) {
      throw THREADS.broken("these threads are running: " + alive);
    }
  }

  void sameInputSameOutput() {
    List<Correlation> one = mixedHistory().answers();
    List<Correlation> two = mixedHistory().answers();
    for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
      if (!same(one.get(i), two.get(i))) {
        throw DETERMINED.broken(
            "answer " + i + " is " + one.get(i) + " in one run and " + two.get(i) + " in another");
      }
    }
    if (one.size() != two.size()) {
      throw DETERMINED.broken("one run had " + one.size() + " answers, another one " + two.size());
    }
  }

  /**
   * Plays the same history in each call: repeats, storms of different messages and quiet hours;
   * answers come immediately, late or not at all.
   */
  private CorrelatorRun mixedHistory() {
    CorrelatorRun run = new CorrelatorRun(factory);
    Random chance = new Random(42);
    List<Correlation> unanswered = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean repeat = chance.nextInt(3) > 0;
      Correlation answer =
          run.happens("web-" + chance.nextInt(3), repeat ? "again" : "message " + i);
      if (CorrelatorRun.isWrite(answer)) {
        unanswered.add(answer);
      }
      unanswered.addAll(run.passes(Duration.ofSeconds(chance.nextInt(40) == 0 ? 3600 : 2)));
      while (unanswered.size() > chance.nextInt(6)) {
        Correlation write = unanswered.remove(0);
        if (chance.nextInt(20) == 0) {
          run.notRecorded(write, NotRecorded.REJECTED);
        } else {
          run.recorded(write);
        }
      }
      run.gauges();
      run.unwritten();
    }
    run.recorded(unanswered);
    return run;
  }

  private static List<Object> essence(Event event) {
    return List.of(event.namespace(), event.regarding(), event.type(), event.reason());
  }

  private static boolean same(Correlation one, Correlation two) {
    return one.kind() == two.kind()
        && (!CorrelatorRun.isWrite(one) || one.event().equals(two.event()))
        && Objects.equals(one.patch(), two.patch());
  }
}
