package io.eventrecorder.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventUid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uids are unique, and their numbers are dense. */
@Timeout(60)
class EventUidsTest {
  @Test
  void a_thread_numbers_its_events_from_0_without_a_gap() {
    EventUids uids = EventUids.create();
    List<EventUid> given = IntStream.range(0, 5000).mapToObj(i -> uids.next()).toList();
    assertThat(given.stream().map(EventUid::sequence))
        .containsExactlyElementsOf(LongStream.range(0, 5000).boxed().toList());
    assertThat(given.stream().map(EventUid::process).distinct()).hasSize(1);
  }

  @Test
  void sources_have_different_process_bits() {
    Set<Long> processes = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      EventUid uid = EventUids.create().next();
      assertThat(uid.sequence()).isZero();
      processes.add(uid.process());
    }
    assertThat(processes).hasSize(1000);
    // All 58 bits are random: the highest one is not always the same.
    assertThat(processes).anyMatch(bits -> bits >>> 57 == 1).anyMatch(bits -> bits >>> 57 == 0);
  }

  /** More threads than stripes, so that threads take numbers of one block at the same time. */
  @Property(tries = 20)
  void threads_get_different_numbers_and_few_are_left_out(
      @ForAll @IntRange(min = 1, max = 4) int processors,
      @ForAll @IntRange(min = 2, max = 8) int threads)
      throws Exception {
    int each = 100_000; // fewer do not meet at one stripe
    BlockUids uids = new BlockUids(1, processors);
    long[] given = numbers(uids, threads, each);
    Arrays.sort(given);
    assertThat(Arrays.stream(given).distinct().count()).isEqualTo((long) threads * each);
    long used = given[given.length - 1] + 1;
    long stripes = Integer.highestOneBit(2 * processors);
    assertThat(used - given.length).isLessThanOrEqualTo(stripes * BlockUids.BLOCK);
  }

  private static long[] numbers(EventUids uids, int threads, int each) throws Exception {
    long[] given = new long[threads * each];
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int from = i * each;
      Thread thread =
          new Thread(
              () -> {
                awaitAll(start);
                for (int n = from; n < from + each; n++) {
                  given[n] = uids.next().sequence();
                }
              });
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      thread.join();
    }
    return given;
  }

  private static void awaitAll(CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
