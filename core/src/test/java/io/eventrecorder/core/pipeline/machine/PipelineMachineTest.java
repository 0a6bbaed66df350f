package io.eventrecorder.core.pipeline.machine;

import static io.eventrecorder.spi.SinkException.Kind.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.core.pipeline.SinkFailures;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Bounds, time, flush and close of the machine, as timelines. */
class PipelineMachineTest {
  private final CountingCorrelator correlator = new CountingCorrelator();
  private final MachineDriver pipeline = new MachineDriver(correlator);

  @Test
  void no_more_than_max_in_flight_are_sent() {
    for (int i = 0; i < 20; i++) {
      pipeline.accept(in("ns" + i % 2, "e" + i));
    }
    assertThat(pipeline.sent).hasSize(8);
    pipeline.stored();
    assertThat(pipeline.sent).hasSize(9);
  }

  @Test
  void a_namespace_that_hangs_leaves_permits_for_the_others() {
    for (int i = 0; i < 20; i++) {
      pipeline.accept(in("hanging", "h" + i));
    }
    assertThat(pipeline.sent).hasSize(6);
    pipeline.accept(in("other", "o1")).accept(in("other", "o2"));
    assertThat(pipeline.sent()).endsWith("create o1=1", "create o2=1");
    pipeline.stored().accept(in("other", "o3"));
    assertThat(pipeline.sent()).endsWith("create o2=1", "create o3=1");
  }

  @Test
  void a_lane_without_a_permit_waits_in_the_queue_of_its_namespace() {
    for (int i = 0; i < 20; i++) {
      pipeline.accept(in("one", "e" + i));
    }
    pipeline.answer(pipeline.sent.get(0), WriteResult.stored(null));
    assertThat(pipeline.sent()).endsWith("create e5=1", "create e6=1");
    for (int i = 1; i < 20; i++) {
      pipeline.answer(pipeline.sent.get(i), WriteResult.stored(null));
    }
    assertThat(pipeline.sent()).hasSize(20).endsWith("create e19=1");
    assertThat(pipeline.machine.isIdle()).isTrue();
  }

  @Test
  void a_sink_with_one_domain_gets_all_permits() {
    for (int i = 0; i < 20; i++) {
      pipeline.accept(in("", "e" + i));
    }
    assertThat(pipeline.sent).hasSize(8);
  }

  private static Event in(String namespace, String name) {
    return MachineDriver.event(name).toBuilder().namespace(namespace).build();
  }

  @Test
  void no_more_events_are_wanted_while_too_many_writes_wait() {
    for (int i = 0; i < 10_005; i++) {
      pipeline.accept("e" + i);
    }
    assertThat(pipeline.machine.wantsMore()).isTrue();
    pipeline.accept("one too many");
    assertThat(pipeline.machine.wantsMore()).isFalse();
    pipeline.stored();
    assertThat(pipeline.machine.wantsMore()).isTrue();
  }

  @Test
  void ten_thousand_repeats_during_one_request_lead_to_one_more() {
    for (int i = 0; i < 10_000; i++) {
      pipeline.accept("a");
    }
    pipeline.stored().stored();
    assertThat(pipeline.sent()).containsExactly("create a=1", "patch a=10000");
  }

  @Test
  void suppressed_events_are_counted() {
    MachineDriver nothing = new MachineDriver(event -> Correlation.suppress());
    nothing.accept("a").accept("a");
    assertThat(nothing.counters.suppressed).isEqualTo(2);
    assertThat(nothing.sent).isEmpty();
  }

  @Test
  void an_event_whose_correlator_throws_is_counted_and_not_written() {
    MachineDriver broken =
        new MachineDriver(
            event -> {
              throw new IllegalStateException("oops");
            });
    broken.accept("a").accept("b");
    assertThat(broken.counters.correlatorFailed).isEqualTo(2);
    assertThat(broken.sent).isEmpty();
    assertThat(broken.logger.lines).hasSize(1);
  }

  @Test
  void a_correlator_that_throws_elsewhere_is_counted_and_the_pipeline_goes_on() {
    MachineDriver broken =
        new MachineDriver(
            new EventCorrelator() {
              @Override
              public Correlation correlate(Event event) {
                return Correlation.create(event, null, true, null);
              }

              @Override
              public void recorded(Correlation written, Event stored) {
                throw new IllegalStateException("recorded");
              }

              @Override
              public OptionalLong nextDueNanos() {
                throw new IllegalStateException("nextDue");
              }
            });
    broken.accept("a").stored().accept("b").stored();
    assertThat(broken.counters.delivered).isEqualTo(2);
    assertThat(broken.counters.bugs).isGreaterThanOrEqualTo(2);
  }

  @Test
  void writes_of_the_correlator_are_sent_when_they_are_due() {
    correlator.nextDue = OptionalLong.of(Duration.ofSeconds(5).toNanos());
    correlator.due.add(Correlation.patch(MachineDriver.event("a"), null, true, null));
    assertThat(pipeline.machine.nextTimerNanos(0)).hasValue(Duration.ofSeconds(5).toNanos());
    pipeline.advance(Duration.ofSeconds(4));
    assertThat(pipeline.sent).isEmpty();
    correlator.nextDue = OptionalLong.of(Duration.ofSeconds(5).toNanos());
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent()).containsExactly("patch a=1");
    assertThat(pipeline.counters.originated).isEqualTo(1);
  }

  @Test
  void a_correlator_that_is_always_due_does_not_keep_the_pipeline_busy() {
    correlator.nextDue = OptionalLong.of(0);
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.counters.bugs).isEqualTo(1);
    assertThat(pipeline.machine.nextTimerNanos(pipeline.now))
        .hasValue(pipeline.now + Duration.ofSeconds(10).toNanos());
  }

  @Test
  void the_next_timer_is_the_first_of_time_out_back_off_and_due() {
    assertThat(pipeline.machine.nextTimerNanos(0)).isEmpty();
    pipeline.accept("a");
    assertThat(pipeline.machine.nextTimerNanos(0)).hasValue(Duration.ofSeconds(30).toNanos());
    pipeline.fails(RETRYABLE);
    assertThat(pipeline.machine.nextTimerNanos(0)).hasValue(Duration.ofSeconds(1).toNanos());
    correlator.nextDue = OptionalLong.of(7);
    assertThat(pipeline.machine.nextTimerNanos(0)).hasValue(7);
  }

  @Test
  void a_flush_waits_for_earlier_writes_only() {
    List<String> done = new ArrayList<>();
    pipeline.accept("a").accept("b");
    Attempt b = pipeline.last();
    pipeline.machine.flush(() -> done.add("first"));
    pipeline.accept("c");
    pipeline.answer(pipeline.sent.get(0), WriteResult.stored(null));
    assertThat(done).isEmpty();
    pipeline.answer(b, WriteResult.stored(null));
    assertThat(done).containsExactly("first");
    pipeline.stored();
    pipeline.machine.flush(() -> done.add("nothing left"));
    assertThat(done).containsExactly("first", "nothing left");
  }

  @Test
  void a_flush_waits_for_a_state_that_replaced_an_earlier_one() {
    List<String> done = new ArrayList<>();
    pipeline.accept("a").accept("a");
    pipeline.machine.flush(() -> done.add("flushed"));
    pipeline.accept("a");
    pipeline.stored();
    assertThat(done).isEmpty();
    pipeline.fails(RETRYABLE).accept("a").advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent()).endsWith("patch a=4");
    pipeline.stored();
    assertThat(done).containsExactly("flushed");
  }

  @Test
  void a_flush_counts_a_failed_write_and_its_successor_once_when_they_become_one() {
    List<String> done = new ArrayList<>();
    pipeline.accept("a").accept("a");
    pipeline.machine.flush(() -> done.add("flushed"));
    pipeline.fails(RETRYABLE).advance(Duration.ofSeconds(1));
    assertThat(pipeline.sent()).containsExactly("create a=1", "create a=2");
    assertThat(done).isEmpty();
    pipeline.stored();
    assertThat(done).containsExactly("flushed");
  }

  @Test
  void pauses_end_in_order_even_if_the_clock_overflows() {
    pipeline.now = Long.MAX_VALUE - Duration.ofMillis(1500).toNanos();
    pipeline.accept("a").fails(RETRYABLE).advance(Duration.ofMillis(600));
    pipeline.accept("b").fails(RETRYABLE).advance(Duration.ofMillis(400));
    assertThat(pipeline.sent()).containsExactly("create a=1", "create b=1", "create a=1");
    pipeline.advance(Duration.ofMillis(600));
    assertThat(pipeline.sent()).endsWith("create b=1");
  }

  @Test
  void close_tries_each_waiting_write_once_more_at_once() {
    pipeline.accept("a").fails(RETRYABLE).accept("b");
    pipeline.machine.close(pipeline.now);
    pipeline.send();
    assertThat(pipeline.sent()).containsExactly("create a=1", "create b=1", "create a=1");
    pipeline.fails(RETRYABLE);
    pipeline.answer(pipeline.sent.get(1), SinkFailures.resultOf(new IOException("reset")));
    assertThat(pipeline.sent()).endsWith("create b=1");
    assertThat(pipeline.sent).hasSize(4);
    pipeline.stored();
    assertThat(pipeline.machine.isIdle()).isTrue();
    assertThat(pipeline.counters.abandoned).isEqualTo(1);
    assertThat(pipeline.counters.delivered).isEqualTo(1);
    assertThat(pipeline.machine.examplesOfLost()).singleElement().asString().contains("busy");
    assertThat(correlator.notified).contains("ABANDONED a=1");
  }

  @Test
  void drain_sends_the_last_writes_of_the_correlator() {
    correlator.drain.add(
        CountingCorrelator.write(MachineDriver.event("a").toBuilder().count(9).build()));
    pipeline.machine.close(pipeline.now);
    pipeline.machine.drain(0);
    pipeline.send().stored();
    assertThat(pipeline.sent()).containsExactly("patch a=9");
    assertThat(pipeline.machine.isIdle()).isTrue();
  }

  @Test
  void when_the_time_is_up_all_remaining_writes_are_abandoned() {
    List<String> done = new ArrayList<>();
    pipeline.accept("a").accept("a").accept("b");
    pipeline.machine.flush(() -> done.add("released"));
    pipeline.machine.abandon(0);
    pipeline.send();
    assertThat(pipeline.counters.abandoned).isEqualTo(3);
    assertThat(pipeline.counters.waiting + pipeline.counters.inFlight).isZero();
    assertThat(pipeline.machine.isIdle()).isTrue();
    assertThat(done).containsExactly("released");
  }

  @Test
  void unwritten_counts_single_events_until_they_are_settled() {
    MachineDriver none = new MachineDriver(EventCorrelator.none());
    none.accept("a").accept("b");
    none.machine.measure(0);
    assertThat(none.counters.unwritten).isEqualTo(2);
    none.stored();
    none.machine.measure(0);
    assertThat(none.counters.unwritten).isEqualTo(1);
  }

  @Test
  void each_kind_of_report_is_logged_once_in_ten_seconds_with_the_number_of_cases() {
    for (int i = 0; i < 30; i++) {
      pipeline.accept("e" + i).fails(SinkException.rejected("no", null));
    }
    assertThat(pipeline.logger.lines).hasSize(1);
    pipeline.advance(Duration.ofSeconds(10)).accept("x").fails(SinkException.rejected("no", null));
    assertThat(pipeline.logger.lines).hasSize(2);
    assertThat(pipeline.logger.lines.get(1)).contains("30 writes rejected");
  }
}
