package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventUid;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which recorded events get a uid, and that no two events get the same one. */
@Timeout(60)
class EventUidsOfBroadcastersTest {
  private static final ObjectReference POD = ObjectReference.of("Pod", "default", "web-0");

  /** Stands still: all events of all processes happen in one nanosecond. */
  private static final EventClock ONE_INSTANT =
      new EventClock() {
        @Override
        public Instant instant() {
          return Instant.parse("2026-01-01T00:00:00Z");
        }

        @Override
        public long nanoTime() {
          return 0;
        }
      };

  private final List<Event> seen = Collections.synchronizedList(new ArrayList<>());

  /** A sink that asks for uids, or does not. */
  private record Sink(List<Event> to, boolean wantsUids) implements EventSink {
    @Override
    public CompletionStage<@Nullable Event> create(Event event) {
      to.add(event);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Event> update(Event event) {
      return create(event);
    }

    @Override
    public SinkDefaults defaults() {
      return SinkDefaults.standard()
          .withCorrelator("none")
          .withQueueCapacity(100_000)
          .withEventUids(wantsUids);
    }
  }

  private static EventBroadcaster broadcaster(@Nullable String eventUids) {
    Map<String, String> properties = new HashMap<>();
    if (eventUids != null) {
      properties.put("eventrecorder.event-uids", eventUids);
    }
    return EventBroadcaster.builder().sinks().properties(properties).clock(ONE_INSTANT).build();
  }

  private Event recordedOnce(@Nullable String eventUids, boolean sinkWantsUids) {
    EventBroadcaster broadcaster = broadcaster(eventUids);
    broadcaster.startRecordingToSink("test", new Sink(seen, sinkWantsUids));
    broadcaster.newRecorder("shop").warning(POD, "BackOff", "m");
    broadcaster.close(Duration.ofSeconds(10));
    return seen.get(seen.size() - 1);
  }

  @Test
  void the_sink_decides_unless_the_option_is_set() {
    assertThat(recordedOnce(null, false).uid()).isEmpty();
    assertThat(EventUid.parse(recordedOnce(null, true).uid())).isNotNull();
    assertThat(EventUid.parse(recordedOnce("true", false).uid())).isNotNull();
    assertThat(recordedOnce("false", true).uid()).isEmpty();
  }

  @Test
  void events_in_every_form_get_one_and_an_event_with_a_uid_keeps_it() {
    EventBroadcaster broadcaster = broadcaster("true");
    broadcaster.startRecordingToSink("test", new Sink(seen, false));
    EventRecorder recorder = broadcaster.newRecorder("shop");
    recorder.warning(POD, "BackOff", "short form");
    recorder.warning("BackOff").regarding(POD).label("a", "b").message("with a label").record();
    recorder.warning("BackOff").regarding(POD).message("bad format %d", "x").record();
    Event own = Event.builder().regarding(POD).message("record").build();
    broadcaster.record(own);
    broadcaster.record(own.toBuilder().uid("u-1").build());
    broadcaster.close(Duration.ofSeconds(10));

    assertThat(seen).hasSize(5);
    assertThat(seen.subList(0, 4))
        .extracting(event -> EventUid.parse(event.uid()))
        .doesNotContainNull();
    assertThat(seen.get(4).uid()).isEqualTo("u-1");
    assertThat(seen).extracting(Event::uid).doesNotHaveDuplicates();
  }

  /** All states of one event have one identity: its uid, or else its name. */
  @Test
  void a_published_state_without_a_uid_gets_none() {
    EventBroadcaster broadcaster = broadcaster("true");
    broadcaster.startRecordingToSink("test", new Sink(seen, true));
    broadcaster.publish(Event.builder().name("web-0.1").regarding(POD).count(3).build());
    broadcaster.close(Duration.ofSeconds(10));
    assertThat(seen).extracting(Event::uid).containsExactly("");
  }

  @Test
  void two_processes_in_one_nanosecond_give_the_same_name_and_different_uids() {
    Event one = recordedOnce("true", false);
    Event other = recordedOnce("true", false);
    assertThat(one.name()).isEqualTo(other.name());
    assertThat(one.uid()).isNotEqualTo(other.uid());
  }

  @Test
  void uids_of_all_threads_of_all_broadcasters_are_different() throws Exception {
    int threads = 4;
    int each = 5000;
    List<EventBroadcaster> broadcasters = List.of(broadcaster("true"), broadcaster("true"));
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Thread> all = new ArrayList<>();
    broadcasters.forEach(b -> b.startRecordingToSink("test", new Sink(seen, false)));
    for (int i = 0; i < threads; i++) {
      EventRecorder recorder = broadcasters.get(i % broadcasters.size()).newRecorder("shop");
      Thread thread =
          new Thread(
              () -> {
                awaitAll(start);
                for (int n = 0; n < each; n++) {
                  recorder.warning(POD, "BackOff", "m");
                }
              });
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      thread.join();
    }
    broadcasters.forEach(broadcaster -> broadcaster.close(Duration.ofSeconds(30)));

    Set<String> uids = new HashSet<>();
    seen.forEach(event -> uids.add(event.uid()));
    assertThat(seen).hasSize(threads * each);
    assertThat(uids).hasSize(threads * each);
  }

  private static void awaitAll(CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
