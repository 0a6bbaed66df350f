package io.eventrecorder.sink.kafka;

import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/** What the failures of a producer mean to the pipeline, and what to do about them, in words. */
final class ProducerErrors {
  /**
   * What a failure means.
   *
   * @param answer for the pipeline
   * @param newProducer whether the producer works no more
   * @param poison whether it is the record's fault
   */
  record Failure(SinkException answer, boolean newProducer, boolean poison) {}

  /** Until a record is written again, in other company. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  private static final List<String> LIMITS =
      List.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ProducerConfig.BUFFER_MEMORY_CONFIG);

  private final String topic;
  private final String brokers;
  private final boolean provided;
  private final UnaryOperator<String> redaction;

  /**
   * The failures of one sink.
   *
   * @param topic where it writes to
   * @param brokers where they are, in words
   * @param provided whether the producer is the application's
   * @param redaction takes secrets out of what Kafka says
   */
  ProducerErrors(String topic, String brokers, boolean provided, UnaryOperator<String> redaction) {
    this.topic = topic;
    this.brokers = brokers;
    this.provided = provided;
    this.redaction = redaction;
  }

  /** {@return what it means that a record was taken and then not acknowledged} */
  Failure ofAnswer(Throwable thrown) {
    return failure(FailureKind.of(thrown), thrown);
  }

  /**
   * {@return what it means that a record was not taken}
   *
   * @param thrown why not
   * @param connected whether a broker has been answering
   */
  Failure ofSend(Throwable thrown, boolean connected) {
    FailureKind kind = FailureKind.of(thrown);
    if (kind == FailureKind.AMBIGUOUS && thrown instanceof TimeoutException) {
      // All that send waits for, besides room, is to hear about the topic.
      kind = connected ? FailureKind.UNKNOWN_TOPIC : FailureKind.NO_BROKER;
    }
    return failure(kind, thrown);
  }

  private Failure failure(FailureKind kind, Throwable thrown) {
    // A producer that is broken wraps what broke it.
    Throwable cause = thrown.getCause();
    if (kind == FailureKind.PRODUCER_BROKEN && cause instanceof KafkaException) {
      return new Failure(failure(FailureKind.of(cause), cause).answer(), true, false);
    }
    String said = said(thrown);
    return switch (kind) {
      case INVALID_RECORD -> {
        String what = "Kafka does not take this record: " + said + remedy(thrown);
        yield new Failure(SinkException.rejected(what, thrown), false, true);
      }
      case TLS ->
          mend(
              "no TLS connection to "
                  + brokers
                  + ": "
                  + said
                  + because(thrown)
                  + "; check whom this client trusts (producer.ssl.truststore.*), and its own"
                  + " certificate if they ask for one (producer.ssl.keystore.*)",
              thrown,
              true);
      case AUTHENTICATION ->
          mend(
              brokers
                  + " do not accept the login: "
                  + said
                  + "; check user, password and mechanism (producer.sasl.*)",
              thrown,
              true);
      case TOPIC_AUTHORIZATION ->
          mend(
              "no permission: allow this client WRITE and DESCRIBE on topic " + topic,
              thrown,
              false);
      case AUTHORIZATION ->
          mend(
              "no permission: "
                  + said
                  + "; allow this client IDEMPOTENT_WRITE on the cluster and WRITE on topic "
                  + topic,
              thrown,
              true);
      case INVALID_TOPIC ->
          mend("topic " + topic + " is no name of a topic: " + said, thrown, false);
      case UNKNOWN_TOPIC -> mend(noTopic(), thrown, false);
      case INVALID_CONFIGURATION ->
          mend("the broker or the producer refuses its configuration: " + said, thrown, true);
      case NO_BROKER ->
          retry(
              "no answer from "
                  + brokers
                  + ": check that they run, their address, producer.security.protocol and producer.sasl.*; "
                  + said,
              thrown,
              false);
      case BUFFER_FULL ->
          retry("the broker is slower than what is written to it: " + said, thrown, false);
      case AMBIGUOUS -> new Failure(retryable(said, thrown).asAmbiguous(), false, false);
      case RETRIABLE -> retry(said, thrown, false);
      case BATCH_REFUSED ->
          new Failure(SinkException.retryable(said, thrown).retryAfter(MOMENT), false, false);
      case WRONG_SERIALIZER ->
          mend(
              "the producer that the application provides must be one of byte arrays: " + said,
              thrown,
              false);
      case PRODUCER_BROKEN -> broken(said, thrown);
      case PRODUCER_CLOSED ->
          provided
              ? mend("the producer that the application provides is closed: " + said, thrown, false)
              : retry(said, thrown, true);
      case INTERRUPTED -> retry("the sink is closing", thrown, false);
    };
  }

  /** Too large for whom, Kafka says by the name of the producer's setting, if it has one. */
  private String remedy(Throwable thrown) {
    if (thrown instanceof InvalidTimestampException) {
      return "; raise message.timestamp.before.max.ms or message.timestamp.after.max.ms of topic "
          + topic;
    }
    if (!(thrown instanceof RecordTooLargeException)
        && !(thrown instanceof RecordBatchTooLargeException)) {
      return "";
    }
    String limit =
        LIMITS.stream()
            .filter(name -> FailureKind.said(thrown, name))
            .findFirst()
            .map(name -> "producer." + name)
            .orElse("max.message.bytes of topic " + topic);
    return "; raise " + limit + ", or shorten the event";
  }

  private String noTopic() {
    return "topic "
        + topic
        + " does not exist, or this client may not see it: create it (kafka-topics.sh --create"
        + " --topic "
        + topic
        + "), or allow DESCRIBE and WRITE on it";
  }

  private Failure broken(String said, Throwable thrown) {
    if (provided) {
      return mend(
          "the producer that the application provides works no more: " + said, thrown, false);
    }
    String what = "the producer works no more, another takes over: " + said;
    return new Failure(retryable(what, thrown).asAmbiguous(), true, false);
  }

  private static Failure mend(String remedy, Throwable thrown, boolean newProducer) {
    SinkException answer = SinkException.misconfigured(remedy, thrown).ofWholeSink();
    return new Failure(answer, newProducer, false);
  }

  private static Failure retry(String what, Throwable thrown, boolean newProducer) {
    return new Failure(retryable(what, thrown), newProducer, false);
  }

  private static SinkException retryable(String what, Throwable thrown) {
    return SinkException.retryable(what, thrown).ofWholeSink();
  }

  /** Kafka itself says no more than that the handshake failed. */
  private String because(Throwable thrown) {
    Throwable root = root(thrown);
    return root == thrown ? "" : ", " + said(root);
  }

  static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  private String said(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return redaction.apply(message == null ? name : name + ": " + message.replaceAll("\\.$", ""));
  }
}
