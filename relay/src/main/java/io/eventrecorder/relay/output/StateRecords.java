package io.eventrecorder.relay.output;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.sink.kafka.CloudEventRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Record;

/** Makes the records of the topic of states. Not thread-safe. */
public final class StateRecords {
  /** The header that orders the states of an event: a greater number is a newer state. */
  public static final String REVISION = "revision";

  private final String topic;
  private final CloudEventRecords records;

  /**
   * Makes a maker of records.
   *
   * @param topic the topic of states
   * @param api the API whose JSON form the events have
   */
  public StateRecords(String topic, EventApi api) {
    this.topic = topic;
    this.records = CloudEventRecords.create(api);
  }

  /**
   * {@return the record of a state} Its key is {@code scope|namespace|name}. It has no uid: that of
   * an occurrence is not that of the event, and a store that gives uids gives its own.
   *
   * @param state the event, with the name that the relay gave it
   * @param scope where the event comes from; becomes {@code ce_source}
   * @param revision greater than that of the state before
   * @param millis the time of the partition. It is not the event's own time, because the topic
   *     deletes records by it
   * @throws RuntimeException if a time of the event cannot be written, for example year 10 000
   */
  public Record<byte[], byte[]> of(Event state, String scope, long revision, long millis) {
    Event written = state.uid().isEmpty() ? state : state.toBuilder().uid("").build();
    ProducerRecord<byte[], byte[]> made = records.record(topic, scope, written, millis);
    made.headers().add(REVISION, Long.toString(revision).getBytes(US_ASCII));
    return new Record<>(made.key(), made.value(), millis, made.headers());
  }
}
