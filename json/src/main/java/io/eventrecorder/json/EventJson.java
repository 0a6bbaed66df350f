package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventPatch;
import tools.jackson.core.json.JsonFactory;

/**
 * The event's one JSON form, in the two API versions of Kubernetes. Thread-safe.
 *
 * <p>What is written in core/v1 is what client-go writes. In events.k8s.io/v1 an event with {@link
 * Event#eventTime()} is written as it is. One without was not made for that API and is converted:
 * eventTime is the first timestamp (or else the last), the note is the message, the controller is
 * the source's component if there is none, the instance is {@code <controller>-<host>} where it was
 * empty or just the host ({@code unknown} if nothing is known), the action is the reason if there
 * is none, a count from 2 on is a series, and nothing deprecated is written. {@link Event#key()} is
 * not part of the JSON.
 *
 * <p>Times are cut to whole seconds, eventTime and series.lastObservedTime to six fraction digits.
 * When read they may have any offset and up to nine fraction digits; {@code 0001-01-01T00:00:00Z},
 * Go's zero time, is no time. Null and missing are the same, empty and missing too. Half a
 * surrogate pair becomes U+FFFD, as in Go. Two members of one name are an error: readers do not
 * agree on which of them counts.
 *
 * <p>Texts are written so that a line is a line and nothing in it commands a terminal: what {@link
 * io.eventrecorder.text.PrintableText} does not print becomes {@code \}{@code u009B} and the like.
 *
 * <p>Members that the model does not know are kept, digit by digit, in {@link
 * Event#unknownFields()} and written back at their place in either API. One is left out where the
 * object that it belongs to is not there, or where the API has a member of that name for something
 * else.
 */
public final class EventJson {
  private EventJson() {}

  /**
   * {@return the event in core/v1, on one line}
   *
   * @param event the event
   * @throws EventJsonException if it has no JSON form: a year beyond 9999, unknown fields that are
   *     not JSON
   */
  public static String write(Event event) {
    return write(event, EventApi.CORE_V1);
  }

  /**
   * {@return the event on one line}
   *
   * @param event the event
   * @param api the API version
   * @throws EventJsonException if it has no JSON form: a year beyond 9999, unknown fields that are
   *     not JSON
   */
  public static String write(Event event, EventApi api) {
    return new String(writeBytes(event, api), UTF_8);
  }

  /**
   * {@return the event on one line, in UTF-8}
   *
   * @param event the event
   * @param api the API version
   * @throws EventJsonException if it has no JSON form: a year beyond 9999, unknown fields that are
   *     not JSON
   */
  public static byte[] writeBytes(Event event, EventApi api) {
    return new EventJsonWriter(api).write(event);
  }

  /**
   * {@return a patch as a JSON merge patch (RFC 7386), on one line} lastTimestamp has whole
   * seconds, series.lastObservedTime six fraction digits, as the API server wants them.
   *
   * @param patch the patch
   */
  public static String mergePatch(EventPatch patch) {
    return PatchJson.write(patch);
  }

  /**
   * {@return the event as it is written in an API: converted, as said above, if it was not made for
   * it}
   *
   * @param event the event
   * @param api the API version
   */
  public static Event convert(Event event, EventApi api) {
    return api == EventApi.CORE_V1 ? event : EventsV1Form.of(event);
  }

  /**
   * {@return a writer for many events, which keeps its buffers}
   *
   * @param api the API version
   */
  public static EventJsonWriter writer(EventApi api) {
    return new EventJsonWriter(api);
  }

  /**
   * {@return the event of this JSON object, in the API that its apiVersion names, or else that its
   * members belong to}
   *
   * <p>An event has {@code kind: Event}, or else no kind and an {@code involvedObject} or {@code
   * regarding}. Nothing else is taken for one.
   *
   * @param json one JSON object
   * @throws EventJsonException if it is not an event
   */
  public static Event read(String json) {
    return read(Text.wellFormed(json).getBytes(UTF_8));
  }

  /**
   * {@return the event of this JSON object, as {@link #read(String)} reads it, of at most 100
   * levels}
   *
   * @param json one JSON object in UTF-8, with or without a byte order mark
   * @throws EventJsonException if it is not an event
   */
  public static Event read(byte[] json) {
    return read(JacksonFactories.STANDARD, json);
  }

  /**
   * {@return the event of this JSON object, as {@link #read(String)} reads it}
   *
   * @param json one JSON object in UTF-8, with or without a byte order mark
   * @param maxDepth how deep its objects and arrays may be nested, from 1 to 10 000
   * @throws EventJsonException if it is not an event
   * @throws IllegalArgumentException if the depth is outside its bounds
   */
  public static Event read(byte[] json, int maxDepth) {
    return read(JacksonFactories.of(maxDepth), json);
  }

  private static Event read(JsonFactory factory, byte[] json) {
    JsonSlice slice = SingleDocument.of(json);
    return EventJsonParser.parse(factory, slice, Envelope.of(factory, slice).api());
  }
}
