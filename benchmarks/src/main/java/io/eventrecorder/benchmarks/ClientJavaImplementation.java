package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.extended.event.legacy.EventCorrelator;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1EventSource;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1ObjectReference;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.commons.lang3.tuple.MutablePair;
import org.jspecify.annotations.Nullable;

/** The event correlator of the official Java client of Kubernetes. */
final class ClientJavaImplementation implements Implementation {
  private final RoundRobin<CoreV1Event> events;
  private final EventCorrelator correlator;

  ClientJavaImplementation(List<Event> events, Limiter limiter) {
    this.events =
        new RoundRobin<>(events.stream().map(ClientJavaImplementation::converted).toList());
    this.correlator =
        limiter == Limiter.STANDARD ? new EventCorrelator() : new ClientJavaUnlimitedCorrelator();
  }

  @Override
  public @Nullable Object next() {
    MutablePair<CoreV1Event, V1Patch> correlation =
        correlator.correlate(events.next()).orElse(null);
    if (correlation == null) {
      return null;
    }
    CoreV1Event event = correlation.getLeft();
    V1Patch patch = correlation.getRight();
    Object written = patch == null ? event : patch.getValue();
    correlator.updateState(event);
    return written;
  }

  static CoreV1Event converted(Event event) {
    ObjectReference regarding = event.regarding();
    OffsetDateTime time =
        event.firstTimestamp() == null ? null : event.firstTimestamp().atOffset(ZoneOffset.UTC);
    return new CoreV1Event()
        .metadata(new V1ObjectMeta().name(event.name()).namespace(event.namespace()))
        .involvedObject(
            new V1ObjectReference()
                .apiVersion(regarding.apiVersion())
                .kind(regarding.kind())
                .namespace(regarding.namespace())
                .name(regarding.name())
                .uid(regarding.uid()))
        .type(event.type())
        .reason(event.reason())
        .message(event.message())
        .source(
            new V1EventSource().component(event.source().component()).host(event.source().host()))
        .reportingComponent(event.reportingController())
        .reportingInstance(event.reportingInstance())
        .count(event.count())
        .firstTimestamp(time)
        .lastTimestamp(time);
  }
}
