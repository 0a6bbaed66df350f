/**
 * The sink {@code kafka} writes events to a Kafka topic, as CloudEvents. Configuration creates it
 * through {@link io.eventrecorder.sink.kafka.KafkaEventSinkProvider}, code through {@link
 * io.eventrecorder.sink.kafka.KafkaEventSink}.
 */
@NullMarked
package io.eventrecorder.sink.kafka;

import org.jspecify.annotations.NullMarked;
