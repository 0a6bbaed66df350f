package io.eventrecorder.sink.kafka;

import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequiredAcksException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

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

  private enum Meaning {
    POISON,
    TLS,
    LOGIN,
    FORBIDDEN_TOPIC,
    FORBIDDEN_CLIENT,
    BAD_TOPIC,
    NO_TOPIC,
    MISCONFIGURED,
    NO_BROKER,
    BUFFER_FULL,
    UNANSWERED,
    NOT_NOW,
    BAD_COMPANY,
    NO_BYTES,
    PRODUCER_BROKEN,
    PRODUCER_CLOSED,
    INTERRUPTED
  }

  private record Row(Class<? extends Throwable> type, Meaning meaning) {}

  /** The first that fits counts, so that subclasses come before what they extend. */
  private static final List<Row> TABLE =
      List.of(
          new Row(RecordTooLargeException.class, Meaning.POISON),
          new Row(RecordBatchTooLargeException.class, Meaning.POISON),
          new Row(InvalidRecordException.class, Meaning.POISON),
          new Row(InvalidTimestampException.class, Meaning.POISON),
          new Row(SerializationException.class, Meaning.POISON),
          new Row(SslAuthenticationException.class, Meaning.TLS),
          new Row(AuthenticationException.class, Meaning.LOGIN),
          new Row(TopicAuthorizationException.class, Meaning.FORBIDDEN_TOPIC),
          new Row(AuthorizationException.class, Meaning.FORBIDDEN_CLIENT),
          new Row(InvalidTopicException.class, Meaning.BAD_TOPIC),
          new Row(UnknownTopicOrPartitionException.class, Meaning.NO_TOPIC),
          new Row(InvalidConfigurationException.class, Meaning.MISCONFIGURED),
          new Row(ConfigException.class, Meaning.MISCONFIGURED),
          // Before 4.1, the next four are no InvalidConfigurationException.
          new Row(InvalidReplicationFactorException.class, Meaning.MISCONFIGURED),
          new Row(InvalidRequiredAcksException.class, Meaning.MISCONFIGURED),
          new Row(UnsupportedForMessageFormatException.class, Meaning.MISCONFIGURED),
          new Row(UnsupportedVersionException.class, Meaning.MISCONFIGURED),
          new Row(PolicyViolationException.class, Meaning.MISCONFIGURED),
          new Row(SecurityDisabledException.class, Meaning.MISCONFIGURED),
          new Row(UnsupportedCompressionTypeException.class, Meaning.MISCONFIGURED),
          new Row(ProducerFencedException.class, Meaning.PRODUCER_BROKEN),
          new Row(InvalidProducerEpochException.class, Meaning.PRODUCER_BROKEN),
          new Row(InvalidPidMappingException.class, Meaning.PRODUCER_BROKEN),
          new Row(OutOfOrderSequenceException.class, Meaning.PRODUCER_BROKEN),
          new Row(TransactionAbortableException.class, Meaning.PRODUCER_BROKEN),
          new Row(TransactionAbortedException.class, Meaning.PRODUCER_BROKEN),
          new Row(InvalidTxnStateException.class, Meaning.PRODUCER_BROKEN),
          new Row(BufferExhaustedException.class, Meaning.BUFFER_FULL),
          new Row(TimeoutException.class, Meaning.UNANSWERED),
          new Row(NetworkException.class, Meaning.UNANSWERED),
          new Row(DisconnectException.class, Meaning.UNANSWERED),
          new Row(NotEnoughReplicasAfterAppendException.class, Meaning.UNANSWERED),
          new Row(RetriableException.class, Meaning.NOT_NOW),
          new Row(ApiException.class, Meaning.UNANSWERED),
          new Row(InterruptException.class, Meaning.INTERRUPTED),
          new Row(KafkaException.class, Meaning.PRODUCER_BROKEN),
          new Row(IllegalStateException.class, Meaning.PRODUCER_CLOSED));

  /** By name: clients before 4.4 have no such class, but a ConfigException that says it. */
  private static final String UNRESOLVED = "BootstrapResolutionException";

  private static final String UNRESOLVED_BEFORE = "No resolvable bootstrap";

  /** Of a record that nothing is wrong with, when the broker refuses another of its batch. */
  private static final String BAD_COMPANY = "part of a batch which had";

  /** What it is told to ask for; to be together no more, any pause does. */
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
    return failure(meaning(thrown), thrown);
  }

  /**
   * {@return what it means that a record was not taken}
   *
   * @param thrown why not
   * @param connected whether a broker has been answering
   */
  Failure ofSend(Throwable thrown, boolean connected) {
    Meaning meaning = meaning(thrown);
    if (meaning == Meaning.UNANSWERED && thrown instanceof TimeoutException) {
      // All that send waits for, besides room, is to hear about the topic.
      meaning = connected ? Meaning.NO_TOPIC : Meaning.NO_BROKER;
    }
    return failure(meaning, thrown);
  }

  /** {@return whether no address of a broker is known to the name service} */
  static boolean isUnresolved(Throwable thrown) {
    return thrown.getClass().getSimpleName().equals(UNRESOLVED) || said(thrown, UNRESOLVED_BEFORE);
  }

  private static boolean said(Throwable thrown, String words) {
    return String.valueOf(thrown.getMessage()).contains(words);
  }

  private static Meaning meaning(Throwable thrown) {
    if (isUnresolved(thrown)) {
      return Meaning.NO_BROKER;
    }
    if (thrown.getClass() == KafkaException.class && said(thrown, BAD_COMPANY)) {
      return Meaning.BAD_COMPANY;
    }
    if (thrown.getCause() instanceof ClassCastException
        && thrown instanceof SerializationException) {
      return Meaning.NO_BYTES;
    }
    for (Row row : TABLE) {
      if (row.type().isInstance(thrown)) {
        return row.meaning();
      }
    }
    return Meaning.POISON; // a bug of an interceptor or partitioner: the record's fault, if at all
  }

  private Failure failure(Meaning meaning, Throwable thrown) {
    // A producer that is broken wraps what broke it.
    Throwable cause = thrown.getCause();
    if (meaning == Meaning.PRODUCER_BROKEN && cause instanceof KafkaException) {
      return new Failure(failure(meaning(cause), cause).answer(), true, false);
    }
    String said = said(thrown);
    return switch (meaning) {
      case POISON -> {
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
      case LOGIN ->
          mend(
              brokers
                  + " do not accept the login: "
                  + said
                  + "; check user, password and mechanism (producer.sasl.*)",
              thrown,
              true);
      case FORBIDDEN_TOPIC ->
          mend(
              "no permission: allow this client WRITE and DESCRIBE on topic " + topic,
              thrown,
              false);
      case FORBIDDEN_CLIENT ->
          mend(
              "no permission: "
                  + said
                  + "; allow this client IDEMPOTENT_WRITE on the cluster and WRITE on topic "
                  + topic,
              thrown,
              true);
      case BAD_TOPIC -> mend("topic " + topic + " is no name of a topic: " + said, thrown, false);
      case NO_TOPIC -> mend(noTopic(), thrown, false);
      case MISCONFIGURED ->
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
      case UNANSWERED -> new Failure(retryable(said, thrown).asAmbiguous(), false, false);
      case NOT_NOW -> retry(said, thrown, false);
      case BAD_COMPANY ->
          new Failure(SinkException.retryable(said, thrown).retryAfter(MOMENT), false, false);
      case NO_BYTES ->
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
            .filter(name -> said(thrown, name))
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
