package io.eventrecorder.correlator.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.state.PartKey;
import io.eventrecorder.correlator.internal.state.StateWriter;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StateFormatException;
import io.eventrecorder.spi.StatefulCorrelator.Parts;
import io.eventrecorder.testkit.ManualClock;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Sums of large numbers in the parts do not overflow. */
class LargeNumbersTest {
  private final ManualClock clock = new ManualClock();
  private final AggregatingCorrelator correlator =
      AggregatingCorrelator.create(CorrelatorOptions.clientGo(), clock, EventNames.of(clock));

  private static StateWriter part() {
    return new StateWriter().writeByte(AggregateMemory.VERSION);
  }

  private void restoreLost(long lost) {
    correlator.restore(PartKey.of(AggregateMemory.LOST), part().writeVarint(lost).toBytes());
  }

  /** An event that waits for its last write, so it is in no cache. */
  private void restoreWaiting(long ticket, long seen) {
    Observation its = new Observation(Origin.of("", ""), "web-0.1", "");
    its.seen = seen;
    StateWriter out = part();
    ObservationFormat.write(out, its);
    correlator.restore(PartKey.of(AggregateMemory.WAITING, ticket), out.writeVarint(1).toBytes());
  }

  @Test
  void the_largest_numbers_add_up_to_the_largest_number() {
    correlator.restore(
        PartKey.of(AggregateMemory.SECRET),
        part().writeFingerprint(new Hasher().secret()).toBytes());
    restoreLost(ObservationFormat.MOST);
    for (int ticket = 1; ticket <= 3; ticket++) {
      restoreWaiting(ticket, ObservationFormat.MOST);
    }
    correlator.restored();
    assertThat(correlator.unwritten()).isEqualTo(ObservationFormat.MOST);
    assertThat(correlator.due()).isEmpty();
    assertThat(correlator.unwritten()).isEqualTo(ObservationFormat.MOST);
    AtomicReference<byte[]> lost = new AtomicReference<>();
    correlator.changes(
        new Parts() {
          @Override
          public void put(byte[] key, byte[] value) {
            if (key[0] == AggregateMemory.LOST) {
              lost.set(value);
            }
          }

          @Override
          public void remove(byte[] key) {}
        });
    assertThat(lost.get()).isEqualTo(part().writeVarint(ObservationFormat.MOST).toBytes());
  }

  @Test
  void larger_numbers_are_refused() {
    assertThatThrownBy(() -> restoreLost(Long.MAX_VALUE)).isInstanceOf(StateFormatException.class);
    assertThatThrownBy(() -> restoreWaiting(1, Long.MAX_VALUE))
        .isInstanceOf(StateFormatException.class);
  }
}
