package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.core.pipeline.machine.Lane.State;
import io.eventrecorder.spi.Correlation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The transitions between the states of a lane, as a table. */
class LaneStateTest {
  private static final FailureDomain CIRCUIT = new FailureDomain("default", 1);

  /** The methods that bring a lane into a state. */
  private static final Map<State, Consumer<Lane>> METHODS =
      Map.of(
          State.READY, Lane::ready,
          State.IN_LINE, Lane::standInLine,
          State.IN_FLIGHT, lane -> assertThat(lane.start(0, false)).isNotNull(),
          State.BACKING_OFF, lane -> lane.backOff(5),
          State.PARKED, lane -> lane.park(CIRCUIT, 0));

  @ParameterizedTest
  @CsvSource({
    "IDLE, READY BACKING_OFF",
    "READY, IDLE IN_LINE IN_FLIGHT PROBING PARKED",
    "IN_LINE, IDLE READY",
    "IN_FLIGHT, IDLE",
    "BACKING_OFF, IDLE READY",
    "PARKED, IDLE READY",
    "PROBING, IDLE IN_FLIGHT",
  })
  void a_lane_may_go_from_each_state_to_these(State from, String allowed) {
    List<State> expected = Arrays.stream(allowed.split(" ", -1)).map(State::valueOf).toList();
    assertThat(State.values())
        .filteredOn(from::mayBecome)
        .containsExactlyInAnyOrderElementsOf(expected);
    METHODS.forEach(
        (to, method) -> {
          Lane lane = laneIn(from);
          if (expected.contains(to) && from != State.PROBING) {
            assertThatCode(() -> method.accept(lane)).doesNotThrowAnyException();
            assertThat(lane.state()).isEqualTo(to);
          } else {
            assertThatThrownBy(() -> method.accept(lane))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from " + from);
            assertThat(lane.state()).isEqualTo(from);
          }
        });
  }

  @Test
  void only_a_request_in_flight_can_be_answered() {
    for (State state : State.values()) {
      Lane lane = laneIn(state);
      if (state == State.IN_FLIGHT || state == State.PROBING) {
        lane.answered();
        assertThat(lane.state()).isEqualTo(State.IDLE);
        assertThat(lane.inFlight()).isNull();
      } else if (state == State.IDLE) {
        assertThatThrownBy(lane::answered).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void a_probe_whose_circuit_needs_it_no_more_is_an_ordinary_request() {
    Lane lane = laneIn(State.PROBING);
    lane.endProbe();
    assertThat(lane.state()).isEqualTo(State.IN_FLIGHT);
    assertThat(lane.probeOf()).isNull();
  }

  @Test
  void a_lane_leaves_from_every_state() {
    for (State state : State.values()) {
      Lane lane = laneIn(state);
      lane.leave();
      assertThat(lane.state()).isEqualTo(State.IDLE);
    }
  }

  @Test
  void after_a_fault_a_lane_keeps_a_sent_request_or_its_pause_and_nothing_else() {
    for (State state : State.values()) {
      Lane lane = laneIn(state);
      Attempt inFlight = lane.inFlight();
      if (inFlight != null) {
        inFlight.sent("a request");
      }
      lane.recover(0);
      lane.recover(0);
      State expected =
          inFlight != null
              ? State.IN_FLIGHT
              : state == State.BACKING_OFF ? State.BACKING_OFF : State.IDLE;
      assertThat(lane.state()).as("after %s", state).isEqualTo(expected);
      assertThat(lane.first()).isNotNull();
    }
  }

  /** A lane with two writes. */
  private static Lane laneIn(State state) {
    Event event = MachineDriver.event("a");
    Lane lane = new Lane(event, "default", true);
    lane.addLast(new Write(Correlation.create(event, null, false, null), 0, 0));
    lane.addLast(new Write(Correlation.create(event, null, false, null), 1, 0));
    if (state != State.IDLE) {
      lane.ready();
    }
    switch (state) {
      case IDLE, READY -> {}
      case IN_LINE -> lane.standInLine();
      case IN_FLIGHT -> assertThat(lane.start(0, false)).isNotNull();
      case BACKING_OFF -> {
        lane.leave();
        lane.backOff(5);
      }
      case PARKED -> lane.park(CIRCUIT, 0);
      case PROBING -> {
        lane.probe(CIRCUIT);
        assertThat(lane.start(0, false)).isNotNull();
      }
    }
    assertThat(lane.state()).isEqualTo(state);
    return lane;
  }
}
