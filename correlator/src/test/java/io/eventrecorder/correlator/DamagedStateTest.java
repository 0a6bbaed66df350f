package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.correlator.Life.Step;
import io.eventrecorder.correlator.Life.What;
import io.eventrecorder.spi.StateFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Damaged or missing parts are an exception that says what to do, or no error. */
class DamagedStateTest {
  private static final Life ORIGINAL = GoldenState.life();
  private static final List<What> KINDS = List.of(What.values());
  private static final Parts WHOLE = GoldenState.read(GoldenState.text(ORIGINAL));

  @Property(tries = 3000)
  void a_damaged_part_is_refused_or_does_no_harm(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> keys = new ArrayList<>(WHOLE.values.keySet());
    String key = keys.get(random.nextInt(keys.size()));
    Parts parts = new Parts();
    parts.values.putAll(WHOLE.values);
    if (random.nextInt(8) == 0) {
      String value = parts.values.remove(key);
      parts.values.put(damaged(key, random), value);
    } else {
      parts.values.computeIfPresent(key, (same, value) -> damaged(value, random));
    }
    Life copy;
    try {
      copy = ORIGINAL.continued(parts);
    } catch (StateFormatException e) {
      assertThat(e.getMessage()).containsIgnoringCase("delete the stored memory");
      return;
    }
    playOn(copy);
  }

  @Property
  void what_missing_parts_contained_is_forgotten(@ForAll long seed) {
    Random random = new Random(seed);
    Parts parts = new Parts();
    parts.values.putAll(WHOLE.values);
    parts.values.keySet().removeIf(key -> random.nextInt(4) == 0);
    Life copy = ORIGINAL.continued(parts);
    boolean hasSecret = parts.values.containsKey("53");
    if (!hasSecret) {
      assertThat(copy.correlator.gauges())
          .containsEntry("observations", 0L)
          .containsEntry("waiting", 0L);
      assertThat(copy.correlator.unwritten()).isZero();
    }
    copy.correlator.changes(parts);
    Parts again = new Parts();
    copy.continued(parts).correlator.changes(again);
    assertThat(again.values).containsOnlyKeys(parts.values.keySet());
    playOn(copy);
  }

  @Example
  void without_parts_nothing_is_known() {
    AggregatingCorrelator correlator = new Life(CorrelatorOptions.clientGo()).correlator;
    correlator.restored();
    Parts parts = new Parts();
    correlator.changes(parts);
    assertThat(parts.values).containsOnlyKeys("53");
  }

  @Property
  void random_bytes_are_refused(
      @ForAll byte[] key, @ForAll byte[] value, @ForAll @IntRange(max = 255) int first) {
    AggregatingCorrelator correlator = new Life(CorrelatorOptions.clientGo()).correlator;
    byte[] versioned = value.clone();
    if (value.length > 0) {
      versioned[0] = 1;
    }
    byte[] kind = Arrays.copyOf(key, 17);
    kind[0] = (byte) first;
    for (byte[] each : List.of(key, kind)) {
      try {
        correlator.restore(each, versioned);
      } catch (StateFormatException e) {
        assertThat(e.getMessage()).containsIgnoringCase("delete the stored memory");
      }
    }
  }

  private static void playOn(Life life) {
    for (int i = 0; i < 40; i++) {
      What what = KINDS.get(i % KINDS.size());
      life.play(new Step(what, 1_000 * i, i % 4, i % 6, i % 2, 1 + i % 3, 9))
          .forEach(
              write -> {
                if (write.attachment() != null) {
                  life.correlator.recorded(write, write.event());
                }
              });
    }
    assertThat(life.correlator.nextDueNanos().orElse(Long.MAX_VALUE)).isNotNegative();
    life.correlator.changes(new Parts());
  }

  private static String damaged(String hex, Random random) {
    byte[] bytes = Parts.bytes(hex);
    switch (random.nextInt(4)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3));
      case 2 -> {
        for (int i = random.nextInt(bytes.length); i < bytes.length; i++) {
          bytes[i] = (byte) random.nextInt();
        }
      }
      default -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return HexFormat.of().formatHex(bytes);
  }
}
