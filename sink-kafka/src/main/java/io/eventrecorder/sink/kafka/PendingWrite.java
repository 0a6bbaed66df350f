package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.spi.SinkException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A write that has no result yet. One object is the task of the sender, the future of the pipeline
 * and the producer's callback: three objects for each record would be slower.
 */
final class PendingWrite extends CompletableFuture<@Nullable Event>
    implements RecordSender.Task, Callback {
  private final RecordSender sender;

  /** Null when it is no longer needed. */
  @Nullable ProducerRecord<byte[], byte[]> record;

  /** The producer that the record was sent with; null before. */
  @Nullable Producer<byte[], byte[]> producer;

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
}
