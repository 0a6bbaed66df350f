/**
 * The relay correlates the events of many processes: it reads them from Kafka, counts and limits
 * them as one process would, and writes the states of events to a topic.
 */
@NullMarked
package io.eventrecorder.relay;

import org.jspecify.annotations.NullMarked;
