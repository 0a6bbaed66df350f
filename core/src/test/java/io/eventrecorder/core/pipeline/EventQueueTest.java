package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.core.pipeline.machine.MachineDriver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventQueueTest {
  private final ArrayDeque<Object> taken = new ArrayDeque<>();

  private static EventQueue queueOfTwo(OverflowPolicy overflow) {
    return new EventQueue(2, overflow, Long.MAX_VALUE);
  }

  private static boolean offerAll(EventQueue queue, String... names) {
    boolean open = true;
    for (String name : names) {
      open &= queue.offer(MachineDriver.event(name), true);
    }
    return open;
  }

  private List<String> takeAll(EventQueue queue) {
    taken.clear();
    queue.take(taken);
    List<String> names = new ArrayList<>();
    taken.forEach(item -> names.add(item instanceof Event event ? event.name() : "mark"));
    return names;
  }

  @Test
  void drop_newest_drops_the_new_event() {
    EventQueue queue = queueOfTwo(OverflowPolicy.DROP_NEWEST);
    assertThat(offerAll(queue, "a", "b", "c")).isTrue();
    assertThat(takeAll(queue)).containsExactly("a", "b");
    assertThat(queue.counts()).isEqualTo(new EventQueue.Counts(3, 1, 0));
  }

  @Test
  void drop_oldest_drops_the_oldest_event_and_no_mark() {
    EventQueue queue = queueOfTwo(OverflowPolicy.DROP_OLDEST);
    assertThat(queue.mark(() -> {})).isTrue();
    assertThat(offerAll(queue, "a", "b", "c")).isTrue();
    assertThat(takeAll(queue)).containsExactly("mark", "b", "c");
    assertThat(queue.counts()).isEqualTo(new EventQueue.Counts(3, 1, 0));
  }

  @Test
  void events_that_the_worker_took_keep_their_room_until_it_takes_more() {
    EventQueue queue = queueOfTwo(OverflowPolicy.DROP_NEWEST);
    offerAll(queue, "a", "b");
    takeAll(queue);
    offerAll(queue, "c");
    assertThat(queue.counts().dropped()).isEqualTo(1);
    takeAll(queue);
    offerAll(queue, "d");
    assertThat(queue.counts().dropped()).isEqualTo(1);
  }

  @Test
  void block_waits_for_room() throws InterruptedException {
    EventQueue queue = queueOfTwo(OverflowPolicy.BLOCK);
    offerAll(queue, "a", "b");
    CountDownLatch in = new CountDownLatch(1);
    Thread recording = recording(queue, in);
    awaitWaiting(recording);
    takeAll(queue);
    takeAll(queue);
    assertThat(in.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(takeAll(queue)).containsExactly("late");
  }

  @Test
  void a_waiting_thread_is_woken_when_an_eighth_is_free() throws InterruptedException {
    EventQueue queue = fullQueueOf(1024);
    CountDownLatch in = new CountDownLatch(1);
    awaitWaiting(recording(queue, in));
    for (int batches = 0; batches < 3; batches++) {
      takeAll(queue); // 64 each; the room of the last batch is not free yet
    }
    assertThat(in.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_waiting_thread_is_woken_for_less_when_the_worker_rests() throws InterruptedException {
    EventQueue queue = fullQueueOf(1024);
    CountDownLatch in = new CountDownLatch(1);
    awaitWaiting(recording(queue, in));
    takeAll(queue);
    takeAll(queue);
    queue.rest();
    assertThat(in.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static EventQueue fullQueueOf(int capacity) {
    EventQueue queue = new EventQueue(capacity, OverflowPolicy.BLOCK, Long.MAX_VALUE);
    for (int i = 0; i < capacity; i++) {
      offerAll(queue, "e" + i);
    }
    return queue;
  }

  @Test
  void close_wakes_waiting_threads_and_counts_their_events_as_dropped()
      throws InterruptedException {
    EventQueue queue = queueOfTwo(OverflowPolicy.BLOCK);
    offerAll(queue, "a", "b");
    CountDownLatch in = new CountDownLatch(1);
    awaitWaiting(recording(queue, in));
    assertThat(queue.close()).isTrue();
    assertThat(in.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.counts()).isEqualTo(new EventQueue.Counts(3, 1, 0));
    assertThat(queue.close()).isFalse();
    assertThat(offerAll(queue, "after")).isFalse();
    assertThat(queue.counts().offered()).isEqualTo(3);
  }

  /** A waiting event is not in the queue: it has been counted as queued, and as dropped later. */
  @Test
  void an_event_that_waits_for_room_is_not_counted_before_the_wait_is_over()
      throws InterruptedException {
    EventQueue queue = queueOfTwo(OverflowPolicy.BLOCK);
    offerAll(queue, "a", "b");
    Thread recording = recording(queue, new CountDownLatch(1));
    awaitWaiting(recording);
    assertThat(queue.counts()).isEqualTo(new EventQueue.Counts(2, 0, 0));
    assertThat(queue.close()).isTrue();
    assertThat(queue.counts())
        .as("final, before the waiting thread is awake")
        .isEqualTo(new EventQueue.Counts(3, 1, 0));
    recording.join();
    assertThat(queue.counts()).isEqualTo(new EventQueue.Counts(3, 1, 0));
  }

  @Test
  void after_a_failure_no_thread_waits_and_every_event_is_dropped() throws InterruptedException {
    EventQueue queue = queueOfTwo(OverflowPolicy.BLOCK);
    offerAll(queue, "a", "b");
    Thread recording = recording(queue, new CountDownLatch(1));
    awaitWaiting(recording);
    queue.fail();
    recording.join();
    assertThat(offerAll(queue, "d")).isTrue();
    assertThat(queue.mark(() -> {})).isFalse();
    assertThat(queue.counts()).isEqualTo(new EventQueue.Counts(4, 2, 0));
    assertThat(takeAll(queue)).containsExactly("a", "b");
    assertThat(offerAll(queue, "e")).isTrue();
    assertThat(takeAll(queue)).isEmpty();
  }

  @Test
  void without_a_worker_no_thread_waits_for_room() {
    EventQueue queue = queueOfTwo(OverflowPolicy.BLOCK);
    offerAll(queue, "a", "b");
    assertThat(queue.offer(MachineDriver.event("c"), false)).isTrue();
    assertThat(queue.counts()).isEqualTo(new EventQueue.Counts(3, 1, 0));
  }

  @Test
  void priority_keeps_the_order_of_all_events_and_marks() {
    EventQueue queue = new EventQueue(100, OverflowPolicy.PRIORITY, Long.MAX_VALUE);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      if (i % 7 == 0) {
        assertThat(queue.mark(() -> {})).isTrue();
        expected.add("mark");
      }
      Event event = i % 3 == 0 ? MachineDriver.event("e" + i) : normal("e" + i);
      assertThat(queue.offer(event, true)).isTrue();
      expected.add("e" + i);
    }
    List<String> all = new ArrayList<>(takeAll(queue));
    all.addAll(takeAll(queue));
    assertThat(all).isEqualTo(expected);
    assertThat(queue.takenSoFar()).isEqualTo(100);
  }

  @Test
  void an_interrupted_thread_does_not_wait_and_stays_interrupted() {
    EventQueue queue = queueOfTwo(OverflowPolicy.BLOCK);
    Thread.currentThread().interrupt();
    offerAll(queue, "a", "b", "c");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(queue.counts().dropped()).isEqualTo(1);
  }

  @Test
  void a_normal_event_makes_room_for_a_warning() {
    EventQueue queue = queueOfTwo(OverflowPolicy.PRIORITY);
    offerAll(queue, "warning");
    queue.offer(normal("n1"), true);
    queue.offer(normal("n2"), true);
    assertThat(queue.counts().dropped()).isEqualTo(1);
    offerAll(queue, "another warning", "one too many");
    assertThat(takeAll(queue)).containsExactly("warning", "another warning");
    assertThat(queue.counts()).isEqualTo(new EventQueue.Counts(5, 3, 0));
  }

  @Test
  void an_event_worse_than_a_warning_is_kept_too() {
    EventQueue queue = queueOfTwo(OverflowPolicy.PRIORITY);
    for (String type : List.of("NORMAL", "Info", "Error", "critical", "warn")) {
      queue.offer(normal(type).toBuilder().type(type).build(), true);
    }
    assertThat(takeAll(queue)).containsExactly("Error", "critical");
  }

  private static Event normal(String name) {
    return MachineDriver.event(name).toBuilder().type("Normal").build();
  }

  @Test
  void block_with_a_time_out_drops_an_event_that_waited_too_long() {
    EventQueue queue = new EventQueue(2, OverflowPolicy.BLOCK, 1_000_000);
    offerAll(queue, "a", "b", "late");
    assertThat(takeAll(queue)).containsExactly("a", "b");
    assertThat(queue.counts().dropped()).isEqualTo(1);
  }

  @Test
  void threads_that_deliver_events_never_wait() throws InterruptedException {
    EventQueue queue = queueOfTwo(OverflowPolicy.BLOCK);
    offerAll(queue, "a", "b");
    Thread own = new PipelineThread(() -> offerAll(queue, "c"));
    own.start();
    own.join();
    assertThat(queue.counts().dropped()).isEqualTo(1);
  }

  @Test
  void filtered_events_are_offered_and_not_queued() {
    EventQueue queue = queueOfTwo(OverflowPolicy.DROP_NEWEST);
    assertThat(queue.filtered()).isTrue();
    assertThat(queue.entered()).isZero();
    assertThat(queue.counts().offered()).isEqualTo(1);
  }

  private static Thread recording(EventQueue queue, CountDownLatch in) {
    Thread thread =
        new Thread(
            () -> {
              offerAll(queue, "late");
              in.countDown();
            },
            "recording");
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
