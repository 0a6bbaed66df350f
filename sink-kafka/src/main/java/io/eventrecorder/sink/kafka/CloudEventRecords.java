package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonWriter;
import io.eventrecorder.sink.kafka.CloudEventHeaders.Change;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes records as the sink writes them with {@code key=event} in binary mode, for a program that
 * writes states of events of several sources with a producer of its own. Not thread-safe.
 */
public final class CloudEventRecords {
  private final EventJsonWriter writer;
  private final Utf8Text text = new Utf8Text();
  private final CloudEventHeaders headers = new CloudEventHeaders(text);

  private CloudEventRecords(EventApi api) {
    this.writer = EventJson.writer(api);
  }

  /**
   * {@return a maker of records}
   *
   * @param api the API whose JSON form the events have
   */
  public static CloudEventRecords create(EventApi api) {
    return new CloudEventRecords(Objects.requireNonNull(api, "api"));
  }

  /**
   * {@return the record of a state} Kafka chooses its partition. More headers may be added.
   *
   * @param topic the topic of the record
   * @param source where the event comes from: the value of {@code ce_source}, and the first part of
   *     the key. Empty: {@code ce_source} is the reporter of the event
   * @param state the event
   * @param millis the time of the record, in milliseconds since 1970
   * @throws io.eventrecorder.json.EventJsonException if the event has no JSON form
   * @throws java.time.DateTimeException if a time of the event cannot be written
   * @throws ArithmeticException if a time of the event cannot be written
   */
  public ProducerRecord<byte[], byte[]> record(
      String topic, String source, Event state, long millis) {
    byte[] json = writer.write(state);
    byte[] key = RecordKeys.ofEvent(source, state, text);
    EventHeaders all = new EventHeaders();
    headers.add(
        state,
        state.occurrences() > 1 ? Change.UPDATED : Change.CREATED,
        CloudEventHeaders.source(source, text),
        CloudEventHeaders.subject(state.regarding(), text),
        CloudEventHeaders.partitionKey(key),
        all);
    return new EventRecord(topic, millis, key, json, all.add(RecordFormat.JSON));
  }
}
