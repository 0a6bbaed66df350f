package io.eventrecorder.sink.kafka;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.sink.kafka.KafkaEventSink.Mode;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.text.PrintableText;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/** What a sink is put together from, by the builder and by the provider. */
final class SinkParts {
  private static final System.Logger LOG = System.getLogger("io.eventrecorder");

  /** Of a producer whose settings nobody knows: Kafka's defaults, and a margin. */
  private static final Duration PROVIDED_TIMEOUT = Duration.ofSeconds(120 + 60 + 5);

  final String topic;
  String name = "kafka";
  String prefix = "";
  String bootstrapServers = "";
  Map<String, ?> producerConfig = Map.of();
  @Nullable Producer<byte[], byte[]> producer;
  KeyBy key = KeyBy.OBJECT;
  @Nullable KafkaRecordKey customKey;
  EventApi api = EventApi.CORE_V1;
  Mode mode = Mode.BINARY;
  String deadLetterTopic = "";
  boolean tombstones;
  String source = "";
  EventClock clock = EventClock.system();
  Function<ProducerSettings, Producer<byte[], byte[]>> producerMaker =
      ProducerSettings::newProducer;
  String clientVersion = ClientVersion.present();
  Function<String, LongAdder> counters = counter -> new LongAdder();

  SinkParts(String topic) {
    this.topic = topic;
  }

  boolean hasOwnProducer() {
    return producer == null;
  }

  ProducerSettings producerSettings() {
    return new ProducerSettings(prefix, "eventrecorder-" + name, bootstrapServers, producerConfig);
  }

  /** {@return what cannot work, each with its remedy} */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    topicProblem("topic", topic, problems);
    if (!deadLetterTopic.isEmpty()) {
      topicProblem("dead-letter-topic", deadLetterTopic, problems);
      if (deadLetterTopic.equals(topic)) {
        problems.add(prefix + "dead-letter-topic is the topic itself: name another one");
      }
    }
    if (tombstones && key == KeyBy.OBJECT && customKey == null) {
      problems.add(
          prefix
              + "tombstones=true with key=object would delete what other events of the object"
              + " left: set "
              + prefix
              + "key=event too");
    }
    if (hasOwnProducer()) {
      problems.addAll(producerSettings().problems());
    } else if (!bootstrapServers.isEmpty() || !producerConfig.isEmpty()) {
      problems.add(
          "a producer is given, and settings for another one: remove the bootstrap servers and the"
              + " producer's settings, or the producer");
    }
    return problems;
  }

  private void topicProblem(String option, String value, List<String> problems) {
    if (!Topic.isValid(value)) {
      problems.add(
          prefix
              + option
              + "="
              + value
              + " is no name of a topic: use up to 249 letters, digits, '.', '_' and '-'");
    }
  }

  EventSink build() {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    String versionProblem = ClientVersion.problem(clientVersion);
    if (!versionProblem.isEmpty()) {
      LOG.log(Level.WARNING, "{0}", PrintableText.line("kafka-clients " + versionProblem));
    }
    Producer<byte[], byte[]> provided = producer;
    return provided == null ? own(producerSettings()) : provided(provided);
  }

  private EventSink own(ProducerSettings settings) {
    settings.unknown().forEach(text -> LOG.log(Level.WARNING, "{0}", PrintableText.line(text)));
    ProducerSource producers =
        ProducerSource.own(
            () -> producerMaker.apply(settings),
            first(settings),
            counters.apply("producers-replaced"));
    return sink(producers, settings.brokers(), settings::redacted, settings.attemptTimeout());
  }

  private EventSink provided(Producer<byte[], byte[]> given) {
    ProducerSource producers = ProducerSource.provided(given);
    return sink(producers, "the brokers", UnaryOperator.identity(), PROVIDED_TIMEOUT);
  }

  /** Now, so that settings that contradict each other, and missing files, are told at start-up. */
  private @Nullable Producer<byte[], byte[]> first(ProducerSettings settings) {
    try {
      return producerMaker.apply(settings);
    } catch (KafkaException e) {
      if (FailureKind.isUnresolved(ProducerErrors.root(e))) {
        return null; // the name service may know them later; until then each write says so
      }
      throw new IllegalArgumentException(notMade(settings, e)); // the cause may have a secret
    }
  }

  /** {@return why no producer can be made, in words} */
  String notMade(ProducerSettings settings, KafkaException thrown) {
    return "the Kafka producer cannot be made: "
        + settings.redacted(String.valueOf(ProducerErrors.root(thrown).getMessage()))
        + "; check "
        + prefix
        + concerned(thrown);
  }

  private String concerned(KafkaException thrown) {
    if (hasOwnBrokers(thrown)) {
      return "bootstrap-servers, as host:port";
    }
    boolean login = String.valueOf(ProducerErrors.root(thrown).getMessage()).contains("JAAS");
    return login ? "producer.sasl.jaas.config" : "producer.*";
  }

  private boolean hasOwnBrokers(KafkaException thrown) {
    return !bootstrapServers.isEmpty()
        && String.valueOf(ProducerErrors.root(thrown).getMessage()).contains("bootstrap.servers");
  }

  private EventSink sink(
      ProducerSource producers,
      String brokers,
      UnaryOperator<String> redaction,
      Duration attemptTimeout) {
    // Where the application's key function throws, a tombstone must not be for a whole object.
    KeyBy rule = tombstones ? KeyBy.EVENT : key;
    RecordKeys keys = new RecordKeys(rule, customKey, source, counters.apply("key-failures"));
    RecordFormat.Settings form = new RecordFormat.Settings(topic, source, api, mode, tombstones);
    boolean provided = !hasOwnProducer();
    DeadLetters letters =
        new DeadLetters(
            deadLetterTopic,
            producers,
            counters.apply("dead-lettered"),
            counters.apply("dead-letters-lost"),
            new ProducerErrors(deadLetterTopic, brokers, provided, redaction),
            redaction);
    RecordSender sender =
        new RecordSender(
            name, producers, new ProducerErrors(topic, brokers, provided, redaction), letters);
    sender.start();
    return new KafkaSink(new RecordFormat(form, keys, clock), sender, attemptTimeout);
  }
}
