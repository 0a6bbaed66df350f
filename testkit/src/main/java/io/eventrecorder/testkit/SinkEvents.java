package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates the events of {@link EventSinkContract}. Names and times come from the current time,
 * because a store may keep events of earlier tests.
 */
final class SinkEvents {
  static final List<String> MESSAGES =
      List.of(
          "",
          " ",
          "100 % \"quoted\" \\ back\\slashed {\"json\":null}",
          "line\nbreak\r\n\ttab",
          "\u0000 NUL, \u0001\u0008\u001b[31m\u001f, \u007f DEL, \u0085 NEL, \u2028\u2029 separators",
          "Grüße, 你好, שלום, \u202eright to left\u202c, \ufeff",
          "astral \ud83d\ude80 and combined e\u0301",
          "half a pair \ud83d, the other half \ude80",
          "noncharacters \ufffe\uffff",
          "long " + "x".repeat(1000));

  private final EventClock clock = EventClock.system();
  private final EventNames names = EventNames.of(clock);
  private final String namespace;

  SinkEvents(String namespace) {
    this.namespace = namespace;
  }

  /** {@return the first occurrence of a new event} */
  Event fresh(String message) {
    Instant now = clock.instant();
    ObjectReference pod =
        ObjectReference.builder()
            .apiVersion("v1")
            .kind("Pod")
            .namespace(namespace)
            .name("contract")
            .uid("c0ffee00-0000-4000-8000-000000000000")
            .build();
    return Event.builder()
        .namespace(namespace)
        .name(names.next(pod.name()))
        .regarding(pod)
        .type(EventType.NORMAL)
        .reason("Contract")
        .action("Testing")
        .message(message)
        .source(new EventSource("contract", "localhost"))
        .reportingController("contract")
        .reportingInstance("localhost")
        .count(1)
        .firstTimestamp(now)
        .lastTimestamp(now)
        .build();
  }

  /** {@return the next occurrence, as a pipeline sends it: with the stored resourceVersion} */
  Event again(Event event, @Nullable Event stored, String message) {
    return event.toBuilder()
        .resourceVersion(stored == null ? event.resourceVersion() : stored.resourceVersion())
        .count(event.count() + 1)
        .lastTimestamp(clock.instant())
        .message(message)
        .build();
  }

  /** {@return events that a store may refuse, but that the sink must handle} */
  List<Event> bad() {
    Event sound = fresh("bad");
    return List.of(
        Event.builder().build(),
        sound.toBuilder().name("").build(),
        sound.toBuilder().name("Not a DNS name/../" + "x".repeat(300)).build(),
        sound.toBuilder().regarding(ObjectReference.empty()).build(),
        sound.toBuilder().type("Catastrophe").reason("").build(),
        sound.toBuilder().name(sound.name() + "1").count(-1).build(),
        sound.toBuilder().name(sound.name() + "2").lastTimestamp(null).build(),
        sound.toBuilder().name(sound.name() + "3").lastTimestamp(Instant.MAX).build(),
        sound.toBuilder().name(sound.name() + "4").firstTimestamp(Instant.MIN).build());
  }

  static String escaped(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars()
        .limit(80)
        .forEach(
            c ->
                out.append(
                    c < ' ' || c > '~' ? String.format("\\u%04x", c) : String.valueOf((char) c)));
    return out.append('"').toString();
  }
}
