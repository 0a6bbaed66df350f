package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.EventUid;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkDefaults;
import java.time.Duration;

/** Writes to one of the two APIs. Thread-safe: several threads call it. */
final class ApiSink implements BlockingEventSink {
  /** The pipeline waits longer than the client, so that the client's error is reported. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ClientSource source;
  private final EventApi api;
  private final EventSanitizer sanitizer;
  private final NamedEventWriter writer;
  private final Duration requestTimeout;

  ApiSink(
      ClientSource source,
      EventApi api,
      EventSanitizer sanitizer,
      NamedEventWriter writer,
      Duration requestTimeout) {
    this.source = source;
    this.api = api;
    this.sanitizer = sanitizer;
    this.writer = writer;
    this.requestTimeout = requestTimeout;
  }

  @Override
  public Event create(Event event) throws InterruptedException {
    return writer.create(sanitizer.forCreate(event), uidOfServer(event));
  }

  /**
   * The uid with which the event was read from a server; empty if it was not. A uid without a name
   * finds nothing, and no server knows a uid that a recorder gave.
   */
  private static String uidOfServer(Event event) {
    String uid = event.uid();
    return event.name().isEmpty() || EventUid.parse(uid) != null ? "" : uid;
  }

  @Override
  public Event update(Event event) throws InterruptedException {
    return patch(event, EventPatch.ofState(event));
  }

  @Override
  public Event patch(Event newest, EventPatch patch) throws InterruptedException {
    Event sanitized = sanitizer.forPatch(newest);
    // events.k8s.io/v1 accepts no other change.
    EventPatch allowed =
        api == EventApi.EVENTS_V1 ? EventPatch.ofSeries(sanitized) : patch.to(sanitized);
    return writer.patch(sanitized, EventRequests.json(allowed));
  }

  @Override
  public String failureDomain(Event event) {
    return sanitizer.namespace(event);
  }

  @Override
  public SinkDefaults defaults() {
    Duration attempt = requestTimeout.multipliedBy(writer.maxRequests()).plus(GRACE);
    SinkDefaults common = SinkDefaults.standard().withAttemptTimeout(attempt);
    return api == EventApi.CORE_V1
        ? common
            .withCorrelator("aggregating")
            .withUnfit(
                "series", "series are for events.k8s.io/v1: set api=events, or another correlator")
        : common
            .withCorrelator("series")
            .withUnfit(
                "aggregating",
                "counts cannot change in events.k8s.io/v1: set api=core, or correlator=series");
  }

  @Override
  public void close(Duration timeout) {
    source.close();
  }
}
