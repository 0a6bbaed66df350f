package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.ObjectReference;
import java.time.Instant;

/**
 * Plain names: first those of client-go's {@code StartStructuredLogging}, in its order, then the
 * names of the Kubernetes API.
 */
final class KubernetesLayout implements Layout {
  @Override
  public void keyValues(Event event, Fields out) {
    ObjectReference object = event.regarding();
    out.text("object", path(object.namespace(), object.name()));
    out.text("fieldPath", object.fieldPath());
    out.text("kind", object.kind());
    out.text("apiVersion", object.apiVersion());
    out.text("type", event.type());
    out.text("reason", event.reason());
    out.text("action", event.action());
    out.number("count", event.count());
    out.time("firstTimestamp", event.firstTimestamp());
    out.time("lastTimestamp", event.lastTimestamp());
    out.time("eventTime", event.eventTime());
    EventSeries series = event.series();
    if (series != null) {
      out.number("seriesCount", series.count());
      out.time("seriesLastObservedTime", series.lastObservedTime());
    }
    out.text("objectUid", object.uid());
    out.text("objectResourceVersion", object.resourceVersion());
    ObjectReference related = event.related();
    if (related != null) {
      related(related, out);
    }
    out.text("sourceComponent", event.source().component());
    out.text("sourceHost", event.source().host());
    out.text("reportingController", event.reportingController());
    out.text("reportingInstance", event.reportingInstance());
    out.text("event", path(event.namespace(), event.name()));
    out.text("eventUid", event.uid());
    out.text("eventResourceVersion", event.resourceVersion());
    out.entries("labels", event.labels());
    out.entries("annotations", event.annotations());
  }

  @Override
  public void line(Event event, Instant time, JsonLineFields out) {
    out.time("time", time);
    out.add("level", Severity.of(event.type()).name());
    out.add("message", event.message());
    keyValues(event, out);
  }

  private static void related(ObjectReference related, Fields out) {
    out.text("related", path(related.namespace(), related.name()));
    out.text("relatedFieldPath", related.fieldPath());
    out.text("relatedKind", related.kind());
    out.text("relatedApiVersion", related.apiVersion());
    out.text("relatedUid", related.uid());
    out.text("relatedResourceVersion", related.resourceVersion());
  }

  /** {@return {@code namespace/name}, or the name without a namespace, as klog writes it} */
  private static String path(String namespace, String name) {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
