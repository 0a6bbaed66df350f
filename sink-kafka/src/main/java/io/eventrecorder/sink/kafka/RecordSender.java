package io.eventrecorder.sink.kafka;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The thread that sends, since {@link Producer#send} may block: for metadata, or until there is
 * room in its buffer. All is sent in the order in which it came. What cannot even be sent takes
 * along what waits behind it, so that nobody waits for the same thing again and again.
 */
final class RecordSender {
  private static final EventClock CLOCK = EventClock.system();

  /** What is done in turn. */
  interface Task {
    void send();

    void giveUp(SinkException why);
  }

  private final BatchQueue<Task> tasks = new BatchQueue<>();
  private final ProducerSource producers;
  private final ProducerErrors errors;
  private final DeadLetters deadLetters;
  private final Thread thread;

  /** Why nothing can be sent now; and what was waiting when that was found. On the thread only. */
  private @Nullable SinkException stuck;

  private List<Task> behind = List.of();

  RecordSender(
      String name, ProducerSource producers, ProducerErrors errors, DeadLetters deadLetters) {
    this.producers = producers;
    this.errors = errors;
    this.deadLetters = deadLetters;
    this.thread = new Thread(this::run, "eventrecorder-kafka-" + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** {@return false if it is closed} */
  boolean add(Task task) {
    return tasks.add(task);
  }

  private void run() {
    for (List<Task> batch = tasks.take(); batch != null; batch = tasks.take()) {
      batch.forEach(this::sendOrGiveUp);
      behind.forEach(this::sendOrGiveUp);
      behind = List.of();
      stuck = null;
    }
  }

  private void sendOrGiveUp(Task task) {
    try {
      if (stuck == null) {
        task.send();
      } else {
        task.giveUp(stuck);
      }
    } catch (RuntimeException | Error e) { // a thread that ended would answer nobody any more
      giveUp(task, SinkException.retryable("the sender failed: " + e, e).asAmbiguous());
    }
  }

  private static void giveUp(Task task, SinkException why) {
    try {
      task.giveUp(why);
    } catch (RuntimeException | Error e) {
      // whoever waits for it waits until its time-out; others are answered
    }
  }

  /** On the thread only. */
  void send(PendingWrite write) {
    try {
      Producer<byte[], byte[]> producer = producers.current();
      ProducerRecord<byte[], byte[]> record = Objects.requireNonNull(write.record);
      write.producer = producer;
      if (!deadLetters.areWanted()) {
        write.record = null; // what is under way is in the producer's buffer, and enough there
      }
      var unused = producer.send(record, write); // the write is told
    } catch (RuntimeException e) {
      failed(write, e);
    }
  }

  /** By the thread or the producer's. */
  void failed(PendingWrite write, Exception thrown) {
    boolean sending = Thread.currentThread() == thread;
    ProducerErrors.Failure failure =
        sending ? errors.ofSend(thrown, producers.isConnected()) : errors.ofAnswer(thrown);
    if (failure.newProducer()) {
      producers.discard(write.producer);
    }
    ProducerRecord<byte[], byte[]> record = write.record;
    write.record = null;
    if (failure.poison()) {
      if (record == null || !deadLetters.take(this, write, record, failure.answer(), thrown)) {
        write.completeExceptionally(failure.answer());
      }
      return;
    }
    if (sending && stuck == null) { // once, though a producer may call back and throw as well
      // Before the write is answered: what comes after its answer is a try of its own.
      behind = tasks.poll();
      stuck = failure.answer();
    }
    write.completeExceptionally(failure.answer());
  }

  /** Completes when what was added before has been acknowledged, or given up. */
  CompletableFuture<@Nullable Void> flush() {
    // What is refused in the first round may leave a dead letter for the second.
    return deadLetters.areWanted() ? round().thenCompose(done -> round()) : round();
  }

  private CompletableFuture<@Nullable Void> round() {
    CompletableFuture<@Nullable Void> flushed = new CompletableFuture<>();
    Task flush =
        new Task() {
          @Override
          public void send() {
            var unused =
                producers.flush().whenComplete((done, failure) -> answer(flushed, failure));
          }

          @Override
          public void giveUp(SinkException why) {
            send(); // there may be records on their way all the same
          }
        };
    if (!tasks.add(flush)) {
      flushed.complete(null);
    }
    return flushed;
  }

  private static void answer(
      CompletableFuture<@Nullable Void> flushed, @Nullable Throwable failure) {
    if (failure == null) {
      flushed.complete(null);
    } else {
      flushed.completeExceptionally(failure);
    }
  }

  void close(Duration timeout) {
    long start = CLOCK.nanoTime();
    tasks.close();
    try {
      thread.join(Math.max(1, timeout.toMillis() / 2));
      thread.interrupt(); // if it is blocked still; what is left is given up
      producers.close(rest(timeout, start));
      thread.join(Math.max(1, rest(timeout, start).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.interrupt();
      producers.close(Duration.ZERO);
    }
    SinkException closed = SinkException.retryable("the sink was closed", null);
    tasks.poll().forEach(task -> giveUp(task, closed));
  }

  private static Duration rest(Duration timeout, long start) {
    Duration rest = timeout.minusNanos(CLOCK.nanoTime() - start);
    return rest.isNegative() ? Duration.ZERO : rest;
  }
}
