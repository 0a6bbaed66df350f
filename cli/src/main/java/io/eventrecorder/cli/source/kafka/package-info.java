/**
 * Follows the events of a Kafka topic. Start with {@link
 * io.eventrecorder.cli.source.kafka.KafkaSource}.
 */
@NullMarked
package io.eventrecorder.cli.source.kafka;

import org.jspecify.annotations.NullMarked;
