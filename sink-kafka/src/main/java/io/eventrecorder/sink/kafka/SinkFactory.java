package io.eventrecorder.sink.kafka;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.text.PrintableText;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Creates sinks from their settings. */
final class SinkFactory {
  private static final System.Logger LOG = System.getLogger("io.eventrecorder");

  /** The settings of a provided producer are unknown: Kafka's default time-outs and a margin. */
  private static final Duration PROVIDED_TIMEOUT = Duration.ofSeconds(120 + 60 + 5);

  private final EventClock clock;
  private final Function<String, LongAdder> counters;
  private final Function<ProducerSettings, Producer<byte[], byte[]>> newProducer;

  /**
   * A factory whose sinks create Kafka's own producers.
   *
   * @param clock dates records of events without a time
   * @param counters gives the counter of a name
   */
  SinkFactory(EventClock clock, Function<String, LongAdder> counters) {
    this(clock, counters, ProducerSettings::newProducer);
  }

  SinkFactory(
      EventClock clock,
      Function<String, LongAdder> counters,
      Function<ProducerSettings, Producer<byte[], byte[]>> newProducer) {
    this.clock = clock;
    this.counters = counters;
    this.newProducer = newProducer;
  }

  /**
   * {@return a new sink, whose thread has been started}
   *
   * @throws IllegalArgumentException if the settings have problems; the message lists them all
   */
  EventSink create(SinkSettings settings) {
    List<String> problems = settings.check();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    String versionProblem = ClientVersion.problem(ClientVersion.present());
    if (!versionProblem.isEmpty()) {
      warn("kafka-clients " + versionProblem);
    }
    Producer<byte[], byte[]> provided = settings.providedProducer();
    if (provided != null) {
      return create(
          settings,
          ProducerSource.provided(provided),
          new ErrorContext("the brokers", true, UnaryOperator.identity()),
          PROVIDED_TIMEOUT);
    }
    ProducerSettings producer = settings.producerSettings();
    new ProducerSettingsCheck(producer).unknownNames().forEach(SinkFactory::warn);
    return create(
        settings,
        ProducerSource.own(
            () -> newProducer.apply(producer),
            firstProducer(producer),
            counters.apply("producers-replaced")),
        producer.errorContext(),
        producer.attemptTimeout());
  }

  /**
   * Creates the producer at start-up, so that the application learns of contradicting settings and
   * missing files immediately.
   */
  private @Nullable Producer<byte[], byte[]> firstProducer(ProducerSettings settings) {
    try {
      return newProducer.apply(settings);
    } catch (KafkaException e) {
      if (FailureKind.isUnresolved(ProducerErrors.rootCause(e))) {
        return null; // The name may resolve later; until then each write fails with the reason.
      }
      // Without the cause: its message may contain a password.
      throw new IllegalArgumentException(new ProducerSettingsCheck(settings).creationProblem(e));
    }
  }

  private EventSink create(
      SinkSettings settings, ProducerSource producers, ErrorContext errors, Duration timeout) {
    RecordFormat.Settings format = settings.format();
    RecordKeys keys =
        new RecordKeys(
            settings.key(), format.tombstones(), format.source(), counters.apply("key-failures"));
    String deadLetterTopic = settings.deadLetterTopic();
    DeadLetters deadLetters =
        new DeadLetters(
            deadLetterTopic,
            producers,
            counters.apply("dead-lettered"),
            counters.apply("dead-letters-lost"),
            new ProducerErrors(deadLetterTopic, errors));
    RecordSender sender =
        new RecordSender(
            settings.name(), producers, new ProducerErrors(settings.topic(), errors), deadLetters);
    sender.start();
    return new KafkaSink(new RecordFormat(format, keys, clock), sender, timeout);
  }

  private static void warn(String text) {
    LOG.log(Level.WARNING, "{0}", PrintableText.line(text));
  }
}
