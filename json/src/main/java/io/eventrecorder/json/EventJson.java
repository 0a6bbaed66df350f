package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import java.util.Objects;

/**
 * Reads and writes events as JSON, in the two API versions of Kubernetes. Thread-safe.
 *
 * <p>In core/v1 it writes what client-go writes. In events.k8s.io/v1 it writes an event with {@link
 * Event#eventTime()} unchanged. It converts an event without eventTime:
 *
 * <ul>
 *   <li>eventTime is the first timestamp, or else the last.
 *   <li>note is the message.
 *   <li>reportingController is the source's component if it was empty.
 *   <li>reportingInstance is {@code <controller>-<host>} if it was empty or only the host; {@code
 *       unknown} if neither is known.
 *   <li>action is the reason if it was empty.
 *   <li>A count of 2 or more becomes a series.
 *   <li>Deprecated members are not written.
 * </ul>
 *
 * <p>{@link Event#key()} is not part of the JSON.
 *
 * <p>Times are cut to whole seconds; eventTime and series.lastObservedTime to six fraction digits.
 * A time that is read may have any offset and up to nine fraction digits. Go's zero time, {@code
 * 0001-01-01T00:00:00Z}, is read as no time. Null, empty and missing members are read alike. Half a
 * surrogate pair becomes U+FFFD, as in Go. Two members of one name are an error, because readers do
 * not agree on which of them counts.
 *
 * <p>Every event is written on one line. Characters that {@link
 * io.eventrecorder.text.PrintableText} does not print are escaped ({@code \}{@code u009B}), so the
 * JSON is safe to show in a terminal.
 *
 * <p>Members that {@link Event} has no field for are kept unchanged in {@link
 * Event#unknownFields()} and written back in the same place, in both APIs. Such a member is left
 * out if the object that it belongs to is missing, or if the API has another member of that name.
 */
public final class EventJson {
  private static final SpareWriters CORE = new SpareWriters(EventApi.CORE_V1);
  private static final SpareWriters EVENTS = new SpareWriters(EventApi.EVENTS_V1);

  private EventJson() {}

  /**
   * {@return the event in core/v1, on one line}
   *
   * @param event the event
   * @throws EventJsonException if the event has no JSON form: a year after 9999, or unknown fields
   *     that are not JSON
   */
  public static String write(Event event) {
    return write(event, EventApi.CORE_V1);
  }

  /**
   * {@return the event on one line}
   *
   * @param event the event
   * @param api the API version
   * @throws EventJsonException if the event has no JSON form: a year after 9999, or unknown fields
   *     that are not JSON
   */
  public static String write(Event event, EventApi api) {
    return writers(api).write(event, EventJsonWriter::writeText);
  }

  /**
   * {@return the event on one line, in UTF-8}
   *
   * @param event the event
   * @param api the API version
   * @throws EventJsonException if the event has no JSON form: a year after 9999, or unknown fields
   *     that are not JSON
   */
  public static byte[] writeBytes(Event event, EventApi api) {
    return writers(api).write(event, EventJsonWriter::write);
  }

  private static SpareWriters writers(EventApi api) {
    return Objects.requireNonNull(api, "api") == EventApi.CORE_V1 ? CORE : EVENTS;
  }

  /**
   * {@return a patch as a JSON merge patch (RFC 7386), on one line} As the API server requires,
   * lastTimestamp has whole seconds and series.lastObservedTime six fraction digits.
   *
   * @param patch the patch
   */
  public static String mergePatch(EventPatch patch) {
    return PatchJson.write(patch);
  }

  /**
   * {@return the event as it is written in an API, converted as described above if necessary}
   *
   * @param event the event
   * @param api the API version
   */
  public static Event convert(Event event, EventApi api) {
    Objects.requireNonNull(event, "event");
    return Objects.requireNonNull(api, "api") == EventApi.CORE_V1
        ? event
        : EventsV1Form.of(event).applyTo(event);
  }

  /**
   * {@return a new writer for many events}
   *
   * @param api the API version
   */
  public static EventJsonWriter writer(EventApi api) {
    return new EventJsonWriter(api);
  }

  /**
   * {@return the event of a JSON object} The object has {@code kind: Event}, or no kind and an
   * {@code involvedObject} or {@code regarding}. Its {@code apiVersion}, or else the names of its
   * members, say which API it is in. It may be nested 100 levels deep.
   *
   * @param json one JSON object
   * @throws EventJsonException if it is not an event; the message says where and why
   */
  public static Event read(String json) {
    return read(Text.wellFormed(json).getBytes(UTF_8));
  }

  /**
   * {@return the event of a JSON object, as {@link #read(String)} reads it}
   *
   * @param json one JSON object in UTF-8, with or without a byte order mark
   * @throws EventJsonException if it is not an event; the message says where and why
   */
  public static Event read(byte[] json) {
    return EventReader.read(json, JacksonFactories.STANDARD_DEPTH);
  }

  /**
   * {@return the event of a JSON object, as {@link #read(String)} reads it}
   *
   * @param json one JSON object in UTF-8, with or without a byte order mark
   * @param maxDepth how deep objects and arrays may be nested, from 1 to 10 000
   * @throws EventJsonException if it is not an event; the message says where and why
   * @throws IllegalArgumentException if maxDepth is out of range
   */
  public static Event read(byte[] json, int maxDepth) {
    return EventReader.read(json, JacksonFactories.checked(maxDepth));
  }
}
