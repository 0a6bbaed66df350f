package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Compares it with a list. */
class InFlightTest {
  /** Each number says which request leaves, counted from the oldest; a negative one adds one. */
  @Property
  void the_oldest_request_is_the_one_that_started_first(@ForAll @Size(max = 60) List<Byte> steps) {
    InFlight inFlight = new InFlight();
    List<Attempt> expected = new ArrayList<>();
    for (byte step : steps) {
      if (step < 0 || expected.isEmpty()) {
        Attempt started = attempt();
        inFlight.add(started);
        expected.add(started);
      } else {
        inFlight.remove(expected.remove(step % expected.size()));
      }
      assertThat(inFlight.size()).isEqualTo(expected.size());
      assertThat(inFlight.oldest()).isSameAs(expected.isEmpty() ? null : expected.get(0));
    }
    while (!expected.isEmpty()) {
      assertThat(inFlight.oldest()).isSameAs(expected.get(0));
      inFlight.remove(expected.remove(0));
    }
    assertThat(inFlight.oldest()).isNull();
  }

  private static Attempt attempt() {
    Event event = MachineDriver.event("a");
    Lane lane = new Lane(event, "", true);
    lane.addLast(new Write(Correlation.create(event, null, true, null), 0, 0));
    lane.ready();
    return lane.start(0, false);
  }
}
