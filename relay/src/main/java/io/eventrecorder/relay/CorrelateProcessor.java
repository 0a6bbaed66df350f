package io.eventrecorder.relay;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Connects a task of Kafka Streams with a {@link PartitionTask}. Confined to its thread. */
class CorrelateProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
  private static final Duration PUNCTUATION = Duration.ofSeconds(1);

  private final RelaySetup setup;
  private @Nullable ProcessorContext<byte[], Outgoing> context;
  private @Nullable PartitionTask task;

  CorrelateProcessor(RelaySetup setup) {
    this.setup = setup;
  }

  /**
   * Kafka Streams has restored the stores. It calls this a second time if it revives a task after
   * an aborted transaction, so everything is made anew.
   */
  @Override
  public void init(ProcessorContext<byte[], Outgoing> newContext) {
    context = newContext;
    task = new PartitionTask(newContext, setup);
    newContext.schedule(PUNCTUATION, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
  }

  private void punctuate(long wallMillis) {
    if (task != null) {
      task.punctuate(wallMillis);
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (context == null || task == null) {
      throw new IllegalStateException("a record came before init()");
    }
    RecordMetadata from =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without a topic"));
    task.process(consumed(record, from.topic(), from.partition(), from.offset()));
  }

  /** {@return the record as a consumer has it} */
  ConsumerRecord<byte[], byte[]> consumed(
      Record<byte[], byte[]> record, String topic, int partition, long offset) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        record.timestamp(),
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  @Override
  public void close() {
    if (task != null) {
      task.close();
      task = null;
    }
  }
}
