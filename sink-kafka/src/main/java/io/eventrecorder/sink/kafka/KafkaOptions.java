package io.eventrecorder.sink.kafka;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.sink.kafka.KafkaEventSink.Mode;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** The options of a sink from configuration, and the settings that they describe. */
final class KafkaOptions {
  static final Option<String> TOPIC =
      Option.string("topic").require().describedAs("The topic of the records; it must exist.");

  static final Option<List<String>> BOOTSTRAP_SERVERS =
      Option.list("bootstrap-servers")
          .describedAs(
              "Brokers to connect to first, host:port; producer.bootstrap.servers is the same.");

  static final Option<KeyBy> KEY =
      Option.choice("key", KeyBy.class)
          .describedAs(
              "What the record's key identifies: the object that the event is about, or the event"
                  + " (for compacted topics). Not set: the KafkaRecordKey of the application, or"
                  + " else object.");

  static final Option<EventApi> VALUE_API =
      Option.choice("value-api", EventApi.class)
          .defaultTo(EventApi.CORE_V1)
          .describedAs("The Kubernetes API whose JSON form the event has.");

  static final Option<Mode> MODE =
      Option.choice("mode", Mode.class)
          .defaultTo(Mode.BINARY)
          .describedAs(
              "Where the CloudEvents attributes are: in headers, or in the value with the event.");

  static final Option<String> DEAD_LETTER_TOPIC =
      Option.string("dead-letter-topic")
          .describedAs(
              "The topic for records that the topic refuses for good, for example because they are"
                  + " too large; none if not set.");

  static final Option<Boolean> TOMBSTONES =
      Option.bool("tombstones")
          .defaultTo(false)
          .describedAs(
              "Whether an event with a metadata.deletionTimestamp becomes a tombstone; needs"
                  + " key=event.");

  static final Option<Map<String, String>> PRODUCER =
      Option.passThrough("producer.")
          .describedAs("Any setting of a Kafka producer, with Kafka's name and value.");

  static final List<Option<?>> ALL =
      List.of(
          TOPIC, BOOTSTRAP_SERVERS, KEY, VALUE_API, MODE, DEAD_LETTER_TOPIC, TOMBSTONES, PRODUCER);

  private KafkaOptions() {}

  static SinkSettings settings(ProviderContext context) {
    KafkaEventSink.Builder builder =
        KafkaEventSink.builder(context.get(TOPIC))
            .name(context.name())
            .optionPrefix("eventrecorder.sink." + context.name() + ".")
            .valueApi(context.get(VALUE_API))
            .mode(context.get(MODE))
            .deadLetterTopic(context.find(DEAD_LETTER_TOPIC).orElse("").strip())
            .tombstones(context.get(TOMBSTONES))
            .source(context.source());
    context
        .find(KEY)
        .ifPresentOrElse(
            builder::key, () -> context.provided(KafkaRecordKey.class).ifPresent(builder::key));
    setProducer(builder, context);
    return builder.settings();
  }

  /** A sink whose options name brokers or producer settings does not use a provided producer. */
  @SuppressWarnings("unchecked") // Class has no type arguments; the documentation requires byte[].
  private static void setProducer(KafkaEventSink.Builder builder, ProviderContext context) {
    String bootstrapServers = String.join(",", context.find(BOOTSTRAP_SERVERS).orElse(List.of()));
    Map<String, String> producerConfig = context.get(PRODUCER);
    builder.bootstrapServers(bootstrapServers).producerConfig(producerConfig);
    if (bootstrapServers.isEmpty() && producerConfig.isEmpty()) {
      context
          .provided(Producer.class)
          .ifPresent(producer -> builder.producer((Producer<byte[], byte[]>) producer));
    }
  }
}
