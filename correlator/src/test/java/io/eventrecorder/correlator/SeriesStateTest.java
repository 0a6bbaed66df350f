package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.SeriesLife.Answer;
import io.eventrecorder.correlator.SeriesLife.Step;
import io.eventrecorder.correlator.SeriesLife.What;
import io.eventrecorder.spi.StateFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The stored form of the memory of {@code series}. The files in {@code state} are what a version
 * wrote; each is read for ever. {@code -Dstate.update=true} writes that of the present version.
 */
class SeriesStateTest {
  private static final String NEWEST = "series-1.txt";
  private static final Path FILES = Path.of("src/test/resources/state");

  /** The part with the secret. */
  private static final String SECRET_KEY = "53";

  private static final String SECRET = "01" + "00112233445566778899aabbccddeeff";

  private static final SeriesOptions OPTIONS =
      SeriesOptions.builder().cacheSize(5).identity(Identity.MESSAGE).build();

  private static Step step(What what, int pause, int pod, int message, int scope, int times) {
    return new Step(what, pause, pod, message, scope, times, Answer.RECORDED);
  }

  private static Step refused(int pod, int message, Answer answer) {
    return new Step(What.HAPPENS, 1, pod, message, 0, 1, answer);
  }

  /** A history in which each kind of part occurs, with each of its fields. */
  private static final List<Step> HISTORY =
      List.of(
          step(What.HAPPENS, 0, 1, 0, 0, 1),
          step(What.HAPPENS, 10, 1, 0, 0, 3),
          step(What.HAPPENS, 0, 2, 1, 1, 1),
          step(What.HAPPENS, 0, 2, 1, 1, 1),
          step(What.HAPPENS, 200, 2, 1, 1, 300),
          step(What.STATE, 0, 3, 2, 0, 5),
          refused(4, 1, Answer.REJECTED),
          refused(5, 1, Answer.GIVEN_UP),
          refused(6, 1, Answer.NONE),
          step(What.HAPPENS, 0, 7, 3, 0, 1),
          step(What.HAPPENS, 5, 7, 3, 0, 1),
          step(What.HAPPENS, 5, 7, 3, 0, 1),
          new Step(What.HAPPENS, 5, 8, 3, 0, 1, Answer.RECORDED_WITH_MORE),
          new Step(What.HAPPENS, 5, 8, 3, 0, 1, Answer.NOT_UPDATED),
          step(What.STATE, 1, 3, 2, 0, 9));

  /** What a host has after the history if it collects the changes after each step. */
  private static Parts collected() {
    Parts parts = new Parts();
    SeriesLife unused = history(parts);
    return parts;
  }

  private static SeriesLife history(Parts parts) {
    parts.values.put(SECRET_KEY, SECRET);
    SeriesLife life = new SeriesLife(OPTIONS);
    parts.restore(life.correlator);
    life.correlator.changes(parts);
    for (Step step : HISTORY) {
      life.step(step);
      life.correlator.changes(parts);
    }
    return life;
  }

  private static Parts read(String file) throws IOException {
    Parts parts = new Parts();
    try (var in =
        Objects.requireNonNull(SeriesStateTest.class.getResourceAsStream("/state/" + file), file)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", -1))
          .forEach(part -> parts.values.put(part[0], part[1]));
    }
    return parts;
  }

  @Test
  void the_history_has_each_kind_of_part() {
    assertThat(collected().values.keySet())
        .extracting(key -> (char) Integer.parseInt(key.substring(0, 2), 16))
        .contains('S', 'L', 'R', 'E', 'F');
  }

  @Test
  void the_present_version_writes_the_newest_file() throws IOException {
    Map<String, String> parts = collected().values;
    if (Boolean.getBoolean("state.update")) {
      List<String> lines = new ArrayList<>();
      parts.forEach((key, value) -> lines.add(key + " " + value));
      Files.createDirectories(FILES);
      Files.write(FILES.resolve(NEWEST), lines);
    } else {
      assertThat(parts).isEqualTo(read(NEWEST).values);
    }
  }

  @Test
  void the_present_version_reads_the_file_of_version_1_and_continues() throws IOException {
    SeriesLife original = history(new Parts());
    SeriesLife copy = original.continued(read("series-1.txt"));
    assertThat(copy.correlator.unwritten()).isEqualTo(original.correlator.unwritten());
    List<String> answers = new ArrayList<>();
    answers.addAll(copy.step(step(What.HAPPENS, 0, 7, 3, 0, 1)));
    answers.addAll(copy.step(step(What.STATE, 0, 3, 2, 0, 12)));
    answers.addAll(copy.step(step(What.DRAIN, 0, 0, 0, 0, 1)));
    assertThat(answers).hasSizeGreaterThan(5);
    assertThat(answers.get(0)).isEqualTo("suppressed");
    assertThat(answers.get(2)).contains("\"name\":\"state-3\"", "\"count\":14");
    assertThat(String.join("\n", answers)).contains("cluster-1", "\"count\":302", "pod-6.9");
  }

  @Test
  void a_part_of_a_newer_version_says_what_to_do() {
    Parts parts = collected();
    parts.values.replaceAll(
        (key, value) -> key.startsWith("52") ? "02" + value.substring(2) : value);
    SeriesLife life = new SeriesLife(OPTIONS);
    assertThatThrownBy(() -> parts.restore(life.correlator))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("version 2 of a part of the correlator series")
        .hasMessageContaining("Use the newer program that stored it, or delete the stored memory");
  }

  @Test
  void a_part_of_another_correlator_says_what_to_do() {
    SeriesLife life = new SeriesLife(OPTIONS);
    assertThatThrownBy(() -> life.correlator.restore(new byte[] {'O'}, new byte[] {1}))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("the correlator series does not know");
  }

  @Test
  void without_the_secret_the_memory_is_empty_and_the_host_removes_its_parts() {
    Parts parts = collected();
    int before = parts.values.size();
    parts.values.remove(SECRET_KEY);
    SeriesLife life = new SeriesLife(OPTIONS);
    parts.restore(life.correlator);
    assertThat(life.correlator.unwritten()).isZero();
    assertThat(life.correlator.gauges()).containsEntry("observations", 0L);
    life.correlator.changes(parts);
    assertThat(before).isGreaterThan(5);
    assertThat(parts.values.keySet()).containsExactlyInAnyOrder(SECRET_KEY, "4c");
  }

  @Test
  void a_smaller_cache_writes_the_counts_of_what_it_forgets() {
    Parts parts = new Parts();
    SeriesLife large = new SeriesLife(SeriesOptions.defaults());
    for (int pod = 0; pod < 8; pod++) {
      for (int i = 0; i < 3; i++) {
        large.step(step(What.HAPPENS, 0, pod, 1, 0, 1));
      }
    }
    large.correlator.changes(parts);
    SeriesLife small = new SeriesLife(SeriesOptions.builder().cacheSize(2).build());
    parts.restore(small.correlator);
    assertThat(small.correlator.gauges())
        .containsEntry("observations", 2L)
        .containsEntry("waiting", 6L);
    assertThat(small.correlator.unwritten()).isEqualTo(8);
    assertThat(small.correlator.due()).hasSize(6);
  }

  @Test
  void a_create_without_answer_is_followed_by_a_patch_since_the_store_may_have_the_event() {
    SeriesLife first = new SeriesLife(SeriesOptions.defaults());
    first.step(new Step(What.HAPPENS, 0, 1, 1, 0, 1, Answer.NONE));
    Parts parts = new Parts();
    first.correlator.changes(parts);
    SeriesLife copy = first.continued(parts);
    assertThat(copy.correlator.unwritten()).isEqualTo(1);
    assertThat(copy.step(step(What.HAPPENS, 0, 1, 1, 0, 1)).get(0))
        .startsWith("PATCH")
        .contains("\"name\":\"pod-1.1\"", "\"count\":2");
  }

  @Test
  void a_patch_without_answer_is_written_again_by_the_next_occurrence() {
    SeriesLife first = new SeriesLife(SeriesOptions.defaults());
    for (int i = 0; i < 3; i++) {
      first.step(step(What.HAPPENS, 0, 1, 1, 0, 1));
    }
    first.step(new Step(What.DRAIN, 0, 0, 0, 0, 1, Answer.NONE));
    Parts parts = new Parts();
    first.correlator.changes(parts);
    SeriesLife copy = first.continued(parts);
    assertThat(copy.correlator.unwritten()).isEqualTo(1);
    assertThat(copy.step(step(What.HAPPENS, 0, 1, 1, 0, 1)).get(0))
        .startsWith("PATCH")
        .contains("\"count\":4");
    assertThat(copy.step(step(What.HAPPENS, 0, 1, 1, 0, 1)).get(0)).isEqualTo("suppressed");
  }

  @Test
  void a_last_write_without_answer_is_written_again() {
    SeriesLife first = new SeriesLife(SeriesOptions.defaults());
    Parts parts = new Parts();
    first.correlator.changes(parts);
    for (int i = 0; i < 3; i++) {
      first.step(step(What.HAPPENS, 0, 1, 1, 0, 1));
    }
    List<String> last = first.step(new Step(What.DUE, 360, 0, 0, 0, 1, Answer.NONE));
    assertThat(last).hasSize(2);
    assertThat(last.get(0)).contains("\"count\":3");
    first.correlator.changes(parts);
    assertThat(parts.values.keySet()).anyMatch(key -> key.startsWith("46"));
    SeriesLife copy = first.continued(parts);
    assertThat(copy.step(step(What.DUE, 0, 0, 0, 0, 1)).get(0)).isEqualTo(last.get(0));
    copy.correlator.changes(parts);
    assertThat(parts.values.keySet()).noneMatch(key -> key.startsWith("46"));
  }
}
