package io.eventrecorder.sink.kafka;

import java.util.function.UnaryOperator;

/**
 * What messages about failures say of the producer.
 *
 * @param brokers the brokers in words, for example {@code the brokers at localhost:9092}
 * @param provided whether the application provides the producer
 * @param redaction replaces secrets in Kafka's messages
 */
record ErrorContext(String brokers, boolean provided, UnaryOperator<String> redaction) {}
