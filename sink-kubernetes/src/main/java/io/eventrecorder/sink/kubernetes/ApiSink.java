package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkDefaults;
import java.time.Duration;

/** Writes to one of the two APIs. Thread-safe: it is called on several threads. */
final class ApiSink implements BlockingEventSink {
  /** The pipeline gives up later than the client, so that the client's reason is told. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ClientSource source;
  private final EventRequests requests;
  private final EventSanitizer sanitizer;
  private final EventNaming naming;
  private final StableNameWriter continuation;
  private final RepublishedEventWriter returned;
  private final Duration requestTimeout;

  ApiSink(
      ClientSource source,
      EventRequests requests,
      EventSanitizer sanitizer,
      EventNaming naming,
      Duration requestTimeout) {
    this.source = source;
    this.requests = requests;
    this.sanitizer = sanitizer;
    this.naming = naming;
    this.continuation = new StableNameWriter(requests);
    this.returned = new RepublishedEventWriter(requests);
    this.requestTimeout = requestTimeout;
  }

  @Override
  public Event create(Event event) throws InterruptedException {
    Event fit = sanitizer.forCreate(event);
    if (naming == EventNaming.UNIQUE) {
      return returned.create(fit, event.uid());
    }
    Event there = event.name().isEmpty() ? null : returned.continueIfThere(fit, event.uid());
    return there == null ? continuation.create(fit, event.uid()) : there;
  }

  @Override
  public Event update(Event event) throws InterruptedException {
    return patch(event, EventPatch.ofState(event));
  }

  @Override
  public Event patch(Event newest, EventPatch patch) throws InterruptedException {
    Event fit = sanitizer.forPatch(newest);
    // In events.k8s.io/v1 nothing else may change.
    EventPatch allowed =
        requests.api() == EventApi.EVENTS_V1 ? EventPatch.ofSeries(fit) : patch.to(fit);
    return requests.patch(fit, EventRequests.json(allowed));
  }

  @Override
  public String failureDomain(Event event) {
    return sanitizer.namespace(event);
  }

  /** A create, and two to go on with what is there; under stable names another one before. */
  private int mostRequests() {
    return naming == EventNaming.STABLE ? 4 : 3;
  }

  @Override
  public SinkDefaults defaults() {
    Duration attempt = requestTimeout.multipliedBy(mostRequests()).plus(GRACE);
    SinkDefaults common = SinkDefaults.standard().withAttemptTimeout(attempt);
    return requests.api() == EventApi.CORE_V1
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
