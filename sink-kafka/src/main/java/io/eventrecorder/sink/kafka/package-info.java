/** The sink {@code kafka}: events in a Kafka topic, as CloudEvents. */
@NullMarked
package io.eventrecorder.sink.kafka;

import org.jspecify.annotations.NullMarked;
