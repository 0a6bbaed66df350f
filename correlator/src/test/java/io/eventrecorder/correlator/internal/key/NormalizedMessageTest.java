package io.eventrecorder.correlator.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedMessageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "attempt 17 failed|attempt # failed",
        "pulled in 1.899s (4.886s including waiting)|pulled in #.#s (#.#s including waiting)",
        "failed with code ae14172|failed with code #",
        "id 0x1F and 0xfe|id # and #",
        "a decade of facades, feed beef|a decade of facades, feed beef",
        "pod 124c3d5d-3814-4927-a7cf-6d22f9611466 is gone|pod # is gone",
        "uuid abcdefab-abcd-abcd-abcd-abcdefabcdef|uuid #",
        "configmap \"web-config\" not found|configmap \"*\" not found",
        "volume 'a b' and `c`|volume \"*\" and \"*\"",
        "said \"a \\\" b\" twice|said \"*\" twice",
        "couldn't find key x in pod's env|couldn't find key x in pod's env",
        "an \"open quote 7|an \"open quote #",
        "web-0 and web-11|web-# and web-#",
        "10Mi|#Mi",
        "größe 5 µs 🚀|größe # µs 🚀",
      })
  void digits_hex_ids_and_quoted_names_are_taken_out(String message, String normalized) {
    assertThat(NormalizedMessage.of(message)).isEqualTo(normalized);
  }

  @ParameterizedTest
  @CsvSource({"a,b", "quota exceeded,quota reached", "phase one,phase two"})
  void words_stay_different(String one, String another) {
    assertThat(NormalizedMessage.of(one)).isNotEqualTo(NormalizedMessage.of(another));
  }
}
