package io.eventrecorder.sink.kafka;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes sinks that write to a Kafka topic in code; configuration needs none of this.
 *
 * <pre>{@code
 * EventSink sink =
 *     KafkaEventSink.builder("events").bootstrapServers("localhost:9092").build();
 * broadcaster.startRecordingToSink("kafka", sink);
 * }</pre>
 *
 * <p>Each write, also that of a patch, is a record with the whole newest state. The sinks default
 * to the correlator {@code none}, so that every event is a record, and to 10 000 events in the
 * queue and as many records under way.
 */
public final class KafkaEventSink {
  /** What the key of a record is made of, and so which records keep their order. */
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

  /** Where the attributes of the CloudEvent are. */
  public enum Mode {
    /** In headers; the value is the event. */
    BINARY,
    /** In the value, around the event. */
    STRUCTURED
  }

  private KafkaEventSink() {}

  /**
   * {@return a builder of a sink}
   *
   * @param topic where records go
   */
  public static Builder builder(String topic) {
    return new Builder(topic);
  }

  /** Builds a sink. Not thread-safe. */
  public static final class Builder {
    final SinkParts parts;

    private Builder(String topic) {
      this.parts = new SinkParts(topic);
    }

    /**
     * {@return this, with brokers to begin with}
     *
     * @param hostsAndPorts comma-separated {@code host:port}
     */
    public Builder bootstrapServers(String hostsAndPorts) {
      parts.bootstrapServers = hostsAndPorts;
      return this;
    }

    /**
     * {@return this, with settings of the producer}
     *
     * @param settings anything that Kafka's {@code ProducerConfig} takes but serializers and a
     *     transactional.id; it wins over the sink's defaults. Copied
     */
    public Builder producerConfig(Map<String, ?> settings) {
      parts.producerConfig = Map.copyOf(settings);
      return this;
    }

    /**
     * {@return this, with a producer of the application} The sink does not close it. No brokers and
     * settings are to be given then.
     *
     * @param producer may be used by others, too; not for transactions
     */
    public Builder producer(Producer<byte[], byte[]> producer) {
      parts.producer = producer;
      return this;
    }

    /**
     * {@return this, with another key}
     *
     * @param value what it is made of; OBJECT unless said otherwise
     */
    public Builder key(KeyBy value) {
      parts.key = value;
      parts.customKey = null;
      return this;
    }

    /**
     * {@return this, with a key of the application's own}
     *
     * @param function makes the key of an event
     */
    public Builder key(KafkaRecordKey function) {
      parts.customKey = function;
      return this;
    }

    /**
     * {@return this, with another form of the value}
     *
     * @param api CORE_V1 unless said otherwise
     */
    public Builder valueApi(EventApi api) {
      parts.api = api;
      return this;
    }

    /**
     * {@return this, with another place for the attributes}
     *
     * @param value BINARY unless said otherwise
     */
    public Builder mode(Mode value) {
      parts.mode = value;
      return this;
    }

    /**
     * {@return this, with a topic for records that the other one never takes}
     *
     * @param topic such records go there as they are, with the reason in headers, and count as
     *     rejected
     */
    public Builder deadLetterTopic(String topic) {
      parts.deadLetterTopic = topic;
      return this;
    }

    /**
     * {@return this, with tombstones for events that are being deleted, that is, have a
     * metadata.deletionTimestamp}
     *
     * @param value whether; false unless said otherwise. Needs {@link KeyBy#EVENT} or a key of the
     *     application's own
     */
    public Builder tombstones(boolean value) {
      parts.tombstones = value;
      return this;
    }

    /**
     * {@return this, with the place that events come from}
     *
     * @param uri of the cluster or service: {@code ce_source}, and the first part of keys. If it is
     *     empty, {@code ce_source} is the reporter of each event
     */
    public Builder source(String uri) {
      parts.source = uri;
      return this;
    }

    /**
     * {@return this, with a name}
     *
     * @param name of the sink's thread, and after {@code eventrecorder-} the producer's default
     *     client.id; {@code kafka} unless said otherwise
     */
    public Builder name(String name) {
      parts.name = name;
      return this;
    }

    /**
     * {@return this, with another clock; it dates records whose event has no time at all}
     *
     * @param value the clock; the system's unless said otherwise
     */
    public Builder clock(EventClock value) {
      parts.clock = value;
      return this;
    }

    /**
     * {@return a new sink} It has a thread of its own, and a producer unless one was given.
     *
     * @throws IllegalArgumentException if something cannot work; the message has every problem and
     *     its remedy
     */
    public EventSink build() {
      return parts.build();
    }
  }
}
