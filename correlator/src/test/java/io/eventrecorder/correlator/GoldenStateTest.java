package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.correlator.Life.Step;
import io.eventrecorder.correlator.Life.What;
import io.eventrecorder.spi.StateFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stored parts of every version can be read. {@code -Dstate.update=true} writes the file of the
 * present version.
 */
class GoldenStateTest {
  /** The version that is written. */
  private static final String NEWEST = "aggregating-1.txt";

  @Test
  void the_parts_are_those_of_the_file() throws Exception {
    if (Boolean.getBoolean("state.update")) {
      Files.writeString(
          Path.of("src/test/resources/state", NEWEST), GoldenState.text(GoldenState.life()));
      return;
    }
    assertThat(GoldenState.text(GoldenState.life()))
        .as(
            "The format has changed. Give it the next version, read the older ones, too, and add a"
                + " file for the new version; the files of older versions stay as they are.")
        .isEqualTo(GoldenState.file(NEWEST));
  }

  @Test
  void the_file_has_parts_of_every_kind() {
    assertThat(
            GoldenState.read(GoldenState.file(NEWEST)).values.keySet().stream()
                .map(key -> String.valueOf((char) Parts.bytes(key)[0]))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("S", "L", "O", "G", "B", "E", "W", "Q");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aggregating-1.txt"})
  void a_correlator_with_the_parts_of_a_file_continues(String file) {
    Life original = GoldenState.life();
    Life copy = original.continued(GoldenState.read(GoldenState.file(file)));
    for (int i = 0; i < 60; i++) {
      What what = i % 5 == 0 ? What.DUE : i % 7 == 0 ? What.STATE : What.HAPPENS;
      Step step = new Step(what, 700 * (i % 4), i % 4, i % 6, i % 2, 1, 9);
      assertThat(copy.step(step)).as(step.toString()).isEqualTo(original.step(step));
    }
    Step drain = new Step(What.DRAIN, 0, 0, 0, 0, 1, 9);
    assertThat(copy.step(drain)).isEqualTo(original.step(drain));
  }

  @Test
  void without_the_secret_the_numbers_of_parts_begin_anew() {
    Parts parts = GoldenState.read(GoldenState.file(NEWEST));
    parts.values.remove("53");
    Life copy = GoldenState.life().continued(parts);
    copy.correlator.changes(parts);
    assertThat(parts.values).containsOnlyKeys("53");
    GoldenState.steps().forEach(copy::step);
    copy.correlator.changes(parts);
    assertThat(numbered(parts))
        .hasSize(7)
        .isEqualTo(numbered(GoldenState.read(GoldenState.file(NEWEST))));
  }

  /** The keys of what waits and is in no cache. */
  private static List<String> numbered(Parts parts) {
    return parts.values.keySet().stream()
        .filter(key -> key.startsWith("51") || key.startsWith("57"))
        .toList();
  }

  @Test
  void a_part_of_a_newer_version_is_refused_with_what_to_do() {
    AggregatingCorrelator correlator = new Life(CorrelatorOptions.clientGo()).correlator;
    GoldenState.read(GoldenState.file(NEWEST))
        .values
        .forEach(
            (key, value) ->
                assertThatThrownBy(
                        () ->
                            correlator.restore(
                                Parts.bytes(key), Parts.bytes("02" + value.substring(2))))
                    .isInstanceOf(StateFormatException.class)
                    .hasMessageContaining("version 2")
                    .hasMessageContaining("Use the newer program that stored it"));
  }

  @Test
  void a_part_of_another_correlator_is_refused_with_what_to_do() {
    AggregatingCorrelator correlator = new Life(CorrelatorOptions.clientGo()).correlator;
    assertThatThrownBy(() -> correlator.restore(new byte[] {'?'}, new byte[] {1}))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("kind")
        .hasMessageContaining("delete the stored memory");
  }
}
