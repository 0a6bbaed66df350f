package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.spi.SinkException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A write, its answer, and the ear for the broker's: one object for all three. */
final class PendingWrite extends CompletableFuture<@Nullable Event>
    implements RecordSender.Task, Callback {
  private final RecordSender sender;

  /** Gone when there is an answer. */
  @Nullable ProducerRecord<byte[], byte[]> record;

  /** The one that has the record. */
  @Nullable Producer<byte[], byte[]> producer;

  PendingWrite(ProducerRecord<byte[], byte[]> record, RecordSender sender) {
    this.record = record;
    this.sender = sender;
  }

  @Override
  public void send() {
    if (!isDone()) { // given up by the pipeline
      sender.send(this);
    }
  }

  @Override
  public void giveUp(SinkException why) {
    completeExceptionally(why);
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (failure == null) {
      record = null;
      complete(null);
    } else {
      sender.failed(this, failure);
    }
  }
}
