package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.relay.output.StateRecords;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record of the topic of states.
 *
 * @param key scope, namespace and name
 * @param revision the number of the state
 * @param millis the time of the partition
 * @param event the state
 */
record WrittenState(String key, long revision, long millis, Event event) {
  static WrittenState of(byte[] key, byte[] value, Headers headers, long millis) {
    Header revision = headers.lastHeader(StateRecords.REVISION);
    return new WrittenState(
        new String(key, UTF_8),
        Long.parseLong(new String(revision.value(), US_ASCII)),
        millis,
        EventJson.read(value));
  }
}
