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

/** A machine that is broken off by a fault at any place, and goes on. */
class RestartTest {
  /** As many as a domain may have under way. */
  private static final int SENT = 6;

  /** What breaks a step off: as a full heap does, wherever something is made. */
  private static final class Fault extends Error {
    private static final long serialVersionUID = 1L;

    Fault() {
      super("no memory");
    }
  }

  /** Throws at one of its calls, which are all that the machine makes of others in its middle. */
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

  /** A pipeline's owner that goes on after each fault, as the worker does. */
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
      attempt.sent(() -> {});
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

    /** Sends what there is, and answers each request some way or other, or not at all. */
    void exchange() {
      for (Attempt next = machine.poll(now); next != null; next = machine.poll(now)) {
        next.sent(() -> {});
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
  void whatever_breaks_off_the_ledgers_balance_and_nobody_waits_for_ever(
      @ForAll int seed, @ForAll @IntRange(max = 120) int at) {
    Owner owner = new Owner(seed, new Breaker(at));
    for (int i = 0; i < 60; i++) {
      owner.round();
    }
    boolean[] done = new boolean[1];
    owner.step(() -> owner.machine.flush(() -> done[0] = true));
    owner.step(() -> owner.machine.flush(() -> done[0] = true)); // should the first be broken off
    for (int i = 0; i < 1000 && !owner.machine.isIdle(); i++) {
      owner.now += Duration.ofSeconds(31).toNanos();
      owner.step(() -> assertThat(owner.machine.expire(owner.now)).isNotNull());
      owner.step(() -> owner.machine.tick(owner.now));
      owner.step(owner::exchange);
    }
    assertThat(owner.machine.isIdle()).as("all lanes have got rid of what they had").isTrue();
    assertThat(owner.counters.waiting + owner.counters.inFlight).isZero();
    assertThat(done[0]).as("the flush has ended").isTrue();
  }

  @Test
  void what_waits_backs_off_or_is_under_way_goes_on() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    driver.accept("sent");
    driver.last().sent(() -> {});
    driver.accept("backing-off").fails(SinkException.Kind.RETRYABLE);
    PipelineMachine next = driver.machine.restarted(2, driver.now);
    assertThat(driver.counters.inFlight).isEqualTo(1);
    assertThat(driver.counters.waiting).isEqualTo(1);
    assertThat(driver.counters.failed).isZero();
    assertThat(next.poll(driver.now)).as("the back-off stays").isNull();
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

  /** The links among requests under way are made anew, and not left over in part. */
  @Test
  void requests_of_one_moment_time_out_after_a_restart() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    for (int i = 0; i < SENT; i++) {
      driver.accept("a" + i);
      driver.last().sent(() -> {});
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

  @Test
  void a_create_that_may_not_have_reached_the_sink_may_be_in_the_store() {
    CountingCorrelator correlator = new CountingCorrelator();
    MachineDriver driver = new MachineDriver(correlator);
    driver.accept("a");
    driver.machine.restarted(1, driver.now).abandon(driver.now);
    assertThat(correlator.told).containsExactly("ABANDONED a=1 of a");
  }

  /** The answer to a create or a patch whose settling is broken off, and what is told of it. */
  @ParameterizedTest
  @CsvSource({
    "0, lost, OUT_OF_BUDGET a-1=1 of a-1",
    "0, bug, OUT_OF_BUDGET a-1=1 of a-1",
    "0, busy, OUT_OF_BUDGET a-1=1",
    "0, a stranger's, OUT_OF_BUDGET a-1=1",
    "1, busy, OUT_OF_BUDGET a-1=2 of a-1",
    "1, bug, OUT_OF_BUDGET a-1=2 of a-1",
  })
  void what_was_being_settled_is_told_as_existing_if_it_may(
      int before, String answer, String told) {
    Owner owner = new Owner(1, new Breaker(1 + before)); // behind the domain of the last lane
    for (int i = 0; i < before; i++) {
      owner.machine.answered(owner.sent(), WriteResult.stored(null), owner.now);
    }
    owner.correlator.told.clear();
    Attempt attempt = owner.sent();
    assertThatThrownBy(() -> owner.machine.answered(attempt, answer(answer), owner.now))
        .isInstanceOf(Fault.class);
    PipelineMachine broken = owner.machine;
    owner.machine = broken.restarted(owner.accepted, owner.now);
    assertThat(owner.correlator.told).containsExactly(told);
    owner.machine = broken.restarted(owner.accepted, owner.now); // the first try was broken off
    assertThat(owner.correlator.told).as("as often as it is tried").containsExactly(told, told);
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
  void what_waits_behind_a_create_in_doubt_patches_what_that_may_have_made() {
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
  void an_event_that_got_lost_is_counted() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    driver.accept("a");
    PipelineMachine unused = driver.machine.restarted(2, driver.now);
    assertThat(driver.counters.correlatorFailed).isEqualTo(1);
    assertThat(driver.counters.processed).isEqualTo(2);
  }

  @Test
  void more_than_there_has_ever_been_is_no_state_to_go_on_from() {
    MachineDriver driver = new MachineDriver(EventCorrelator.none());
    driver.accept("a");
    driver.counters.delivered++;
    assertThatThrownBy(() -> driver.machine.restarted(1, driver.now))
        .isInstanceOf(IllegalStateException.class);
    assertThat(List.of(driver.counters.waiting, driver.counters.inFlight)).containsExactly(0L, 1L);
  }
}
