package io.eventrecorder.cli.source.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says what a failure of the consumer means, and what to do. */
final class KafkaProblems {
  private final ConsumerSettings settings;
  private final String topic;

  KafkaProblems(ConsumerSettings settings, String topic) {
    this.settings = settings;
    this.topic = topic;
  }

  /** {@return whether another attempt gets the same answer} */
  static boolean isFinal(Throwable failure) {
    return failure instanceof AuthenticationException
        || failure instanceof AuthorizationException
        || failure instanceof InvalidTopicException
        || failure instanceof UnknownTopicOrPartitionException;
  }

  /** {@return the problem and the remedy, for people} */
  String words(Throwable failure) {
    String message = settings.redact(String.valueOf(failure.getMessage())).replaceAll("\\.$", "");
    if (failure instanceof UnknownTopicOrPartitionException) {
      return "topic "
          + topic
          + " does not exist, or this client may not see it; correct --topic, create the topic, or"
          + " allow DESCRIBE and READ on it";
    }
    if (failure instanceof AuthenticationException) {
      return settings.brokers()
          + " do not accept the login: "
          + message
          + "; check eventrecorder.source.kafka.consumer.sasl.* and ….ssl.*";
    }
    if (failure instanceof AuthorizationException) {
      return message + "; allow this client READ and DESCRIBE on topic " + topic;
    }
    if (failure instanceof InvalidTopicException) {
      return "\"" + topic + "\" is not the name of a topic; correct --topic";
    }
    if (failure instanceof TimeoutException) {
      return "no answer from "
          + settings.brokers()
          + ": check that they run, their address, and consumer.security.protocol";
    }
    return settings.brokers() + ": " + failure.getClass().getSimpleName() + ": " + message;
  }
}
