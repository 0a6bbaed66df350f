package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.core.pipeline.machine.Attempt;
import io.eventrecorder.core.pipeline.machine.MachineDriver;
import io.eventrecorder.core.pipeline.machine.WriteResult;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final WriteResult WELL = WriteResult.stored(null);

  private static final BlockingEventSink NO_STORE =
      new BlockingEventSink() {
        @Override
        public @Nullable Event create(Event event) {
          return null;
        }

        @Override
        public @Nullable Event update(Event event) {
          return null;
        }
      };

  private static final SinkCalls CALLS =
      new SinkCalls(EventSink.blocking(NO_STORE, 1), () -> {}, (what, cause) -> {});

  private final Mailbox mailbox = new Mailbox();
  private final Attempt attempt = new MachineDriver(EventCorrelator.none()).accept("a").last();

  @Test
  void replies_are_read_in_the_order_of_their_arrival() {
    Reply first = reply();
    Reply second = reply();
    Reply third = reply();
    assertThat(mailbox.isEmpty()).isTrue();
    mailbox.add(first, WELL);
    mailbox.add(second, WELL);
    assertThat(mailbox.poll()).isSameAs(first);
    mailbox.add(third, WELL);
    assertThat(mailbox.isEmpty()).isFalse();
    assertThat(mailbox.poll()).isSameAs(second);
    assertThat(mailbox.poll()).isSameAs(third);
    assertThat(mailbox.isEmpty()).isTrue();
    assertThat(mailbox.poll()).isNull();
  }

  /** A broken stage may complete twice, even after its result was taken. */
  @Test
  void the_first_result_of_a_request_counts() {
    Reply twice = reply();
    Reply other = reply();
    mailbox.add(twice, WELL);
    mailbox.add(other, WELL);
    mailbox.add(twice, SinkFailures.resultOf(new IOException("late")));
    assertThat(mailbox.poll()).isSameAs(twice);
    assertThat(twice.get()).isSameAs(WELL);
    mailbox.add(twice, SinkFailures.resultOf(new IOException("later")));
    assertThat(mailbox.poll()).isSameAs(other);
    assertThat(mailbox.poll()).isNull();
  }

  @Test
  void replies_of_many_threads_are_all_read_and_each_thread_keeps_its_order()
      throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    List<List<Reply>> sent = new ArrayList<>();
    List<Thread> senders = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < threads; i++) {
      List<Reply> mine = new ArrayList<>();
      for (int j = 0; j < each; j++) {
        mine.add(reply());
      }
      sent.add(mine);
      Thread sender =
          new Thread(
              () -> {
                awaitQuietly(go);
                mine.forEach(reply -> mailbox.add(reply, WELL));
              });
      senders.add(sender);
      sender.start();
    }
    go.countDown();
    List<Reply> received = new ArrayList<>();
    while (received.size() < threads * each) {
      Reply next = mailbox.poll();
      if (next != null) {
        received.add(next);
      } else if (senders.stream().noneMatch(Thread::isAlive) && mailbox.isEmpty()) {
        break;
      }
    }
    assertThat(received).hasSize(threads * each);
    for (List<Reply> mine : sent) {
      Set<Reply> own = new HashSet<>(mine);
      assertThat(received.stream().filter(own::contains).toList()).isEqualTo(mine);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply reply() {
    return new Reply(attempt, CALLS);
  }
}
