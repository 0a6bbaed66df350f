package io.eventrecorder.benchmarks;

import com.sun.management.ThreadMXBean;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats.WriteLedger;
import io.eventrecorder.sink.kafka.KafkaEventSink;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the same events to the same broker, by a bare producer and by a recorder. */
final class KafkaRounds implements AutoCloseable {
  /**
   * The figures of one round.
   *
   * @param perSecond events per second
   * @param bytes bytes that all threads allocated for each event
   * @param cpu CPU time for each event
   */
  record Figures(double perSecond, long bytes, CpuTimes cpu) {
    static Figures median(List<Figures> all, ToDoubleFunction<Figures> figure) {
      return all.stream().sorted(Comparator.comparingDouble(figure)).toList().get(all.size() / 2);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%,9.0f events/s %,5d B %.2f us", perSecond, bytes, cpu.total());
    }
  }

  private record Readings(long nanos, long bytes, CpuTimes cpu) {}

  private static final EventClock CLOCK = EventClock.system();
  private static final String TOPIC = "events";
  private static final int PARTITIONS = 3;
  private static final int DISTINCT_EVENTS = 20_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Map<String, Object> config;
  private final int events;
  private final List<ObjectReference> objects;
  private final List<String> messages;
  private final List<ProducerRecord<byte[], byte[]>> records;
  private final KafkaProducer<byte[], byte[]> producer;
  private final EventBroadcaster broadcaster;
  private final EventRecorder recorder;
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  KafkaRounds(String address, int events) throws InterruptedException {
    this.events = events;
    this.config =
        Map.of(
            "bootstrap.servers",
            address,
            "acks",
            "all",
            "enable.idempotence",
            "true",
            "compression.type",
            "lz4",
            "linger.ms",
            "5",
            "batch.size",
            "65536");
    this.objects =
        IntStream.range(0, 1000)
            .mapToObj(i -> ObjectReference.of("Order", "eu-" + i % 10, "4711-" + i))
            .toList();
    this.messages =
        IntStream.range(0, DISTINCT_EVENTS)
            .mapToObj(i -> "card " + Integer.toHexString(i * 0x9E3779B9) + " was declined: expired")
            .toList();
    this.records = records();
    ByteArraySerializer bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(config, bytes, bytes);
    createTopic(address);
    this.broadcaster = EventBroadcaster.builder().sinks().build();
    this.recorder =
        start(broadcaster, KafkaEventSink.builder(TOPIC).producerConfig(config).build());
  }

  String describe() {
    int size = records.get(0).value().length;
    return "%,d events a round, %d bytes of JSON and %d headers each, producer %s"
        .formatted(events, size, records.get(0).headers().toArray().length, config);
  }

  /**
   * Creates the topic, and waits until all partitions accept records. Before that, a broker may
   * refuse a record (KAFKA-15591).
   */
  private void createTopic(String address) throws InterruptedException {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[0])).get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EventRecorder start(EventBroadcaster broadcaster, EventSink sink) {
    PipelineOptions options =
        PipelineOptions.builder().overflow(OverflowPolicy.BLOCK).blockTimeout(LIMIT).build();
    broadcaster.startRecordingToSink("kafka", sink, options);
    return broadcaster.newRecorder("shop", "host-1");
  }

  /**
   * {@return the records that the sink passes to the producer for these events} Their headers are
   * Kafka's own, as in an application without the sink.
   */
  private List<ProducerRecord<byte[], byte[]>> records() {
    ByteArraySerializer bytes = new ByteArraySerializer();
    MockProducer<byte[], byte[]> memory = new MockProducer<>(true, null, bytes, bytes);
    try (EventBroadcaster temporary = EventBroadcaster.builder().sinks().build()) {
      EventRecorder recordsOnly =
          start(temporary, KafkaEventSink.builder(TOPIC).producer(memory).build());
      IntStream.range(0, DISTINCT_EVENTS).forEach(i -> record(recordsOnly, i));
      temporary.flush(LIMIT);
    }
    return memory.history().stream()
        .map(
            record ->
                new ProducerRecord<>(
                    TOPIC,
                    null,
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    new RecordHeaders(record.headers())))
        .toList();
  }

  private void record(EventRecorder to, int i) {
    to.warning(objects.get(i % objects.size()), "PaymentFailed", messages.get(i % DISTINCT_EVENTS));
  }

  Figures bare() throws InterruptedException {
    CountDownLatch acknowledged = new CountDownLatch(events);
    Readings start = read();
    for (int i = 0; i < events; i++) {
      ProducerRecord<byte[], byte[]> record = records.get(i % records.size());
      var unused =
          producer.send(
              new ProducerRecord<>(
                  TOPIC, null, record.timestamp(), record.key(), record.value(), record.headers()),
              (metadata, failure) -> acknowledged.countDown());
    }
    acknowledged.await();
    return figures(start);
  }

  Figures recorder() {
    long before = delivered();
    Readings start = read();
    for (int i = 0; i < events; i++) {
      record(recorder, i);
    }
    broadcaster.flush(LIMIT);
    Figures figures = figures(start);
    if (delivered() - before != events) {
      throw new IllegalStateException("not all events were delivered: " + broadcaster.stats());
    }
    return figures;
  }

  private long delivered() {
    WriteLedger writes = broadcaster.stats().pipeline("kafka").writes();
    return writes.delivered();
  }

  private Readings read() {
    return new Readings(CLOCK.nanoTime(), allocated(), CpuTimes.now());
  }

  private Figures figures(Readings start) {
    Readings end = read();
    double seconds = (end.nanos - start.nanos) / 1e9;
    long bytes = (end.bytes - start.bytes) / events;
    return new Figures(events / seconds, bytes, end.cpu.since(start.cpu, events));
  }

  private long allocated() {
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  @Override
  public void close() {
    broadcaster.close(LIMIT);
    producer.close();
  }
}
