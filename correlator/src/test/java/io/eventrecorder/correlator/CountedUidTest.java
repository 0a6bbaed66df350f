package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventUid;
import io.eventrecorder.spi.Correlation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All states of a counted event have one uid: that of its first occurrence, or of the store. */
class CountedUidTest {
  private final Timeline timeline = new Timeline(Timeline.budget(100, 1).build());
  private final SeriesTimeline series = new SeriesTimeline();
  private int recorded;

  /** The next uid of a recorder. */
  private EventUid next() {
    return new EventUid(7, recorded++);
  }

  private Correlation happens(String pod, String message) {
    return timeline.happens(timeline.event(pod, message).toBuilder().uid(next()).build());
  }

  private Correlation happensInSeries(String pod) {
    return series.happens(series.event(pod, "back-off").toBuilder().uid(next()).build());
  }

  private static String uid(int sequence) {
    return new EventUid(7, sequence).toString();
  }

  @Test
  void a_repeat_has_the_uid_of_the_first_occurrence() {
    Correlation first = happens("web-0", "m");
    timeline.stored(first);
    Correlation second = happens("web-0", "m");
    Correlation other = happens("web-1", "m");

    assertThat(first.event().uid()).isEqualTo(uid(0));
    Timeline.assertPatches(second, 2);
    assertThat(second.event().uid()).isEqualTo(uid(0));
    assertThat(other.event().uid()).isEqualTo(uid(2));
  }

  @Test
  void an_aggregate_has_the_uid_of_the_event_that_opened_it() {
    List<Event> single = new ArrayList<>();
    List<Event> combined = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      Correlation write = happens("web-0", "message " + i);
      timeline.stored(write);
      (write.event().message().startsWith("(combined") ? combined : single).add(write.event());
    }
    assertThat(combined).hasSizeGreaterThan(2);
    assertThat(combined).extracting(Event::uid).containsOnly(uid(single.size()));
    assertThat(single).extracting(Event::uid).doesNotHaveDuplicates();
  }

  @Test
  void the_uid_of_the_store_replaces_that_of_the_recorder() {
    Correlation first = happens("web-0", "m");
    timeline.stored(first, first.event().toBuilder().uid("u-server").build());
    Correlation second = happens("web-0", "m");
    assertThat(second.event().uid()).isEqualTo("u-server");
  }

  @Test
  void without_a_uid_that_of_the_store_is_not_remembered() {
    Correlation first = timeline.happens("web-0", "m");
    timeline.stored(first, first.event().toBuilder().uid("u-server").build());
    assertThat(timeline.happens("web-0", "m").event().uid()).isEmpty();
  }

  @Test
  void a_series_has_the_uid_of_its_first_occurrence() {
    Correlation first = happensInSeries("web-0");
    series.stored(first);
    Correlation second = happensInSeries("web-0");
    series.stored(second, second.event().toBuilder().uid("u-server").build());
    happensInSeries("web-0");
    series.passes(Duration.ofMinutes(6));
    Correlation refreshed = series.onlyDue();

    assertThat(first.event().uid()).isEqualTo(uid(0));
    SeriesTimeline.assertPatches(second, 2);
    assertThat(second.event().uid()).isEqualTo(uid(0));
    assertThat(refreshed.event().uid()).isEqualTo("u-server");
  }
}
