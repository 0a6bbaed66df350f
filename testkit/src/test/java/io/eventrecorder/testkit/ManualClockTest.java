package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock();
  private final List<String> heard = new ArrayList<>();

  @Test
  void a_clock_stands_still_until_it_is_advanced() {
    assertThat(clock.instant()).isEqualTo(ManualClock.START).isEqualTo(clock.instant());
    assertThat(clock.nanoTime()).isEqualTo(clock.nanoTime());
  }

  @Test
  void a_clock_starts_at_the_given_time() {
    Instant start = Instant.parse("1999-12-31T23:59:59.999999999Z");
    assertThat(new ManualClock(start).instant()).isEqualTo(start);
  }

  @Test
  void advance_moves_both_readings_to_the_nanosecond() {
    long before = clock.nanoTime();
    clock.advance(Duration.ofSeconds(1, 1));
    assertThat(clock.nanoTime() - before).isEqualTo(1_000_000_001L);
    assertThat(clock.instant()).isEqualTo(ManualClock.START.plusNanos(1_000_000_001L));
  }

  @Test
  void setWall_steps_only_the_wall_clock() {
    long before = clock.nanoTime();
    clock.setWall(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.nanoTime()).isEqualTo(before);
    clock.advance(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusSeconds(1));
  }

  @Test
  void time_does_not_go_back_and_the_error_names_the_remedy() {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot advance by PT-1S: time does not go back; use setWall to step the wall clock");
  }

  @Test
  void tasks_run_at_their_own_time_in_the_order_of_their_times() {
    note("late", Duration.ofSeconds(3));
    note("early", Duration.ofSeconds(1));
    note("early too", Duration.ofSeconds(1));
    note("not yet", Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(5));
    assertThat(heard).containsExactly("early at 1s", "early too at 1s", "late at 3s");
    assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(5));
  }

  @Test
  void a_task_runs_once() {
    note("once", Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(9));
    assertThat(heard).containsExactly("once at 1s");
  }

  @Test
  void a_task_may_add_another_one_and_both_run_in_one_advance() {
    clock.after(Duration.ofSeconds(1), () -> note("second", Duration.ofSeconds(1)));
    clock.advance(Duration.ofSeconds(5));
    assertThat(heard).containsExactly("second at 2s");
  }

  @Test
  void a_task_may_move_the_clock_and_it_does_not_go_back() {
    clock.after(Duration.ofSeconds(1), () -> clock.advance(Duration.ofSeconds(30)));
    clock.advance(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(31));
  }

  @Test
  void a_step_of_the_wall_clock_runs_nothing_and_delays_nothing() {
    note("task", Duration.ofSeconds(2));
    clock.setWall(ManualClock.START.plusSeconds(100));
    assertThat(heard).isEmpty();
    clock.setWall(ManualClock.START);
    clock.advance(Duration.ofSeconds(2));
    assertThat(heard).containsExactly("task at 2s");
  }

  private void note(String what, Duration after) {
    clock.after(
        after,
        () ->
            heard.add(
                what
                    + " at "
                    + Duration.between(ManualClock.START, clock.instant()).toSeconds()
                    + "s"));
  }
}
