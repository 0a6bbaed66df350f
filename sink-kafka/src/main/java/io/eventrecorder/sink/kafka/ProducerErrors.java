package io.eventrecorder.sink.kafka;

import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/** Translates the exceptions of a producer for the pipeline, with a message and a remedy. */
final class ProducerErrors {
  /**
   * A translated exception.
   *
   * @param exception for the pipeline
   * @param replaceProducer whether the sink must create a new producer
   * @param invalidRecord whether the topic refuses this record for good
   */
  record Failure(SinkException exception, boolean replaceProducer, boolean invalidRecord) {}

  /** How soon the pipeline writes a record again whose batch contained an invalid record. */
  private static final Duration BATCH_RETRY_DELAY = Duration.ofMillis(1);

  private static final List<String> PRODUCER_SIZE_LIMITS =
      List.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ProducerConfig.BUFFER_MEMORY_CONFIG);

  private final String topic;
  private final ErrorContext context;

  /**
   * The errors of one topic.
   *
   * @param topic the topic that the producer writes to
   * @param context what messages say of the producer
   */
  ProducerErrors(String topic, ErrorContext context) {
    this.topic = topic;
    this.context = context;
  }

  /** {@return the translated exception of a record that the producer accepted and then failed} */
  Failure ofDelivery(Throwable thrown) {
    return failure(FailureKind.of(thrown), thrown);
  }

  /**
   * {@return the translated exception of a record that the producer did not accept}
   *
   * @param thrown the exception of {@code send}
   * @param connected whether a broker of the cluster answers
   */
  Failure ofSend(Throwable thrown, boolean connected) {
    FailureKind kind = FailureKind.of(thrown);
    if (kind == FailureKind.AMBIGUOUS && thrown instanceof TimeoutException) {
      // While the buffer has room, send waits only for the metadata of the topic.
      kind = connected ? FailureKind.UNKNOWN_TOPIC : FailureKind.NO_BROKER;
    }
    return failure(kind, thrown);
  }

  private Failure failure(FailureKind kind, Throwable thrown) {
    Throwable cause = thrown.getCause();
    if (kind == FailureKind.PRODUCER_BROKEN && cause instanceof KafkaException) {
      // The exception of a broken producer wraps the one that broke it.
      return new Failure(failure(FailureKind.of(cause), cause).exception(), true, false);
    }
    String text = text(thrown);
    return switch (kind) {
      case INVALID_RECORD ->
          new Failure(
              SinkException.rejected(
                  "Kafka does not accept this record: " + text + sizeOrTimeRemedy(thrown), thrown),
              false,
              true);
      case TLS -> misconfigured(tls(text, thrown), thrown, true);
      case AUTHENTICATION ->
          misconfigured(
              context.brokers()
                  + " do not accept the login: "
                  + text
                  + "; check user, password and mechanism (producer.sasl.*)",
              thrown,
              true);
      case TOPIC_AUTHORIZATION ->
          misconfigured(
              "no permission: allow this client WRITE and DESCRIBE on topic " + topic,
              thrown,
              false);
      case AUTHORIZATION ->
          misconfigured(
              "no permission: "
                  + text
                  + "; allow this client IDEMPOTENT_WRITE on the cluster and WRITE on topic "
                  + topic,
              thrown,
              true);
      case INVALID_TOPIC ->
          misconfigured(topic + " is not a valid topic name: " + text, thrown, false);
      case UNKNOWN_TOPIC -> misconfigured(unknownTopic(), thrown, false);
      case INVALID_CONFIGURATION ->
          misconfigured(
              "the broker or the producer does not accept its configuration: " + text,
              thrown,
              true);
      case WRONG_SERIALIZER ->
          misconfigured(
              "the producer of the application must have ByteArraySerializer for keys and values: "
                  + text,
              thrown,
              false);
      case NO_BROKER ->
          retryable(
              "no answer from "
                  + context.brokers()
                  + ": check that they run, their address, producer.security.protocol and"
                  + " producer.sasl.*; "
                  + text,
              thrown);
      case BUFFER_FULL ->
          retryable("the brokers are slower than the sink; the buffer is full: " + text, thrown);
      case AMBIGUOUS -> new Failure(wholeSinkRetryable(text, thrown).asAmbiguous(), false, false);
      case RETRIABLE -> retryable(text, thrown);
      case BATCH_REFUSED ->
          new Failure(
              SinkException.retryable(text, thrown).retryAfter(BATCH_RETRY_DELAY), false, false);
      case PRODUCER_BROKEN -> producerBroken(text, thrown);
      case PRODUCER_CLOSED -> producerClosed(text, thrown);
      case INTERRUPTED -> retryable("the sink is closing", thrown);
    };
  }

  private String tls(String text, Throwable thrown) {
    // Kafka's own exception says only that the handshake failed; its cause says why.
    Throwable root = rootCause(thrown);
    return "no TLS connection to "
        + context.brokers()
        + ": "
        + text
        + (root == thrown ? "" : ", " + text(root))
        + "; check which certificates this client trusts (producer.ssl.truststore.*), and its own"
        + " certificate if the brokers require one (producer.ssl.keystore.*)";
  }

  private String unknownTopic() {
    return "topic "
        + topic
        + " does not exist, or this client may not see it: create it (kafka-topics.sh --create"
        + " --topic "
        + topic
        + "), or allow DESCRIBE and WRITE on it";
  }

  private Failure producerBroken(String text, Throwable thrown) {
    if (context.provided()) {
      return misconfigured(
          "the producer of the application has failed for good; create a new one: " + text,
          thrown,
          false);
    }
    String message = "the producer has failed for good, the sink creates a new one: " + text;
    return new Failure(wholeSinkRetryable(message, thrown).asAmbiguous(), true, false);
  }

  private Failure producerClosed(String text, Throwable thrown) {
    if (context.provided()) {
      return misconfigured("the producer of the application is closed: " + text, thrown, false);
    }
    return new Failure(wholeSinkRetryable(text, thrown), true, false);
  }

  private String sizeOrTimeRemedy(Throwable thrown) {
    if (thrown instanceof InvalidTimestampException) {
      return "; raise message.timestamp.before.max.ms or message.timestamp.after.max.ms of topic "
          + topic;
    }
    if (!(thrown instanceof RecordTooLargeException)
        && !(thrown instanceof RecordBatchTooLargeException)) {
      return "";
    }
    // If a limit of the producer is too low, Kafka's message contains the name of the setting.
    String limit =
        PRODUCER_SIZE_LIMITS.stream()
            .filter(name -> FailureKind.messageContains(thrown, name))
            .findFirst()
            .map(name -> "producer." + name)
            .orElse("max.message.bytes of topic " + topic);
    return "; raise " + limit + ", or shorten the event";
  }

  private static Failure misconfigured(String message, Throwable thrown, boolean replaceProducer) {
    SinkException exception = SinkException.misconfigured(message, thrown).ofWholeSink();
    return new Failure(exception, replaceProducer, false);
  }

  private static Failure retryable(String message, Throwable thrown) {
    return new Failure(wholeSinkRetryable(message, thrown), false, false);
  }

  private static SinkException wholeSinkRetryable(String message, Throwable thrown) {
    return SinkException.retryable(message, thrown).ofWholeSink();
  }

  static Throwable rootCause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : rootCause(cause);
  }

  /** {@return class and message of the exception, without secrets} */
  private String text(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return redact(message == null ? name : name + ": " + message.replaceAll("\\.$", ""));
  }

  /** {@return the text without secrets} */
  String redact(String text) {
    return context.redaction().apply(text);
  }
}
