package io.eventrecorder.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.core.guard.RecordingLogger;
import io.eventrecorder.spi.EventClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StateKeeperTest {
  @TempDir Path directory;

  /** Each reading is one nanosecond later. */
  private static final class CountingClock implements EventClock {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return nanos.incrementAndGet();
    }
  }

  @Test
  void the_reading_of_the_clock_in_the_file_is_not_before_those_in_the_parts()
      throws StateFileException, IOException {
    Path file = directory.resolve("state");
    StateSettings settings = new StateSettings(file, Duration.ofSeconds(1), 1000);
    KeptState kept = KeptState.open(settings, new CountingClock());
    StateKeeper keeper =
        new StateKeeper(
            "main",
            kept,
            Thread::new,
            new GuardedLogger(new RecordingLogger(), () -> {}),
            new LongAdder(),
            new LongAdder());
    AtomicLong inPart = new AtomicLong();
    Object unused =
        keeper
            .keepNow(
                parts -> {
                  inPart.set(kept.clock().nanoTime());
                  parts.put(new byte[1], new byte[1]);
                  return true;
                })
            .join();
    keeper.release(Duration.ofSeconds(30).toNanos());
    assertThat(StateImage.decode(Files.readAllBytes(file)).clockNanos())
        .isGreaterThan(inPart.get());
  }

  private static StateChanges changes(int... keys) {
    StateChanges changes = new StateChanges();
    for (int key : keys) {
      changes.put(new byte[] {(byte) key}, new byte[1]);
    }
    return changes;
  }

  @Test
  void changes_that_are_applied_in_part_are_applied_again() {
    PendingChanges pending = new PendingChanges();
    pending.add(changes(1, 2), true, 1);
    assertThatThrownBy(
            () ->
                pending.moveTo(
                    changes -> {
                      throw new OutOfMemoryError("after some of them");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    pending.add(changes(3), true, 2);

    List<Set<ByteBuffer>> applied = new ArrayList<>();
    assertThat(pending.moveTo(changes -> applied.add(changes.changed().keySet()))).isEqualTo(2);
    assertThat(applied).containsExactly(changes(1, 2, 3).changed().keySet());
    assertThat(pending.moveTo(changes -> assertThat(changes.isEmpty()).isTrue())).isEqualTo(2);
  }

  @Test
  void changes_that_lack_some_are_applied_when_the_rest_is_there() {
    PendingChanges pending = new PendingChanges();
    pending.add(changes(1), false, 1);
    assertThat(pending.moveTo(changes -> assertThat(changes).isNull())).isNegative();
    pending.add(changes(1, 2), true, 2);
    assertThat(pending.moveTo(changes -> assertThat(changes.changed()).hasSize(2))).isEqualTo(2);
  }
}
