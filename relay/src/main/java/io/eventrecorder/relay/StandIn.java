package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The simplest reader, de-duplication and format of records. */
final class StandIn {
  private StandIn() {}

  static Arrived read(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      return new Arrived.Ignored("tombstone");
    }
    try {
      Event event = EventJson.read(record.value());
      String id = header(record.headers(), "ce_source") + ' ' + header(record.headers(), "ce_id");
      return new Arrived.Admitted(event, header(record.headers(), "ce_source"), id);
    } catch (EventJsonException e) {
      return new Arrived.Dead("INVALID_JSON", String.valueOf(e.getMessage()));
    }
  }

  private static String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  static boolean isNew(KeyValueStore<Bytes, byte[]> seen, String id) {
    return seen.putIfAbsent(Bytes.wrap(id.getBytes(UTF_8)), new byte[0]) == null;
  }

  static Record<byte[], Outgoing> state(
      Event event, String scope, long revision, int partition, long millis) {
    byte[] key = (scope + '|' + event.namespace() + '|' + event.name()).getBytes(UTF_8);
    Headers headers = new RecordHeaders();
    headers.add("revision", Long.toString(revision).getBytes(UTF_8));
    byte[] json = EventJson.writeBytes(event, EventApi.CORE_V1);
    return new Record<>(key, new Outgoing(partition, json), millis, headers);
  }

  static Record<byte[], Outgoing> dead(
      Record<byte[], byte[]> record, int partition, String reason, String detail) {
    Headers headers = new RecordHeaders(record.headers());
    headers.add("eventrecorder.dead.reason", reason.getBytes(UTF_8));
    headers.add("eventrecorder.dead.detail", detail.getBytes(UTF_8));
    return new Record<>(
        record.key(), new Outgoing(partition, record.value()), record.timestamp(), headers);
  }
}
