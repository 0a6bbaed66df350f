package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.spi.SinkException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A write that has no result yet. One object is the task of the sender, the future of the pipeline
 * and the producer's callback: three objects for each record would be slower.
 *
 * <p>It is also the stage that the first call of {@link #whenComplete} returns. The action is in a
 * field and runs before the future completes, so it must not wait for the future. A future of the
 * JDK would make two more objects for it, which the producer's thread would have to load.
 *
 * <p>What that action throws is dropped: it must not turn a record that is stored into a failure.
 * {@link CompletionStage#whenComplete} would also keep the result of the write, and pass the
 * exception to the new stage only; here both are one stage. Later calls return a new stage.
 *
 * <p>{@link #completeAsync}, {@link #obtrudeValue} and {@link #obtrudeException} do not run the
 * action: only a caller that replaces the producer's answer would call them.
 */
final class PendingWrite extends CompletableFuture<@Nullable Event>
    implements RecordSender.Task, Callback {
  private static final VarHandle ACTION;

  /** Replaces the action of a write that has its result. */
  private static final Object ENDED = new Object();

  static {
    try {
      ACTION = MethodHandles.lookup().findVarHandle(PendingWrite.class, "action", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final RecordSender sender;

  /** Null when it is no longer needed. */
  @Nullable ProducerRecord<byte[], byte[]> record;

  /** The producer that the record was sent with; null before. */
  @Nullable Producer<byte[], byte[]> producer;

  /** What runs when the result is known: null, a {@link BiConsumer}, or {@link #ENDED}. */
  @SuppressWarnings("unused") // see ACTION
  private volatile @Nullable Object action;

  PendingWrite(ProducerRecord<byte[], byte[]> record, RecordSender sender) {
    this.record = record;
    this.sender = sender;
  }

  @Override
  public void send() {
    if (!isDone()) { // The pipeline may have given up on this write.
      sender.send(this);
    }
  }

  @Override
  public void giveUp(SinkException reason) {
    completeExceptionally(reason);
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (failure == null) {
      record = null;
      complete(null);
    } else {
      sender.onFailure(this, failure);
    }
  }

  @Override
  public CompletableFuture<@Nullable Event> whenComplete(
      BiConsumer<? super @Nullable Event, ? super Throwable> first) {
    Objects.requireNonNull(first);
    return ACTION.compareAndSet(this, null, first) ? this : super.whenComplete(first);
  }

  @Override
  public boolean complete(@Nullable Event stored) {
    return end(stored, null);
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return end(null, failure);
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    return end(null, new CancellationException()) || isCancelled();
  }

  /** The first result counts, whatever the action does. */
  @SuppressWarnings("unchecked")
  private boolean end(@Nullable Event stored, @Nullable Throwable failure) {
    Object last = ACTION.getAndSet(this, ENDED);
    if (last == ENDED) {
      return false;
    }
    if (last != null) {
      try {
        ((BiConsumer<@Nullable Event, @Nullable Throwable>) last).accept(stored, failure);
      } catch (Throwable e) {
        // The action only observes. If the write failed with e, the record would be sent again.
      }
    }
    return failure == null ? super.complete(stored) : super.completeExceptionally(failure);
  }
}
