package io.eventrecorder.sink.kafka;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Creates sinks that write to a Kafka topic, in code. A sink from configuration does not need this
 * class.
 *
 * <pre>{@code
 * EventSink sink =
 *     KafkaEventSink.builder("events").bootstrapServers("localhost:9092").build();
 * broadcaster.startRecordingToSink("kafka", sink);
 * }</pre>
 *
 * <p>Each write is a record with the whole newest state of the event, also the write of a patch.
 * The pipeline of such a sink has these defaults: the correlator {@code none}, so that every event
 * becomes a record; a queue for 10 000 events; and 10 000 records in flight.
 */
public final class KafkaEventSink {
  /** What the key of a record identifies. Kafka keeps the order of records with the same key. */
  public enum KeyBy {
    /**
     * The regarded object: {@code source|namespace|kind|name|uid}. All events of an object are in
     * one partition.
     */
    OBJECT,
    /**
     * The event: {@code source|namespace|name}. A compacted topic keeps the newest state of each
     * event.
     */
    EVENT
  }

  /** Where a record has the attributes of the CloudEvent: the content mode of CloudEvents. */
  public enum Mode {
    /** In the headers of the record. The value is the event. */
    BINARY,
    /** In the value, which is a JSON object with the attributes and the event. */
    STRUCTURED
  }

  private KafkaEventSink() {}

  /**
   * {@return a builder of a sink}
   *
   * @param topic the topic of the records
   */
  public static Builder builder(String topic) {
    return new Builder(topic);
  }

  /** Builds a sink. Not thread-safe. */
  public static final class Builder {
    private final String topic;
    private String name = "kafka";
    private String optionPrefix = "";
    private String bootstrapServers = "";
    private Map<String, ?> producerConfig = Map.of();
    private @Nullable Producer<byte[], byte[]> producer;
    private KeyBy keyBy = KeyBy.OBJECT;
    private @Nullable KafkaRecordKey customKey;
    private EventApi api = EventApi.CORE_V1;
    private Mode mode = Mode.BINARY;
    private String deadLetterTopic = "";
    private boolean tombstones;
    private String source = "";
    private EventClock clock = EventClock.system();

    private Builder(String topic) {
      this.topic = Objects.requireNonNull(topic, "topic");
    }

    /**
     * Sets the brokers that the producer connects to first.
     *
     * @param hostsAndPorts comma-separated {@code host:port}
     * @return this
     */
    public Builder bootstrapServers(String hostsAndPorts) {
      bootstrapServers = Objects.requireNonNull(hostsAndPorts, "hostsAndPorts");
      return this;
    }

    /**
     * Sets the configuration of the producer. These settings replace the defaults of the sink.
     *
     * @param settings any settings of Kafka's {@code ProducerConfig} except serializers and {@code
     *     transactional.id}; copied
     * @return this
     */
    public Builder producerConfig(Map<String, ?> settings) {
      producerConfig = Map.copyOf(settings);
      return this;
    }

    /**
     * Sets a producer of the application. The sink does not close it. Do not set {@link
     * #bootstrapServers} or {@link #producerConfig} then.
     *
     * @param producer a producer without transactions; other code may use it at the same time
     * @return this
     */
    public Builder producer(Producer<byte[], byte[]> producer) {
      this.producer = Objects.requireNonNull(producer, "producer");
      return this;
    }

    /**
     * Sets what the keys of records identify.
     *
     * @param choice {@link KeyBy#OBJECT} if not set
     * @return this
     */
    public Builder key(KeyBy choice) {
      keyBy = Objects.requireNonNull(choice, "choice");
      customKey = null;
      return this;
    }

    /**
     * Sets a function of the application that makes the keys of records.
     *
     * @param function makes the key of an event
     * @return this
     */
    public Builder key(KafkaRecordKey function) {
      customKey = Objects.requireNonNull(function, "function");
      return this;
    }

    /**
     * Sets the API whose JSON form the event has in the record.
     *
     * @param choice {@link EventApi#CORE_V1} if not set
     * @return this
     */
    public Builder valueApi(EventApi choice) {
      api = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /**
     * Sets where records have the attributes of the CloudEvent.
     *
     * @param choice {@link Mode#BINARY} if not set
     * @return this
     */
    public Builder mode(Mode choice) {
      mode = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /**
     * Sets the topic for records that the first topic refuses for good. The sink writes such a
     * record there unchanged, adds the reason as headers, and counts the write as rejected.
     *
     * @param topic none if not set, or if empty
     * @return this
     */
    public Builder deadLetterTopic(String topic) {
      deadLetterTopic = Objects.requireNonNull(topic, "topic");
      return this;
    }

    /**
     * Sets whether the sink writes a tombstone for an event that is being deleted, that is, one
     * with a {@code metadata.deletionTimestamp}.
     *
     * @param wanted false if not set; true needs {@link KeyBy#EVENT} or a {@link KafkaRecordKey}
     * @return this
     */
    public Builder tombstones(boolean wanted) {
      tombstones = wanted;
      return this;
    }

    /**
     * Sets the source of the events: the value of {@code ce_source} and the first part of keys.
     *
     * @param uri the URI of the cluster or service; if not set or empty, {@code ce_source} is the
     *     reporter of each event
     * @return this
     */
    public Builder source(String uri) {
      source = Objects.requireNonNull(uri, "uri");
      return this;
    }

    /**
     * Sets the name of the sink.
     *
     * @param name used in the name of the sink's thread and in the default {@code client.id} of the
     *     producer, {@code eventrecorder-<name>}; {@code kafka} if not set
     * @return this
     */
    public Builder name(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Sets the clock that dates records of events without a time.
     *
     * @param source the system's clock if not set
     * @return this
     */
    public Builder clock(EventClock source) {
      clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /** Sets what messages write before the name of an option. */
    Builder optionPrefix(String prefix) {
      optionPrefix = prefix;
      return this;
    }

    SinkSettings settings() {
      return new SinkSettings(
          name,
          optionPrefix,
          new RecordFormat.Settings(topic, source, api, mode, tombstones),
          new RecordKeys.Rule(keyBy, customKey),
          deadLetterTopic,
          new ProducerSettings(
              optionPrefix, "eventrecorder-" + name, bootstrapServers, producerConfig),
          producer);
    }

    /**
     * {@return a new sink} The sink starts a thread. It creates a producer unless the application
     * has set one.
     *
     * @throws IllegalArgumentException if the settings have problems; the message lists all of
     *     them, each with its remedy
     */
    public EventSink build() {
      return new SinkFactory(clock, counter -> new LongAdder()).create(settings());
    }
  }
}
