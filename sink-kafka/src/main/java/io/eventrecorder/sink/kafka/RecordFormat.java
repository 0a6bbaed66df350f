package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonWriter;
import io.eventrecorder.sink.kafka.CloudEventHeaders.Change;
import io.eventrecorder.sink.kafka.KafkaEventSink.Mode;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.SinkException;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Makes the record of an event. Not thread-safe. */
final class RecordFormat {
  private static final String CONTENT_TYPE = "content-type";
  static final Header JSON = new SimpleHeader(CONTENT_TYPE, "application/json".getBytes(US_ASCII));
  private static final Header STRUCTURED =
      new SimpleHeader(
          CONTENT_TYPE, "application/cloudevents+json; charset=UTF-8".getBytes(US_ASCII));

  /** Kubernetes sets this field when the deletion of an object has begun. */
  private static final String DELETION_TIMESTAMP = "/metadata/deletionTimestamp";

  private final Settings settings;
  private final RecordKeys keys;
  private final RegardedObjects objects;
  private final EventClock clock;
  private final EventJsonWriter writer;
  private final Utf8Text text = new Utf8Text();
  private final CloudEventHeaders headers;
  private final @Nullable Header source;

  /**
   * The choices of a user.
   *
   * @param topic the topic of the records
   * @param source the URI of the cluster or service; may be empty
   * @param api the API whose JSON form the event has
   * @param mode where the attributes of the CloudEvent are
   * @param tombstones whether an event that is being deleted becomes a tombstone
   */
  record Settings(String topic, String source, EventApi api, Mode mode, boolean tombstones) {}

  RecordFormat(Settings settings, RecordKeys keys, EventClock clock) {
    this.settings = settings;
    this.keys = keys;
    this.objects = new RegardedObjects(keys, text);
    this.clock = clock;
    this.writer = EventJson.writer(settings.api());
    this.headers = new CloudEventHeaders(text);
    this.source = CloudEventHeaders.source(settings.source(), text);
  }

  /**
   * {@return the record with the state of the event}
   *
   * @param event the event
   * @param update whether an earlier state of the event was written
   */
  ProducerRecord<byte[], byte[]> record(Event event, boolean update) {
    try {
      return recordOf(event, update);
    } catch (DateTimeException | ArithmeticException e) { // a time that only the headers contain
      throw SinkException.rejected("a time of the event cannot be written: " + e.getMessage(), e);
    }
  }

  private ProducerRecord<byte[], byte[]> recordOf(Event event, boolean update) {
    byte[] json = writer.write(event);
    RegardedObjects.Texts object = objects.of(event.regarding());
    byte[] key = keys.of(event, object.key, text);
    Instant last = event.lastOccurrence();
    Change change = change(event, update, key);
    boolean deleted = change == Change.DELETED;
    EventHeaders all = new EventHeaders();
    headers.add(event, change, source, object.subject, partitionKey(key, object), all);
    if (deleted) {
      return record(last, key, null, all);
    }
    if (settings.mode() == Mode.STRUCTURED) {
      byte[] value = StructuredCloudEvent.value(all, json);
      return record(last, key, value, new EventHeaders().add(STRUCTURED));
    }
    return record(last, key, json, all.add(JSON));
  }

  private @Nullable Header partitionKey(byte @Nullable [] key, RegardedObjects.Texts object) {
    if (key == null) {
      return null;
    }
    return key == object.key
        ? object.partitionKey
        : CloudEventHeaders.partitionKey(keys.asAttribute(key, text));
  }

  private Change change(Event event, boolean update, byte @Nullable [] key) {
    if (settings.tombstones()
        && key != null
        && event.unknownFields().containsKey(DELETION_TIMESTAMP)) {
      return Change.DELETED;
    }
    return update || event.occurrences() > 1 ? Change.UPDATED : Change.CREATED;
  }

  private ProducerRecord<byte[], byte[]> record(
      @Nullable Instant last, byte @Nullable [] key, byte @Nullable [] value, EventHeaders all) {
    Instant time = last == null ? clock.instant() : last;
    // A timestamp of Kafka cannot be before 1970.
    long millis = Math.max(0, time.toEpochMilli());
    return new EventRecord(settings.topic(), millis, key, value, all);
  }
}
