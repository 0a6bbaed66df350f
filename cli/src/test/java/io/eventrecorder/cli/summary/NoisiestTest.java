package io.eventrecorder.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoisiestTest {
  private final Noisiest noisiest = new Noisiest();

  private void count(String name, String object, String reason, int count) {
    noisiest.count(
        Event.builder()
            .namespace("shop")
            .name(name)
            .regarding(ObjectReference.of("Pod", "shop", object))
            .reason(reason)
            .count(count)
            .build());
  }

  @Test
  void the_highest_counts_come_first_and_five_are_shown() {
    for (int i = 1; i <= 7; i++) {
      count("event-" + i, "web-" + i, i % 2 == 0 ? "BackOff" : "Unhealthy", i * 1000);
    }
    assertThat(noisiest.lines(80))
        .containsExactly(
            "Noisiest objects (occurrences)   Noisiest reasons (occurrences)",
            "  7000  pod/web-7 -n shop          16000  Unhealthy",
            "  6000  pod/web-6 -n shop          12000  BackOff",
            "  5000  pod/web-5 -n shop",
            "  4000  pod/web-4 -n shop",
            "  3000  pod/web-3 -n shop");
  }

  @Test
  void a_newer_state_adds_only_what_is_new_and_an_older_one_nothing() {
    count("a", "web-0", "BackOff", 5);
    count("a", "web-0", "BackOff", 8);
    count("a", "web-0", "BackOff", 8);
    count("a", "web-0", "BackOff", 2);
    count("a", "web-0", "BackOff", 9);
    assertThat(noisiest.lines(80)).contains("  9  pod/web-0 -n shop             9  BackOff");
  }

  @Test
  void an_event_without_a_name_adds_its_count() {
    count("", "web-0", "BackOff", 1);
    count("", "web-0", "BackOff", 1);
    assertThat(noisiest.lines(80)).contains("  2  pod/web-0 -n shop             2  BackOff");
  }

  @Test
  void nothing_is_shown_if_nothing_was_counted() {
    assertThat(noisiest.lines(80)).isEmpty();
  }

  @Test
  void many_names_take_bounded_room_and_the_noisiest_one_is_still_found() {
    for (int i = 0; i < 20_000; i++) {
      count("", i % 4 == 0 ? "noisy" : "web-" + i, "R" + i, 1);
    }
    assertThat(noisiest.lines(100).get(0))
        .matches(
            "Noisiest objects \\(occ.*, estimated\\) +Noisiest reasons \\(occ.*, estimated\\)");
    assertThat(noisiest.lines(100).get(1)).startsWith("  50").contains("pod/noisy -n shop");
  }

  @Test
  void hostile_names_stay_in_their_line_and_lines_fit_the_terminal() {
    count("", "a\nb\u001b[2J" + "x".repeat(200), "R\n" + "y".repeat(20), 1);
    List<String> lines = noisiest.lines(60);
    assertThat(lines).hasSize(5).allMatch(line -> line.length() < 60);
    assertThat(String.join("", lines)).doesNotContain("\n", "\u001b");
  }

  @Test
  void on_a_narrow_terminal_the_lists_are_below_each_other_and_a_name_keeps_its_end() {
    count("a", "checkout-of-the-shop-7b5d68f9cc-gbvgm", "BackOff", 5);
    assertThat(noisiest.lines(40))
        .containsExactly(
            "Noisiest objects (occurrences)",
            "  5  pod/checkout-of-the…-gbvgm -n shop",
            "",
            "Noisiest reasons (occurrences)",
            "  5  BackOff");
  }
}
