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
 * The thread that sends records. A separate thread does this because {@link Producer#send} may
 * block: until it has the metadata of the topic, or until its buffer has room. The thread sends in
 * the order of {@link #add}. If a send fails, all writes that are waiting at that moment fail with
 * the same reason: otherwise each of them would block for the same reason in turn.
 */
final class RecordSender {
  private static final EventClock CLOCK = EventClock.system();

  /** Work for the sender's thread. */
  interface Task {
    void send();

    void giveUp(SinkException reason);
  }

  private final BatchQueue<Task> tasks = new BatchQueue<>();
  private final ProducerSource producers;
  private final ProducerErrors errors;
  private final DeadLetters deadLetters;
  private final Thread thread;

  // Only the sender's thread uses the next two fields.

  /** Why a send of the current round failed; null if none failed. */
  private @Nullable SinkException sendFailure;

  /** The tasks that were waiting when that send failed. They fail with the same reason. */
  private List<Task> waitingAtFailure = List.of();

  RecordSender(
      String name, ProducerSource producers, ProducerErrors errors, DeadLetters deadLetters) {
    this.producers = producers;
    this.errors = errors;
    this.deadLetters = deadLetters;
    this.thread = new KafkaSinkThread(this::run, "eventrecorder-kafka-" + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** {@return false if the sender is closed} */
  boolean add(Task task) {
    return tasks.add(task);
  }

  private void run() {
    for (List<Task> batch = tasks.take(); batch != null; batch = tasks.take()) {
      batch.forEach(this::sendOrGiveUp);
      waitingAtFailure.forEach(this::sendOrGiveUp);
      waitingAtFailure = List.of();
      sendFailure = null;
    }
  }

  private void sendOrGiveUp(Task task) {
    try {
      if (sendFailure == null) {
        task.send();
      } else {
        task.giveUp(sendFailure);
      }
    } catch (RuntimeException | Error e) { // If the thread ended, no later write would complete.
      giveUp(task, SinkException.retryable("the sender failed: " + e, e).asAmbiguous());
    }
  }

  private static void giveUp(Task task, SinkException reason) {
    try {
      task.giveUp(reason);
    } catch (RuntimeException | Error e) {
      // This write ends with its time-out. The other writes are not affected.
    }
  }

  /** Sends a write. Called by the sender's thread only. */
  void send(PendingWrite write) {
    try {
      Producer<byte[], byte[]> producer = producers.current();
      ProducerRecord<byte[], byte[]> record = Objects.requireNonNull(write.record);
      write.producer = producer;
      if (!deadLetters.areEnabled()) {
        write.record = null; // The producer's buffer has a copy, and nothing else needs the record.
      }
      var unused = producer.send(record, write); // The write is also the callback.
    } catch (RuntimeException e) {
      onFailure(write, e);
    }
  }

  /** Ends a write that has failed. Called by the sender's thread or by the producer's. */
  void onFailure(PendingWrite write, Exception thrown) {
    boolean duringSend = Thread.currentThread() == thread;
    ProducerErrors.Failure failure =
        duringSend ? errors.ofSend(thrown, producers.isConnected()) : errors.ofDelivery(thrown);
    if (failure.replaceProducer()) {
      producers.discard(write.producer);
    }
    ProducerRecord<byte[], byte[]> record = write.record;
    write.record = null;
    if (failure.invalidRecord()) {
      if (record == null || !deadLetters.accept(this, write, record, failure.exception(), thrown)) {
        write.completeExceptionally(failure.exception());
      }
      return;
    }
    // Once for each round: a producer may call back and also throw.
    if (duringSend && sendFailure == null) {
      // Before the write completes: a write that comes after its completion is a new attempt.
      waitingAtFailure = tasks.drain();
      sendFailure = failure.exception();
    }
    write.completeExceptionally(failure.exception());
  }

  /**
   * {@return a future that completes when the brokers have acknowledged all earlier writes, or when
   * these have failed}
   */
  CompletableFuture<@Nullable Void> flush() {
    // A record that is refused in the first flush may become a dead letter for the second one.
    return deadLetters.areEnabled() ? flushOnce().thenCompose(done -> flushOnce()) : flushOnce();
  }

  private CompletableFuture<@Nullable Void> flushOnce() {
    CompletableFuture<@Nullable Void> flushed = new CompletableFuture<>();
    Task flush =
        new Task() {
          @Override
          public void send() {
            var unused =
                producers.flush().whenComplete((done, failure) -> complete(flushed, failure));
          }

          @Override
          public void giveUp(SinkException reason) {
            send(); // Earlier records may still be in flight.
          }
        };
    if (!tasks.add(flush)) {
      flushed.complete(null);
    }
    return flushed;
  }

  private static void complete(
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
      thread.interrupt(); // It may still block in send. The remaining tasks then fail.
      producers.close(remaining(timeout, start));
      thread.join(Math.max(1, remaining(timeout, start).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.interrupt();
      producers.close(Duration.ZERO);
    }
    SinkException closed = SinkException.retryable("the sink was closed", null);
    tasks.drain().forEach(task -> giveUp(task, closed));
  }

  private static Duration remaining(Duration timeout, long start) {
    Duration remaining = timeout.minusNanos(CLOCK.nanoTime() - start);
    return remaining.isNegative() ? Duration.ZERO : remaining;
  }
}
