package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Recorders of two clusters that record for as long as the test wants. Some of their records are
 * sent a second time, as a producer does that did not get an answer. Now and then a record comes
 * that is no event, or that says that an event is deleted.
 */
final class RecordedEvents implements AutoCloseable {
  private static final int RECORDERS = 3;
  private static final int EVENTS_AT_ONCE = 5;
  private static final int OBJECTS = 40;
  private static final String REPEATED = "repeated";

  private final List<EventBroadcaster> broadcasters = new ArrayList<>();
  private final List<EventRecorder> recorders = new ArrayList<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> running;
  private final Random chance = new Random(42);
  private final Deque<ConsumerRecord<byte[], byte[]>> toRepeat = new ArrayDeque<>();
  private final AtomicLong recorded = new AtomicLong();
  private long read;
  private long repeated;
  private long garbage;
  private long deletions;

  RecordedEvents(String bootstrapServers) {
    for (int i = 0; i < RECORDERS; i++) {
      EventBroadcaster broadcaster =
          EventBroadcaster.builder()
              .properties(
                  Map.of(
                      "eventrecorder.sinks",
                      "kafka",
                      "eventrecorder.source",
                      i == 0 ? "/clusters/north" : "/clusters/south",
                      "eventrecorder.sink.kafka.topic",
                      RelayProcess.INPUT,
                      "eventrecorder.sink.kafka.bootstrap-servers",
                      bootstrapServers,
                      "eventrecorder.pipeline.kafka.overflow",
                      "block"))
              .build();
      broadcasters.add(broadcaster);
      recorders.add(broadcaster.newRecorder("shop"));
    }
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, RelayProcess.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(RelayProcess.INPUT, partition))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    running = thread.scheduleAtFixedRate(this::record, 0, 25, TimeUnit.MILLISECONDS);
  }

  /** {@return how many events were recorded} */
  long recorded() {
    if (running.isDone()) {
      throw new IllegalStateException("recording has failed: " + running);
    }
    return recorded.get();
  }

  private void record() {
    for (EventRecorder recorder : recorders) {
      for (int i = 0; i < EVENTS_AT_ONCE; i++) {
        recordOne(recorder);
      }
    }
    recorded.addAndGet(RECORDERS * EVENTS_AT_ONCE);
    int partition = chance.nextInt(RelayProcess.PARTITIONS);
    if (chance.nextInt(40) == 0) {
      send(new ProducerRecord<>(RelayProcess.INPUT, partition, null, "no {".getBytes(UTF_8)));
      garbage++;
    }
    if (chance.nextInt(40) == 0) {
      send(new ProducerRecord<>(RelayProcess.INPUT, partition, "key".getBytes(UTF_8), null));
      deletions++;
    }
    repeatSome(Duration.ZERO);
  }

  private void recordOne(EventRecorder recorder) {
    int object = chance.nextBoolean() ? 0 : chance.nextInt(OBJECTS);
    ObjectReference pod = ObjectReference.of("Pod", "shop", "web-" + object);
    switch (chance.nextInt(4)) {
      case 0 -> recorder.warning(pod, "Failed", "attempt %d failed", chance.nextInt(30));
      case 1 -> recorder.normal(pod, "Pulled", "the image is there");
      default -> recorder.warning(pod, "BackOff", "restarting failed container");
    }
  }

  /** Each 20th record is sent again: half of them immediately, half of them much later. */
  private void repeatSome(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      if (record.value() != null
          && record.headers().lastHeader("ce_id") != null
          && record.headers().lastHeader(REPEATED) == null
          && ++read % 20 == 0) {
        if (read % 40 == 0) {
          repeat(record);
        } else {
          toRepeat.add(record);
        }
      }
    }
    while (toRepeat.size() > 150) {
      repeat(toRepeat.remove());
    }
  }

  private void repeat(ConsumerRecord<byte[], byte[]> record) {
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value());
    for (Header header : record.headers()) {
      again.headers().add(header);
    }
    again.headers().add(REPEATED, new byte[0]); // so that it is not repeated again
    send(again);
    repeated++;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    Future<RecordMetadata> unused = producer.send(record); // end() flushes
  }

  /** Stops recording, and waits until all is in the topic. */
  Sent end() throws Exception {
    running.cancel(false);
    thread.submit(() -> {}).get();
    broadcasters.forEach(EventBroadcaster::close);
    repeatSome(Duration.ofSeconds(1));
    while (!toRepeat.isEmpty()) {
      repeat(toRepeat.remove());
    }
    producer.flush();
    return new Sent(repeated, garbage, deletions);
  }

  /**
   * What was sent, apart from events.
   *
   * @param repeated records of events that were sent a second time
   * @param garbage records that are no events
   * @param deletions records that say that an event is deleted
   */
  record Sent(long repeated, long garbage, long deletions) {}

  @Override
  public void close() {
    thread.shutdownNow();
    broadcasters.forEach(EventBroadcaster::close);
    producer.close();
    consumer.close();
  }
}
