package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.Timestamps;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes the attributes of CloudEvents 1.0 as headers, as its Kafka protocol binding defines. This
 * class does not use the CloudEvents SDK: it would add two jars, and create a builder, a map and a
 * writer for each record. Not thread-safe.
 */
final class CloudEventHeaders {
  static final String PREFIX = "ce_";
  private static final int TIME_BYTES = 27;
  private static final String TRACEPARENT = "traceparent";

  static final String TYPE = "io.eventrecorder.event.";
  private static final Header SPECVERSION = constant("specversion", "1.0");
  private static final Header CREATED = constant("type", TYPE + "created");
  private static final Header UPDATED = constant("type", TYPE + "updated");
  private static final Header DELETED = constant("type", CloudEventAttributes.DELETED);
  private static final Header NORMAL = constant("eventtype", EventType.NORMAL);
  private static final Header WARNING = constant("eventtype", EventType.WARNING);

  private final Utf8Text text;

  // The last headers of two attributes that seldom change.
  private String reporter = "";
  private @Nullable Header reporterSource;
  private String reason = "";
  private @Nullable Header reasonHeader;

  /** What has happened to the event. */
  enum Change {
    CREATED,
    UPDATED,
    DELETED
  }

  /**
   * The headers of one sink's records.
   *
   * @param text a buffer; the caller may use it between calls
   */
  CloudEventHeaders(Utf8Text text) {
    this.text = text;
  }

  /**
   * {@return the header with the source of events; null if it is empty}
   *
   * @param source the URI of the cluster or service
   * @param text a buffer
   */
  static @Nullable Header source(String source, Utf8Text text) {
    return source.isEmpty() ? null : new SimpleHeader("ce_source", uri(source, text).take());
  }

  private static Utf8Text uri(String source, Utf8Text text) {
    try {
      return text.add(new URI(source).toASCIIString());
    } catch (URISyntaxException e) {
      return text.addPath(source);
    }
  }

  /**
   * Adds the attributes of an event to headers.
   *
   * @param event the event
   * @param change what has happened to it
   * @param source the header with its source; null: its reporter is its source
   * @param subject the header with its object; null for none
   * @param partitionKey the header with the key of the record; null for none
   * @param to the headers
   */
  void add(
      Event event,
      Change change,
      @Nullable Header source,
      @Nullable Header subject,
      @Nullable Header partitionKey,
      EventHeaders to) {
    to.add(SPECVERSION);
    to.add(new SimpleHeader("ce_id", id(event, change)));
    to.add(source != null ? source : reporter(event));
    to.add(
        switch (change) {
          case CREATED -> CREATED;
          case UPDATED -> UPDATED;
          case DELETED -> DELETED;
        });
    if (subject != null) {
      to.add(subject);
    }
    time(event.lastOccurrence(), to);
    reason(event.reason(), to);
    type(event.type(), to);
    if (partitionKey != null) {
      to.add(partitionKey);
    }
    if (!event.annotations().isEmpty()) {
      add("ce_traceparent", trace(event), to);
    }
  }

  private static void time(@Nullable Instant last, EventHeaders to) {
    if (last != null) {
      byte[] time = new byte[TIME_BYTES];
      Timestamps.micros(last, time);
      to.add(new SimpleHeader("ce_time", time));
    }
  }

  /**
   * Identifies the event and its number of occurrences. A retry of a write has the same id, the
   * next occurrence has a different one.
   */
  private byte[] id(Event event, Change change) {
    if (event.uid().isEmpty()) {
      text.addPart(event.namespace(), '/').add('/').addPart(event.name(), '/');
    } else {
      text.add(event.uid());
    }
    text.add('/').add(event.occurrences());
    return change == Change.DELETED ? text.add("/deleted").take() : text.take();
  }

  private Header reporter(Event event) {
    String controller = event.reportingController();
    String name = controller.isEmpty() ? event.source().component() : controller;
    Header known = reporterSource;
    if (known == null || !name.equals(reporter)) {
      String uri = name.isEmpty() ? "eventrecorder" : name;
      known = new SimpleHeader("ce_source", text.addPath(uri).take());
      reporter = name;
      reporterSource = known;
    }
    return known;
  }

  /**
   * {@return the header with the object of an event; null if that has no name} It resembles the
   * path of the object in the API. It contains the kind, not the resource name: only the server
   * knows the plural of a kind.
   */
  static @Nullable Header subject(ObjectReference object, Utf8Text text) {
    if (object.name().isEmpty()) {
      return null;
    }
    if (!object.apiVersion().isEmpty()) {
      text.add(object.apiVersion()).add('/');
    }
    if (!object.namespace().isEmpty()) {
      text.add("namespaces/").add(object.namespace()).add('/');
    }
    return new SimpleHeader(
        "ce_subject", text.add(object.kind()).add('/').add(object.name()).take());
  }

  /** {@return the header with the key of a record; null if the key is empty} */
  static @Nullable Header partitionKey(byte[] key) {
    return key.length == 0 ? null : new SimpleHeader("ce_partitionkey", key);
  }

  private void reason(String text, EventHeaders to) {
    if (text.isEmpty()) {
      return;
    }
    Header known = reasonHeader;
    if (known == null || !text.equals(reason)) {
      known = new SimpleHeader("ce_reason", this.text.add(text).take());
      reason = text;
      reasonHeader = known;
    }
    to.add(known);
  }

  private void type(String type, EventHeaders to) {
    if (type.equals(EventType.NORMAL)) {
      to.add(NORMAL);
    } else if (type.equals(EventType.WARNING)) {
      to.add(WARNING);
    } else {
      add("ce_eventtype", text.add(type).take(), to);
    }
  }

  private byte[] trace(Event event) {
    String parent = event.annotations().get(TRACEPARENT);
    return parent == null ? text.take() : text.add(parent).take();
  }

  private static void add(String name, byte[] value, EventHeaders to) {
    if (value.length > 0) {
      to.add(new SimpleHeader(name, value));
    }
  }

  private static Header constant(String attribute, String value) {
    return new SimpleHeader(PREFIX + attribute, value.getBytes(UTF_8));
  }
}
