package io.eventrecorder.sink.kafka;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.sink.kafka.KafkaEventSink.Mode;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** The options, and the sink that they describe. */
final class KafkaOptions {
  static final Option<String> TOPIC =
      Option.string("topic").require().describedAs("Where records go; it must exist.");

  static final Option<List<String>> BOOTSTRAP_SERVERS =
      Option.list("bootstrap-servers")
          .describedAs("Brokers to begin with, host:port; producer.bootstrap.servers is the same.");

  static final Option<KeyBy> KEY =
      Option.choice("key", KeyBy.class)
          .describedAs(
              "The record's key: of the regarded object, or of the event, for compacted topics;"
                  + " object if not set and the application provides no KafkaRecordKey.");

  static final Option<EventApi> VALUE_API =
      Option.choice("value-api", EventApi.class)
          .defaultTo(EventApi.CORE_V1)
          .describedAs("The event's form in the value, as that API has it.");

  static final Option<Mode> MODE =
      Option.choice("mode", Mode.class)
          .defaultTo(Mode.BINARY)
          .describedAs("The CloudEvents attributes: in headers, or around the event in the value.");

  static final Option<String> DEAD_LETTER_TOPIC =
      Option.string("dead-letter-topic")
          .describedAs(
              "Where records go that the topic never takes (too large, for example); none if not"
                  + " set.");

  static final Option<Boolean> TOMBSTONES =
      Option.bool("tombstones")
          .defaultTo(false)
          .describedAs(
              "Whether an event with a metadata.deletionTimestamp is written as a tombstone; needs"
                  + " key=event.");

  static final Option<Map<String, String>> PRODUCER =
      Option.passThrough("producer.")
          .describedAs("Any setting of a Kafka producer, as it is: security, acks, batches.");

  static final List<Option<?>> ALL =
      List.of(
          TOPIC, BOOTSTRAP_SERVERS, KEY, VALUE_API, MODE, DEAD_LETTER_TOPIC, TOMBSTONES, PRODUCER);

  private KafkaOptions() {}

  static SinkParts parts(ProviderContext context) {
    SinkParts parts = new SinkParts(context.get(TOPIC));
    parts.name = context.name();
    parts.prefix = "eventrecorder.sink." + context.name() + ".";
    parts.bootstrapServers = String.join(",", context.find(BOOTSTRAP_SERVERS).orElse(List.of()));
    parts.producerConfig = context.get(PRODUCER);
    parts.producer = provided(context, parts);
    parts.key = context.find(KEY).orElse(KeyBy.OBJECT);
    if (context.find(KEY).isEmpty()) {
      parts.customKey = context.provided(KafkaRecordKey.class).orElse(null);
    }
    parts.api = context.get(VALUE_API);
    parts.mode = context.get(MODE);
    parts.deadLetterTopic = context.find(DEAD_LETTER_TOPIC).orElse("").strip();
    parts.tombstones = context.get(TOMBSTONES);
    parts.source = context.source();
    parts.clock = context.clock();
    parts.counters = context::counter;
    return parts;
  }

  /** A sink that names brokers itself has a producer of its own, also where one is provided. */
  @SuppressWarnings("unchecked") // a class has no type arguments; the documentation says which
  private static @Nullable Producer<byte[], byte[]> provided(
      ProviderContext context, SinkParts parts) {
    if (!parts.bootstrapServers.isEmpty() || !parts.producerConfig.isEmpty()) {
      return null;
    }
    return (Producer<byte[], byte[]>) context.provided(Producer.class).orElse(null);
  }
}
