package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.ObjectReference;
import java.time.Instant;

/**
 * The names of the OpenTelemetry collector's {@code k8sevents} receiver, in the log data model: the
 * object is the resource, the other fields are attributes. {@code k8s.event.*} is not in the
 * OpenTelemetry registry yet. Fields that the receiver does not have get names of the same pattern.
 */
final class OtelLayout implements Layout {
  private static final ReferenceNames REGARDING = new ReferenceNames("k8s.object.");
  private static final ReferenceNames RELATED = new ReferenceNames("k8s.event.related.");

  @Override
  public void keyValues(Event event, Fields out) {
    resource(event, out);
    attributes(event, out);
  }

  @Override
  public void line(Event event, Instant time, JsonLineFields out) {
    Severity severity = Severity.of(event.type());
    out.time("timestamp", time);
    out.add("severity_text", event.type().isEmpty() ? severity.name() : event.type());
    out.add("severity_number", severity.number);
    out.add("body", event.message());
    out.section("resource", fields -> resource(event, fields));
    out.section("attributes", fields -> attributes(event, fields));
  }

  private static void resource(Event event, Fields out) {
    REGARDING.add(event.regarding(), out);
  }

  private static void attributes(Event event, Fields out) {
    out.text("k8s.namespace.name", event.regarding().namespace());
    out.text("k8s.event.name", event.name());
    out.text("k8s.event.namespace", event.namespace());
    out.text("k8s.event.uid", event.uid());
    out.text("k8s.event.resource_version", event.resourceVersion());
    out.text("k8s.event.type", event.type());
    out.text("k8s.event.reason", event.reason());
    out.text("k8s.event.action", event.action());
    out.number("k8s.event.count", event.count());
    out.time("k8s.event.start_time", event.firstOccurrence());
    out.time("k8s.event.last_time", event.lastOccurrence());
    EventSeries series = event.series();
    if (series != null) {
      out.number("k8s.event.series.count", series.count());
      out.time("k8s.event.series.last_observed_time", series.lastObservedTime());
    }
    out.text("k8s.event.source.component", event.source().component());
    out.text("k8s.event.source.host", event.source().host());
    out.text("k8s.event.reporting_controller", event.reportingController());
    out.text("k8s.event.reporting_instance", event.reportingInstance());
    ObjectReference related = event.related();
    if (related != null) {
      out.text("k8s.event.related.namespace", related.namespace());
      RELATED.add(related, out);
    }
    event.labels().forEach((name, value) -> out.add("k8s.event.label." + name, value));
    event.annotations().forEach((name, value) -> out.add("k8s.event.annotation." + name, value));
  }

  /** The names of the fields of a reference. */
  private record ReferenceNames(
      String kind,
      String name,
      String uid,
      String fieldPath,
      String apiVersion,
      String resourceVersion) {
    ReferenceNames(String prefix) {
      this(
          prefix + "kind",
          prefix + "name",
          prefix + "uid",
          prefix + "fieldpath",
          prefix + "api_version",
          prefix + "resource_version");
    }

    void add(ObjectReference object, Fields out) {
      out.text(kind, object.kind());
      out.text(name, object.name());
      out.text(uid, object.uid());
      out.text(fieldPath, object.fieldPath());
      out.text(apiVersion, object.apiVersion());
      out.text(resourceVersion, object.resourceVersion());
    }
  }
}
