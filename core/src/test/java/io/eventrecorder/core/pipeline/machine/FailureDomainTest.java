package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import org.junit.jupiter.api.Test;

/** The circuit breaker of a failure domain. */
class FailureDomainTest {
  private final FailureDomain domain = new FailureDomain("default", 1);

  private static Lane lane(String name) {
    Event event = MachineDriver.event(name);
    Lane lane = new Lane(event, "default", true);
    lane.ready();
    return lane;
  }

  private Lane parked(String name) {
    Lane lane = lane(name);
    domain.park(lane, 0);
    return lane;
  }

  @Test
  void three_different_events_that_fail_are_too_many() {
    assertThat(domain.failed(lane("a"))).isFalse();
    assertThat(domain.failed(lane("a"))).isFalse();
    assertThat(domain.failed(lane("b"))).isFalse();
    assertThat(domain.failed(lane("c"))).isTrue();
    assertThat(domain.state()).as("its owner decides").isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void an_open_circuit_half_opens_for_a_probe_and_opens_again_when_that_ends() {
    domain.open(100, false);
    assertThat(domain.state()).isEqualTo(CircuitState.OPEN);
    assertThat(domain.awaitsProbe()).as("without a lane").isFalse();
    Lane lane = parked("a");
    assertThat(domain.awaitsProbe()).isTrue();
    domain.unpark(lane, 100);
    domain.halfOpen(lane);
    assertThat(domain.state()).isEqualTo(CircuitState.HALF_OPEN);
    assertThat(domain.isOpen()).as("for all others").isTrue();
    assertThat(lane.probeOf()).isSameAs(domain);
    domain.endProbe();
    assertThat(domain.state()).isEqualTo(CircuitState.OPEN);
    assertThat(lane.probeOf()).isNull();
  }

  @Test
  void closing_forgets_the_failures_and_the_probe() {
    assertThat(domain.failed(lane("a"))).isFalse();
    domain.open(100, false);
    Lane lane = parked("a");
    domain.unpark(lane, 100);
    domain.halfOpen(lane);
    domain.close();
    assertThat(domain.state()).isEqualTo(CircuitState.CLOSED);
    assertThat(domain.hasNoFailures()).isTrue();
    assertThat(domain.failedProbes()).isZero();
    assertThat(lane.probeOf()).isNull();
  }

  @Test
  void a_pause_that_the_sink_requests_is_no_outage() {
    domain.open(100, true);
    assertThat(domain.isOpen()).isTrue();
    assertThat(domain.isOutage()).isFalse();
    domain.open(200, false);
    assertThat(domain.isOutage()).isTrue();
    assertThat(domain.failedProbes()).isEqualTo(2);
  }
}
