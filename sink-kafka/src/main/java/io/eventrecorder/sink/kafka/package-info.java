/**
 * The sink {@code kafka}: events in a Kafka topic, as CloudEvents. Configuration finds it by {@link
 * io.eventrecorder.sink.kafka.KafkaEventSinkProvider}; code makes one with {@link
 * io.eventrecorder.sink.kafka.KafkaEventSink}.
 */
@NullMarked
package io.eventrecorder.sink.kafka;

import org.jspecify.annotations.NullMarked;
