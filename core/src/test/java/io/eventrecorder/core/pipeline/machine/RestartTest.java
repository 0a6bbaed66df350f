package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats.WriteLedger;
import io.eventrecorder.core.guard.RecordingLogger;
import io.eventrecorder.core.pipeline.PipelineLog;
import io.eventrecorder.core.pipeline.SinkFailures;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine that goes on after a fault has interrupted it at any place. */
class RestartTest {
  /** As many requests as a domain may have in flight. */
  private static final int SENT = 6;

  /** Interrupts a step, as a full heap does wherever an object is made. */
  private static final class Fault extends Error {
    private static final long serialVersionUID = 1L;

    Fault() {
      super("no memory");
    }
  }

  /** Throws at one of its calls. The machine calls it wherever it calls other code. */
  private static final class Breaker {
    int calls;
    final int at;

    Breaker(int at) {
      this.at = at;
    }

    void call() {
      if (calls++ == at) {
        throw new Fault();
      }
    }
  }

  /** Drives a machine and restarts it after each fault, as the worker does. */
  private static final class Owner {
    final PipelineCounters counters = new PipelineCounters();
    final CountingCorrelator correlator = new CountingCorrelator();
    final Random random;
    PipelineMachine machine;
    long accepted;
    long now;
    int flushed;

    Owner(int seed, Breaker breaker) {
      random = new Random(seed);
      Random jitter = new Random(seed);
      machine =
          new PipelineMachine(
              MachineDriver.settings(20, OverflowPolicy.DROP_NEWEST, 3),
              new Extensions(
                  correlator,
                  event -> {
                    breaker.call();
                    return event.name().substring(0, 1);
                  },
                  object -> {
                    breaker.call();
                    return object + ".new" + accepted;
                  }),
              () -> {
                breaker.call();
                return jitter.nextLong();
              },
              new Diagnostics(new PipelineLog("test", new RecordingLogger(), counters), counters));
    }

    void step(Runnable body) {
      try {
        body.run();
      } catch (Fault e) {
        machine = machine.restarted(accepted, now);
      }
      WriteLedger writes = counters.writes();
      assertThat(writes.balances()).as("%s", writes).isTrue();
      assertThat(counters.correlatorFailed + counters.suppressed + counters.emitted)
          .isEqualTo(accepted);
    }

    /** An event, as it is sent. */
    Attempt sent() {
      accepted++;
      machine.accept(MachineDriver.event("a-1"), now);
      Attempt attempt = Objects.requireNonNull(machine.poll(now));
      attempt.sent("a request");
      return attempt;
    }

    void round() {
      step(
          () -> {
            accepted++;
            machine.accept(MachineDriver.event("abc".charAt(random.nextInt(3)) + "-1"), now);
          });
      if (random.nextInt(10) == 0) {
        step(() -> machine.flush(() -> flushed++));
      }
      step(this::exchange);
      now += Duration.ofMillis(random.nextInt(2000)).toNanos();
      step(() -> assertThat(machine.expire(now)).isNotNull());
      step(() -> machine.tick(now));
    }

    /** Sends all requests, and answers each of them at random, or not at all. */
    void exchange() {
      for (Attempt next = machine.poll(now); next != null; next = machine.poll(now)) {
        next.sent("a request");
        Attempt attempt = next;
        WriteResult result =
            switch (random.nextInt(8)) {
              case 0 -> SinkFailures.resultOf(SinkException.retryable("busy", null));
              case 1 -> SinkFailures.resultOf(SinkException.notFound("gone"));
              case 2 -> SinkFailures.resultOf(SinkException.alreadyExists("there"));
              case 3 -> SinkFailures.resultOf(SinkException.rejected("no", null));
              case 4 -> SinkFailures.resultOf(new IllegalStateException("a bug"));
              default -> WriteResult.stored(null);
            };
        if (random.nextInt(10) > 0) {
          step(() -> machine.answered(attempt, result, now));
        }
      }
    }
  }

  @Property(tries = 500)
  void after_a_fault_at_any_place_the_counters_balance_and_every_flush_ends(
      @ForAll int seed, @ForAll @IntRange(max = 120) int at) {
    Owner owner = new Owner(seed, new Breaker(at));
    for (int i = 0; i < 60; i++) {
      owner.round();
    }
    boolean[] done = new boolean[1];
    owner.step(() -> owner.machine.flush(() -> done[0] = true));
    owner.step(
        () -> owner.machine.flush(() -> done[0] = true)); // in case a fault interrupts the first
    for (int i = 0; i < 1000 && !owner.machine.isIdle(); i++) {
      owner.now += Duration.ofSeconds(31).toNanos();
      owner.step(() -> assertThat(owner.machine.expire(owner.now)).isNotNull());
      owner.step(() -> owner.machine.tick(owner.now));
      owner.step(owner::exchange);
    }
    assertThat(owner.machine.isIdle()).as("all lanes are done").isTrue();
    assertThat(owner.counters.waiting + owner.counters.inFlight).isZero();
    assertThat(done[0]).as("the flush has ended").isTrue();
  }

  @Test
  void writes_that_wait_back_off_or_are_in_flight_survive_a_restart() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    driver.accept("sent");
    driver.last().sent("a request");
    driver.accept("backing-off").fails(SinkException.Kind.RETRYABLE);
    PipelineMachine next = driver.machine.restarted(2, driver.now);
    assertThat(driver.counters.inFlight).isEqualTo(1);
    assertThat(driver.counters.waiting).isEqualTo(1);
    assertThat(driver.counters.failed).isZero();
    assertThat(next.poll(driver.now)).as("the pause is kept").isNull();
    next.answered(driver.sent.get(0), WriteResult.stored(null), driver.now);
    assertThat(driver.counters.delivered).isEqualTo(1);
    next.tick(driver.now += Duration.ofSeconds(1).toNanos());
    assertThat(next.poll(driver.now)).isNotNull();
  }

  @Test
  void a_request_that_did_not_reach_the_sink_is_sent_again() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    driver.accept("a");
    PipelineMachine next = driver.machine.restarted(1, driver.now);
    Attempt again = next.poll(driver.now);
    assertThat(again).isNotNull();
    assertThat(again.event.name()).isEqualTo("a");
    next.answered(driver.last(), WriteResult.stored(null), driver.now);
    assertThat(driver.counters.delivered).as("the answer to the first one is late").isZero();
  }

  /** The links between requests in flight are built again, without leftovers. */
  @Test
  void requests_that_started_at_one_moment_time_out_after_a_restart() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    for (int i = 0; i < SENT; i++) {
      driver.accept("a" + i);
      driver.last().sent("a request");
    }
    PipelineMachine next = driver.machine;
    for (int i = 1; i < SENT; i++) {
      next = next.restarted(SENT, driver.now);
      next.answered(driver.sent.get(i), WriteResult.stored(null), driver.now);
      assertThat(driver.counters.inFlight).isEqualTo(SENT - i);
    }
    next = next.restarted(SENT, driver.now);
    assertThat(next.expire(driver.now + Duration.ofSeconds(30).toNanos()))
        .containsExactly(driver.sent.get(0));
  }

  /** The successor of the first try has linked the lanes into its own table. */
  @Test
  void a_restart_that_failed_can_be_tried_again_without_the_loss_of_a_lane() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    for (int i = 0; i < 300; i++) {
      driver.accept("a" + i);
    }
    for (int i = 0; i < 150; i++) {
      driver.answer(driver.sent.get(i), WriteResult.stored(null));
    }
    for (int i = 0; i < 150; i++) {
      driver.accept("a" + i); // so the order in the buckets is not that of the successor
    }
    PipelineMachine failed = driver.machine.restarted(450, driver.now);
    assertThat(failed.lanes().all()).hasSize(300);
    PipelineMachine next = driver.machine.restarted(450, driver.now);
    assertThat(next.lanes().all()).hasSize(300).doesNotHaveDuplicates();
    assertThat(driver.counters.failed).isZero();
  }

  @Test
  void a_create_that_may_not_have_reached_the_sink_may_be_in_the_store() {
    CountingCorrelator correlator = new CountingCorrelator();
    MachineDriver driver = new MachineDriver(correlator);
    driver.accept("a");
    driver.machine.restarted(1, driver.now).abandon(driver.now);
    assertThat(correlator.notified).containsExactly("ABANDONED a=1 of a");
  }

  /** A fault interrupts the step that applies a result; then the correlator is notified. */
  @ParameterizedTest
  @CsvSource({
    "0, lost, OUT_OF_BUDGET a-1=1 of a-1",
    "0, bug, OUT_OF_BUDGET a-1=1 of a-1",
    "0, busy, OUT_OF_BUDGET a-1=1",
    "0, a stranger's, OUT_OF_BUDGET a-1=1",
    "1, busy, OUT_OF_BUDGET a-1=2 of a-1",
    "1, bug, OUT_OF_BUDGET a-1=2 of a-1",
  })
  void a_write_whose_result_was_being_applied_is_reported_as_existing_if_it_may_exist(
      int before, String answer, String told) {
    Owner owner =
        new Owner(
            1, new Breaker(1 + before)); // after the call for the failure domain of the last lane
    for (int i = 0; i < before; i++) {
      owner.machine.answered(owner.sent(), WriteResult.stored(null), owner.now);
    }
    owner.correlator.notified.clear();
    Attempt attempt = owner.sent();
    assertThatThrownBy(() -> owner.machine.answered(attempt, answer(answer), owner.now))
        .isInstanceOf(Fault.class);
    PipelineMachine broken = owner.machine;
    owner.machine = broken.restarted(owner.accepted, owner.now);
    assertThat(owner.correlator.notified).containsExactly(told);
    owner.machine =
        broken.restarted(owner.accepted, owner.now); // as if the first restart had failed
    assertThat(owner.correlator.notified).as("once for each restart").containsExactly(told, told);
    assertThat(owner.counters.failed).isEqualTo(1);
  }

  private static WriteResult answer(String what) {
    return SinkFailures.resultOf(
        switch (what) {
          case "lost" -> new IOException("reset");
          case "bug" -> new IllegalStateException("a bug");
          case "busy" -> SinkException.retryable("busy", null);
          default -> SinkException.alreadyExists("there");
        });
  }

  @Test
  void a_write_behind_an_interrupted_create_patches_the_event_that_it_may_have_created() {
    Owner owner = new Owner(1, new Breaker(1));
    Attempt create = owner.sent();
    owner.accepted++;
    owner.machine.accept(MachineDriver.event("a-1"), owner.now);
    owner.step(() -> owner.machine.answered(create, answer("lost"), owner.now));
    Attempt again = Objects.requireNonNull(owner.machine.poll(owner.now));
    assertThat(again.create).isTrue();
    owner.machine.answered(again, answer("there"), owner.now);
    Attempt patch = Objects.requireNonNull(owner.machine.poll(owner.now));
    assertThat(patch.create).isFalse();
    assertThat(patch.event.name()).isEqualTo("a-1");
  }

  @Test
  void a_lost_event_is_counted() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    driver.accept("a");
    PipelineMachine unused = driver.machine.restarted(2, driver.now);
    assertThat(driver.counters.correlatorFailed).isEqualTo(1);
    assertThat(driver.counters.processed).isEqualTo(2);
  }

  @Test
  void a_restart_with_more_writes_than_were_counted_is_refused() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    driver.accept("a");
    driver.counters.delivered++;
    assertThatThrownBy(() -> driver.machine.restarted(1, driver.now))
        .isInstanceOf(IllegalStateException.class);
    assertThat(List.of(driver.counters.waiting, driver.counters.inFlight)).containsExactly(0L, 1L);
  }
}
