package io.eventrecorder.correlator.internal.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintSetTest {
  private final FingerprintSet keys = new FingerprintSet();

  private static Fingerprint key(long hi, long lo) {
    Fingerprint key = new Fingerprint();
    key.set(hi, lo);
    return key;
  }

  /** With a shift of 32, the low bits of all keys are equal, so all have the same slot. */
  @ParameterizedTest
  @ValueSource(ints = {0, 32})
  void it_contains_exactly_the_added_keys(int shift) {
    for (int i = 1; i <= 100; i++) {
      Fingerprint key = key(i % 3, (long) i << shift);
      assertThat(keys.contains(key)).isFalse();
      keys.add(key);
      assertThat(keys.size()).isEqualTo(i);
      for (int j = 1; j <= 101; j++) {
        assertThat(keys.contains(key(j % 3, (long) j << shift))).isEqualTo(j <= i);
      }
    }
  }

  @Test
  void half_a_key_of_zeros_is_a_key() {
    keys.add(key(0, 5));
    keys.add(key(5, 0));
    assertThat(keys.contains(key(0, 5))).isTrue();
    assertThat(keys.contains(key(5, 0))).isTrue();
    assertThat(keys.contains(key(5, 5))).isFalse();
  }

  /** Few different numbers, so that keys are equal, or share a slot, often. */
  @Property
  void it_agrees_with_a_hash_set(@ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> steps) {
    FingerprintSet set = new FingerprintSet();
    Set<Integer> model = new HashSet<>();
    for (int step : steps) {
      Fingerprint key = key(step % 5 + 1, (long) step << (16 * (step % 3)));
      assertThat(set.contains(key)).isEqualTo(model.contains(step));
      if (model.add(step)) {
        set.add(key);
      }
      assertThat(set.size()).isEqualTo(model.size());
    }
  }
}
