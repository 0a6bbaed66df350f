package io.eventrecorder.sink.kafka;

import java.util.List;
import org.apache.kafka.clients.producer.BufferExhaustedException;
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

/**
 * The kind of a producer's failure. The class of the exception decides, and where the class is not
 * enough, the message.
 */
enum FailureKind {
  /** The topic refuses this record for good. */
  INVALID_RECORD,
  TLS,
  AUTHENTICATION,
  TOPIC_AUTHORIZATION,
  /** The client lacks a right that does not belong to the topic. */
  AUTHORIZATION,
  INVALID_TOPIC,
  UNKNOWN_TOPIC,
  INVALID_CONFIGURATION,
  NO_BROKER,
  BUFFER_FULL,
  /** The record may have been stored. */
  AMBIGUOUS,
  /** The record was not stored, and a later attempt may succeed. */
  RETRIABLE,
  /** The record is valid, but its batch contained an invalid one. */
  BATCH_REFUSED,
  /** The producer of the application does not take byte arrays. */
  WRONG_SERIALIZER,
  /** The producer is in a fatal state. */
  PRODUCER_BROKEN,
  PRODUCER_CLOSED,
  INTERRUPTED;

  private record Row(Class<? extends Throwable> type, FailureKind kind) {}

  /** The first matching row decides, so a subclass comes before its superclass. */
  private static final List<Row> TABLE =
      List.of(
          new Row(RecordTooLargeException.class, INVALID_RECORD),
          new Row(RecordBatchTooLargeException.class, INVALID_RECORD),
          new Row(InvalidRecordException.class, INVALID_RECORD),
          new Row(InvalidTimestampException.class, INVALID_RECORD),
          new Row(SerializationException.class, INVALID_RECORD),
          new Row(SslAuthenticationException.class, TLS),
          new Row(AuthenticationException.class, AUTHENTICATION),
          new Row(TopicAuthorizationException.class, TOPIC_AUTHORIZATION),
          new Row(AuthorizationException.class, AUTHORIZATION),
          new Row(InvalidTopicException.class, INVALID_TOPIC),
          new Row(UnknownTopicOrPartitionException.class, UNKNOWN_TOPIC),
          new Row(InvalidConfigurationException.class, INVALID_CONFIGURATION),
          new Row(ConfigException.class, INVALID_CONFIGURATION),
          // Before 4.1, the next four do not extend InvalidConfigurationException.
          new Row(InvalidReplicationFactorException.class, INVALID_CONFIGURATION),
          new Row(InvalidRequiredAcksException.class, INVALID_CONFIGURATION),
          new Row(UnsupportedForMessageFormatException.class, INVALID_CONFIGURATION),
          new Row(UnsupportedVersionException.class, INVALID_CONFIGURATION),
          new Row(PolicyViolationException.class, INVALID_CONFIGURATION),
          new Row(SecurityDisabledException.class, INVALID_CONFIGURATION),
          new Row(UnsupportedCompressionTypeException.class, INVALID_CONFIGURATION),
          new Row(ProducerFencedException.class, PRODUCER_BROKEN),
          new Row(InvalidProducerEpochException.class, PRODUCER_BROKEN),
          new Row(InvalidPidMappingException.class, PRODUCER_BROKEN),
          new Row(OutOfOrderSequenceException.class, PRODUCER_BROKEN),
          new Row(TransactionAbortableException.class, PRODUCER_BROKEN),
          new Row(TransactionAbortedException.class, PRODUCER_BROKEN),
          new Row(InvalidTxnStateException.class, PRODUCER_BROKEN),
          new Row(BufferExhaustedException.class, BUFFER_FULL),
          new Row(TimeoutException.class, AMBIGUOUS),
          new Row(NetworkException.class, AMBIGUOUS),
          new Row(DisconnectException.class, AMBIGUOUS),
          new Row(NotEnoughReplicasAfterAppendException.class, AMBIGUOUS),
          new Row(RetriableException.class, RETRIABLE),
          new Row(ApiException.class, AMBIGUOUS),
          new Row(InterruptException.class, INTERRUPTED),
          new Row(KafkaException.class, PRODUCER_BROKEN),
          new Row(IllegalStateException.class, PRODUCER_CLOSED));

  /** The name of the class, because clients before 4.4 do not have it. */
  private static final String UNRESOLVED_CLASS = "BootstrapResolutionException";

  /** The message of the ConfigException that those clients throw instead. */
  private static final String UNRESOLVED_MESSAGE = "No resolvable bootstrap";

  /** The message for a valid record whose batch contained an invalid one. */
  private static final String BATCH_MESSAGE = "part of a batch which had";

  static FailureKind of(Throwable thrown) {
    if (isUnresolved(thrown)) {
      return NO_BROKER;
    }
    if (thrown.getClass() == KafkaException.class && messageContains(thrown, BATCH_MESSAGE)) {
      return BATCH_REFUSED;
    }
    if (thrown.getCause() instanceof ClassCastException
        && thrown instanceof SerializationException) {
      return WRONG_SERIALIZER;
    }
    for (Row row : TABLE) {
      if (row.type().isInstance(thrown)) {
        return row.kind();
      }
    }
    return INVALID_RECORD; // An interceptor or partitioner has failed on this record.
  }

  /** {@return whether no address of a broker could be resolved} */
  static boolean isUnresolved(Throwable thrown) {
    return thrown.getClass().getSimpleName().equals(UNRESOLVED_CLASS)
        || messageContains(thrown, UNRESOLVED_MESSAGE);
  }

  static boolean messageContains(Throwable thrown, String words) {
    return String.valueOf(thrown.getMessage()).contains(words);
  }
}
