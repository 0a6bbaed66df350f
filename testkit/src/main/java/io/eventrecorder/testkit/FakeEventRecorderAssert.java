package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.text.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about the events of a {@link FakeEventRecorder}. A failure lists all recorded events,
 * one on each line.
 */
public final class FakeEventRecorderAssert
    extends AbstractAssert<FakeEventRecorderAssert, FakeEventRecorder> {

  FakeEventRecorderAssert(FakeEventRecorder actual) {
    super(actual, FakeEventRecorderAssert.class);
  }

  /**
   * {@return this} Fails unless an event like this was recorded at least once.
   *
   * @param wanted the event
   */
  public FakeEventRecorderAssert recorded(EventMatcher wanted) {
    isNotNull();
    List<Event> all = actual.events();
    if (count(all, wanted) == 0) {
      failWithMessage("%s", "expected an event: " + wanted + listed(all));
    }
    return this;
  }

  /**
   * {@return this} Fails unless events like this were recorded exactly this many times.
   *
   * @param times the number of events, 0 or more
   * @param wanted the event
   */
  public FakeEventRecorderAssert recordedExactly(int times, EventMatcher wanted) {
    isNotNull();
    List<Event> all = actual.events();
    long found = count(all, wanted);
    if (found != times) {
      failWithMessage(
          "%s", "expected " + times + " × " + wanted + ", but there were " + found + listed(all));
    }
    return this;
  }

  /**
   * {@return this} Fails if an event like this was recorded.
   *
   * @param unwanted the event
   */
  public FakeEventRecorderAssert didNotRecord(EventMatcher unwanted) {
    isNotNull();
    List<Event> all = actual.events();
    long found = count(all, unwanted);
    if (found != 0) {
      failWithMessage(
          "%s", "expected no event: " + unwanted + ", but there were " + found + listed(all));
    }
    return this;
  }

  /** {@return this} Fails if an event was recorded. */
  public FakeEventRecorderAssert recordedNothing() {
    isNotNull();
    List<Event> all = actual.events();
    if (!all.isEmpty()) {
      failWithMessage("%s", "expected no event" + listed(all));
    }
    return this;
  }

  private long count(List<Event> all, EventMatcher wanted) {
    return all.stream().filter(event -> wanted.matches(event, actual::resolve)).count();
  }

  private static String listed(List<Event> all) {
    return all.isEmpty()
        ? "\nno event was recorded"
        : all.stream()
            .map(FakeEventRecorderAssert::line)
            .collect(Collectors.joining("\n  ", "\nthe recorded events, in order:\n  ", ""));
  }

  /** Shows the fields that a matcher can compare. */
  private static String line(Event event) {
    StringBuilder line = new StringBuilder(160);
    line.append(event.type()).append(' ').append(event.reason());
    line.append(" regarding ").append(event.regarding());
    ObjectReference related = event.related();
    if (related != null) {
      line.append(", related ").append(related);
    }
    if (!event.action().isEmpty()) {
      line.append(", action \"").append(event.action()).append('"');
    }
    line.append(", message \"").append(event.message()).append('"');
    line.append(pairs(", label ", event.labels()));
    line.append(pairs(", annotation ", event.annotations()));
    if (!event.key().isEmpty()) {
      line.append(", key \"").append(event.key()).append('"');
    }
    return PrintableText.line(line.toString()); // one event, one line
  }

  private static String pairs(String before, Map<String, String> map) {
    return map.entrySet().stream()
        .map(pair -> before + pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining());
  }
}
