package io.eventrecorder.relay.input;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.relay.input.Incoming.Admitted;
import io.eventrecorder.relay.input.Incoming.Dead;
import io.eventrecorder.relay.input.Incoming.Ignored;
import io.eventrecorder.sink.kafka.CloudEventAttributes;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads the records of one partition, and decides which of them are admitted. Its decisions depend
 * on the records and the partition's time only. Any record has a result; none is an exception. Not
 * thread-safe.
 */
public final class RecordReader {
  private static final Ignored DELETED = new Ignored(Ignored.Reason.DELETED);

  private final int maxBytes;
  private final Admission admission;
  private final TakenEvent.Taker taker = new TakenEvent.Taker();

  /**
   * Makes a reader.
   *
   * @param rules what is admitted, by topic; topics that are not here admit everything
   * @param limits how much a record or a source may take
   */
  public RecordReader(Map<String, TopicRules> rules, InputLimits limits) {
    this.maxBytes = limits.maxRecordBytes();
    this.admission = new Admission(rules, limits);
  }

  /**
   * {@return what a record is}
   *
   * @param taken the record
   * @param nowMillis the time of the partition, in milliseconds since 1970
   */
  public Incoming read(ConsumerRecord<byte[], byte[]> taken, long nowMillis) {
    long size = RecordSize.of(taken.key(), taken.value(), taken.headers());
    if (size > maxBytes) {
      return new Dead(
          DeadReason.TOO_LARGE,
          "the record has "
              + size
              + " bytes, and may have "
              + maxBytes
              + "; make it smaller, or raise it with InputLimits.withMaxRecordBytes");
    }
    if (CloudEventAttributes.isDeletion(taken)) {
      return DELETED;
    }
    try {
      return parse(taken, nowMillis);
    } catch (EventJsonException e) {
      return new Dead(
          Envelope.isJson(taken.value()) ? DeadReason.NO_EVENT : DeadReason.NO_JSON,
          String.valueOf(e.getMessage()));
    } catch (JacksonException e) {
      return new Dead(DeadReason.NO_JSON, "the value is not JSON: " + e.getOriginalMessage());
    }
  }

  private Incoming parse(ConsumerRecord<byte[], byte[]> taken, long nowMillis) {
    Headers headers = taken.headers();
    String source = CloudEventAttributes.of(headers, "source");
    String id = CloudEventAttributes.of(headers, "id");
    byte[] json = taken.value();
    if (source == null && id == null) {
      Envelope envelope = Envelope.read(json);
      if (envelope != null) {
        if (CloudEventAttributes.isDeletion(envelope.type(), envelope.hasData())) {
          return DELETED;
        }
        byte[] data = envelope.data();
        if (data == null) {
          return new Dead(
              DeadReason.NO_EVENT,
              "the CloudEvent has no data in UTF-8 or Base64; an event is JSON");
        }
        source = envelope.source();
        id = envelope.id();
        json = data;
      }
    }
    return admit(taken, EventJson.read(json), source == null ? "" : source, id, nowMillis);
  }

  private Incoming admit(
      ConsumerRecord<byte[], byte[]> taken,
      Event read,
      String scope,
      @Nullable String id,
      long nowMillis) {
    TakenEvent event =
        taker.take(read, scope, id, Instant.ofEpochMilli(Math.max(0, taken.timestamp())));
    Dead dead = admission.check(taken.topic(), scope, event.event(), nowMillis);
    return dead == null ? new Admitted(event.event(), scope, event.id()) : dead;
  }
}
