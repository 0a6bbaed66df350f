package io.eventrecorder.core.pipeline.machine;

import static io.eventrecorder.spi.SinkException.Kind.MISCONFIGURED;
import static io.eventrecorder.spi.SinkException.Kind.REJECTED;
import static io.eventrecorder.spi.SinkException.Kind.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats.State;
import io.eventrecorder.core.pipeline.SinkFailures;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outages of failure domains. Here a domain is a namespace. */
class OutageTest {
  private final CountingCorrelator correlator = new CountingCorrelator();
  private MachineDriver pipeline = new MachineDriver(correlator);

  private static Event event(String namespace, String name) {
    return MachineDriver.event(name).toBuilder().namespace(namespace).build();
  }

  /** Begins an outage: three events of the namespace "default" fail in a row. */
  private void beginOutage() {
    for (String name : List.of("a", "b", "c")) {
      pipeline.accept(name).fails(RETRYABLE);
    }
  }

  private int sentWithin(Duration span) {
    int before = pipeline.sent.size();
    pipeline.advance(span);
    return pipeline.sent.size() - before;
  }

  @Test
  void two_events_that_fail_are_no_outage_and_each_is_tried_again() {
    pipeline.accept("a").fails(RETRYABLE).accept("b").fails(RETRYABLE);
    assertThat(sentWithin(Duration.ofSeconds(1))).isEqualTo(2);
  }

  @Test
  void failures_with_a_success_in_between_are_no_outage() {
    pipeline.accept("a").fails(RETRYABLE).accept("b").fails(RETRYABLE).accept("ok").stored();
    pipeline.accept("c").fails(RETRYABLE);
    assertThat(sentWithin(Duration.ofSeconds(1))).isEqualTo(3);
  }

  @Test
  void three_events_that_fail_in_a_row_are_an_outage_and_one_probe_is_sent_at_a_time() {
    beginOutage();
    pipeline.accept("d").accept("e");
    assertThat(pipeline.sent()).hasSize(3);
    assertThat(sentWithin(Duration.ofSeconds(1))).isEqualTo(1);
    assertThat(sentWithin(Duration.ofSeconds(20))).isZero();
  }

  @Test
  void an_outage_is_logged_when_it_begins_and_not_again_while_it_lasts() {
    pipeline.accept("a").fails(RETRYABLE).accept("b").fails(RETRYABLE);
    assertThat(pipeline.logger.lines).isEmpty();
    pipeline.accept("c").fails(RETRYABLE);
    for (int i = 0; i < 5; i++) {
      pipeline.advance(Duration.ofSeconds(60)).fails(RETRYABLE);
    }
    assertThat(pipeline.logger.lines)
        .containsExactly(
            "WARNING event pipeline test: 1 outages began, writes wait until they end; the last"
                + " one: busy");
  }

  @Test
  void a_pause_that_the_sink_asks_for_is_not_logged() {
    for (String name : List.of("a", "b", "c")) {
      pipeline
          .accept(name)
          .fails(SinkException.retryable("429", null).retryAfter(Duration.ofSeconds(7)))
          .advance(Duration.ofSeconds(7));
    }
    assertThat(pipeline.logger.lines).isEmpty();
  }

  @Test
  void probes_are_sent_after_growing_pauses_and_lanes_take_turns() {
    beginOutage();
    pipeline.advance(Duration.ofSeconds(1));
    for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60}) {
      pipeline.fails(RETRYABLE);
      assertThat(sentWithin(Duration.ofSeconds(seconds).minusNanos(1))).isZero();
      assertThat(sentWithin(Duration.ofNanos(1))).as("after %d s", seconds).isEqualTo(1);
    }
    assertThat(pipeline.sent.subList(3, 9))
        .extracting(attempt -> attempt.event.name())
        .contains("a", "b", "c");
  }

  @Test
  void when_a_probe_succeeds_all_lanes_are_sent_at_once() {
    beginOutage();
    pipeline.accept("d").accept("e").advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent).hasSize(4);
    pipeline.stored();
    assertThat(pipeline.sent).hasSize(8);
  }

  @Test
  void a_rejected_probe_shows_that_the_sink_works() {
    beginOutage();
    pipeline.advance(Duration.ofSeconds(1)).fails(REJECTED);
    assertThat(pipeline.counters.rejected).isEqualTo(1);
    assertThat(pipeline.sent).hasSize(6);
  }

  @Test
  void an_outage_of_hours_uses_up_no_budget() {
    beginOutage();
    for (int i = 0; i < 600; i++) {
      pipeline.advance(Duration.ofSeconds(60));
      if (pipeline.counters.inFlight == 1) {
        pipeline.fails(RETRYABLE);
      }
    }
    assertThat(pipeline.counters.failed).isZero();
    pipeline.advance(Duration.ofSeconds(60)).stored();
    pipeline.answer(pipeline.sent.get(pipeline.sent.size() - 2), WriteResult.stored(null)).stored();
    assertThat(pipeline.counters.delivered).isEqualTo(3);
  }

  @Test
  void the_newest_state_of_each_event_is_kept() {
    beginOutage();
    for (int i = 0; i < 1000; i++) {
      pipeline.accept("c");
    }
    assertThat(pipeline.counters.waiting).isEqualTo(3);
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent()).endsWith("create c=1001");
  }

  @Test
  void another_namespace_is_not_affected() {
    beginOutage();
    for (int i = 0; i < 6; i++) {
      pipeline.accept(event("other", "o" + i));
    }
    assertThat(pipeline.sent).hasSize(9);
  }

  @Test
  void a_failure_of_the_whole_sink_parks_all_namespaces() {
    pipeline.accept("a").fails(SinkException.misconfigured("token", null).ofWholeSink());
    pipeline.accept(event("other", "o"));
    assertThat(pipeline.sent).hasSize(1);
    pipeline.advance(Duration.ofSeconds(60));
    assertThat(pipeline.sent).hasSize(2);
    pipeline.stored();
    assertThat(pipeline.sent).hasSize(3);
  }

  @Test
  void the_state_is_degraded_while_another_namespace_is_written_and_down_otherwise() {
    assertThat(state()).isEqualTo(State.UP);
    beginOutage();
    assertThat(state()).isEqualTo(State.DOWN);
    pipeline.accept(event("other", "o")).stored();
    assertThat(state()).isEqualTo(State.DEGRADED);
    assertThat(pipeline.counters.lastError).isEqualTo("busy");
    pipeline.advance(Duration.ofSeconds(1)).stored();
    assertThat(state()).isEqualTo(State.UP);
  }

  @Test
  void a_pause_that_the_sink_asks_for_becomes_an_outage_when_the_connection_is_lost() {
    pipeline
        .accept("a")
        .fails(SinkException.retryable("429", null).retryAfter(Duration.ofSeconds(7)));
    assertThat(state()).isEqualTo(State.UP);
    pipeline.advance(Duration.ofSeconds(7)).fails(SinkException.retryable("connection lost", null));
    assertThat(state()).isEqualTo(State.DOWN);
    assertThat(pipeline.logger.lines).filteredOn(line -> line.contains("outages began")).hasSize(1);
    pipeline
        .advance(Duration.ofSeconds(60))
        .fails(SinkException.retryable("429", null).retryAfter(Duration.ofSeconds(7)));
    assertThat(state()).isEqualTo(State.UP);
  }

  private State state() {
    pipeline.machine.measure(pipeline.now);
    return pipeline.counters.state;
  }

  @Test
  void the_oldest_waiting_write_and_the_latency_are_measured() {
    beginOutage();
    pipeline.advance(Duration.ofSeconds(1)).advance(Duration.ofMillis(10));
    assertThat(pipeline.machine.oldestWaitingNanos(pipeline.now))
        .isEqualTo(Duration.ofMillis(1010).toNanos());
    pipeline.stored();
    assertThat(pipeline.counters.maxLatencyNanos).isEqualTo(Duration.ofMillis(10).toNanos());
  }

  @Test
  void a_probe_ends_with_an_answer_that_concerns_the_whole_sink() {
    beginOutage();
    pipeline.accept(event("other", "o"));
    Attempt other = pipeline.last();
    pipeline.advance(Duration.ofSeconds(1));
    pipeline.fails(SinkException.misconfigured("token", null).ofWholeSink());
    pipeline.answer(other, WriteResult.stored(null));
    assertThat(sentWithin(Duration.ofSeconds(60))).isEqualTo(1);
  }

  @Test
  void a_late_answer_to_a_probe_of_an_earlier_outage_does_not_affect_the_next_one() {
    SinkException noConnection = SinkException.retryable("no connection", null).ofWholeSink();
    pipeline.accept("early").accept("a").fails(noConnection).accept("b");
    Attempt early = pipeline.sent.get(0);
    assertThat(sentWithin(Duration.ofSeconds(1))).isEqualTo(1);
    Attempt stale = pipeline.last();
    pipeline.answer(early, WriteResult.stored(null)); // the outage is over
    pipeline.fails(noConnection); // and there is another one
    pipeline.accept("c").accept("d");
    assertThat(sentWithin(Duration.ofSeconds(1))).isEqualTo(1);
    pipeline.answer(stale, SinkFailures.resultOf(noConnection));
    assertThat(sentWithin(Duration.ofSeconds(20))).as("while a probe is in flight").isZero();
    pipeline.fails(noConnection);
    assertThat(sentWithin(Duration.ofSeconds(2))).as("the second pause").isEqualTo(1);
  }

  @Test
  void retry_after_applies_to_the_namespace() {
    pipeline
        .accept("a")
        .fails(SinkException.retryable("429", null).retryAfter(Duration.ofSeconds(7)));
    pipeline.accept("b").accept(event("other", "o"));
    assertThat(pipeline.sent()).containsExactly("create a=1", "create o=1");
    assertThat(sentWithin(Duration.ofSeconds(6))).isZero();
    assertThat(sentWithin(Duration.ofSeconds(1))).isEqualTo(1);
  }

  @Test
  void an_event_that_always_gets_a_pause_is_given_up_while_others_are_stored() {
    SinkException later = SinkException.retryable("429", null).retryAfter(Duration.ofSeconds(1));
    for (int i = 0; i < 200 && pipeline.counters.failed == 0; i++) {
      pipeline.accept(i == 0 ? "poison" : "e" + i);
      pipeline.advance(Duration.ofSeconds(2));
      for (Attempt attempt : List.copyOf(pipeline.sent)) {
        boolean poison = attempt.event.name().equals("poison");
        pipeline.answer(attempt, poison ? SinkFailures.resultOf(later) : WriteResult.stored(null));
      }
    }
    assertThat(correlator.notified).contains("OUT_OF_BUDGET poison=1");
  }

  @Test
  void a_misconfigured_namespace_is_parked_until_a_success() {
    pipeline.accept("a").fails(MISCONFIGURED).accept("b");
    assertThat(pipeline.sent).hasSize(1);
    pipeline.advance(Duration.ofSeconds(60)).stored();
    assertThat(pipeline.sent).hasSize(3);
    assertThat(pipeline.logger.lines)
        .hasSize(2)
        .first()
        .asString()
        .contains("cannot write until this is fixed");
    assertThat(pipeline.logger.lines).last().asString().contains("can write again");
  }

  @Test
  void beyond_max_waiting_the_oldest_writes_are_evicted_and_the_correlator_is_notified() {
    pipeline =
        new MachineDriver(correlator, MachineDriver.settings(5, OverflowPolicy.DROP_NEWEST, 12));
    beginOutage();
    pipeline.advance(Duration.ofSeconds(1)).fails(RETRYABLE);
    for (int i = 0; i < 10; i++) {
      assertThat(pipeline.machine.wantsMore()).isTrue();
      pipeline.accept("e" + i);
    }
    assertThat(pipeline.counters.waiting).isEqualTo(5);
    assertThat(pipeline.counters.failed).isEqualTo(8);
    assertThat(correlator.notified).contains("EVICTED e4=1").doesNotContain("EVICTED e5=1");
  }

  @Test
  void with_overflow_block_the_worker_takes_nothing_more() {
    pipeline = new MachineDriver(correlator, MachineDriver.settings(5, OverflowPolicy.BLOCK, 12));
    beginOutage();
    pipeline.accept("d").accept("e");
    assertThat(pipeline.machine.wantsMore()).isFalse();
    correlator.drain.add(CountingCorrelator.write(MachineDriver.event("owed")));
    pipeline.machine.drain(pipeline.now);
    pipeline.send();
    assertThat(pipeline.counters.waiting).isEqualTo(6);
    assertThat(pipeline.counters.failed).isZero();
  }

  @Test
  void close_tries_each_parked_event_once_more() {
    beginOutage();
    pipeline.machine.close(pipeline.now);
    pipeline.send();
    assertThat(pipeline.sent).hasSize(6);
    for (Attempt attempt : List.copyOf(pipeline.sent)) {
      pipeline.answer(attempt, SinkFailures.resultOf(SinkException.retryable("down", null)));
    }
    assertThat(pipeline.counters.abandoned).isEqualTo(3);
    assertThat(pipeline.machine.isIdle()).isTrue();
  }

  @Test
  void lanes_that_wait_for_a_permit_are_parked_with_their_domain() {
    for (int i = 0; i < 10; i++) {
      pipeline.accept("e" + i);
    }
    assertThat(pipeline.sent).as("six of eight permits").hasSize(6);
    pipeline.advance(
        Duration.ofSeconds(30)); // all six time out, and the third one begins an outage
    assertThat(pipeline.machine.lanes().domains().parked()).isEqualTo(8);
    pipeline.advance(Duration.ofSeconds(60)).stored();
    for (int i = 7; i < pipeline.sent.size(); i++) {
      pipeline.answer(pipeline.sent.get(i), WriteResult.stored(null));
    }
    assertThat(pipeline.counters.delivered).isEqualTo(10);
  }

  @Test
  void lanes_that_wait_for_a_permit_are_sent_although_all_parked_lanes_were_evicted() {
    pipeline =
        new MachineDriver(correlator, MachineDriver.settings(20, OverflowPolicy.DROP_NEWEST, 12));
    for (int i = 0; i < 26; i++) {
      pipeline.accept("e" + i);
    }
    pipeline.advance(Duration.ofSeconds(30)); // six time out, and an outage begins
    int timedOut = pipeline.sent.size();
    for (int i = 0; i < 22; i++) {
      pipeline.accept(event("other", "o" + i)); // the oldest parked ones are evicted
    }
    for (int i = timedOut; i < pipeline.sent.size(); i++) {
      pipeline.answer(pipeline.sent.get(i), WriteResult.stored(null));
    }
    int before = pipeline.sent.size();
    pipeline.advance(Duration.ofSeconds(60));
    for (int i = before; i < pipeline.sent.size(); i++) {
      pipeline.answer(pipeline.sent.get(i), WriteResult.stored(null));
    }
    assertThat(pipeline.counters.failed).isPositive();
    assertThat(pipeline.counters.waiting).isZero();
    assertThat(pipeline.counters.inFlight).isZero();
  }

  @Test
  void idle_domains_are_limited_and_forgotten() {
    pipeline =
        new MachineDriver(correlator, MachineDriver.settings(10, OverflowPolicy.DROP_NEWEST, 1));
    FailureDomains domains = pipeline.machine.lanes().domains();
    for (int i = 0; i < 3 * IdleDomains.MAX_IDLE; i++) {
      pipeline.accept(event("gone-" + i, "e" + i)).fails(RETRYABLE);
      pipeline.accept(event("refused-" + i, "r" + i)).fails(MISCONFIGURED);
    }
    assertThat(domains.size()).isEqualTo(IdleDomains.MAX_IDLE);
    pipeline.advance(Duration.ofNanos(IdleDomains.FORGET_NANOS - 1));
    assertThat(domains.size()).isEqualTo(IdleDomains.MAX_IDLE);
    assertThat(state()).isEqualTo(State.DOWN);
    assertThat(pipeline.machine.nextTimerNanos(pipeline.now)).hasValue(pipeline.now + 1);
    pipeline.advance(Duration.ofNanos(1));
    assertThat(domains.size()).isZero();
    assertThat(state()).isEqualTo(State.UP);
    assertThat(pipeline.machine.nextTimerNanos(pipeline.now)).isEmpty();
  }

  @Test
  void a_domain_is_not_forgotten_while_a_write_waits_for_it() {
    beginOutage();
    for (int i = 0; i < 20; i++) {
      assertThat(sentWithin(Duration.ofNanos(IdleDomains.FORGET_NANOS))).isLessThanOrEqualTo(1);
      assertThat(state()).isEqualTo(State.DOWN);
    }
  }

  @Test
  void a_domain_is_not_forgotten_before_the_end_of_a_pause_that_the_sink_asked_for() {
    pipeline =
        new MachineDriver(correlator, MachineDriver.settings(10, OverflowPolicy.DROP_NEWEST, 1));
    Duration pause = Duration.ofHours(20);
    pipeline.accept("a").fails(SinkException.retryable("429", null).retryAfter(pause));
    assertThat(pipeline.counters.failed).isEqualTo(1);
    pipeline.advance(pause.minusNanos(1)).accept("b");
    assertThat(pipeline.sent()).hasSize(1);
    assertThat(sentWithin(Duration.ofNanos(1))).isEqualTo(1);
  }

  @Test
  void while_the_circuit_of_the_whole_sink_is_open_only_that_is_probed() {
    beginOutage();
    pipeline.advance(Duration.ofSeconds(1));
    pipeline.fails(SinkException.retryable("no connection", null).ofWholeSink());
    for (int i = 0; i < 5; i++) {
      assertThat(sentWithin(Duration.ZERO)).isZero();
      assertThat(sentWithin(Duration.ofSeconds(60))).isEqualTo(1);
      pipeline.fails(SinkException.retryable("no connection", null).ofWholeSink());
    }
    assertThat(sentWithin(Duration.ofSeconds(60))).isEqualTo(1);
    pipeline.stored();
    assertThat(pipeline.sent()).hasSize(3 + 1 + 5 + 1 + 2);
  }

  @Test
  void the_oldest_writes_of_all_domains_are_evicted_first() {
    pipeline =
        new MachineDriver(correlator, MachineDriver.settings(4, OverflowPolicy.DROP_NEWEST, 12));
    for (String name : List.of("a", "b", "c", "d")) {
      pipeline.accept(event(name, name)).fails(MISCONFIGURED);
    }
    pipeline.accept(event("b", "b2")).accept(event("a", "a2"));
    assertThat(correlator.notified).containsExactly("EVICTED a=1", "EVICTED b=1");
  }
}
