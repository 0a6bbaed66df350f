package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.ObjectReference;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of Elastic Common Schema. Fields that ECS does not have get the names of Metricbeat's
 * {@code kubernetes.event}. Names are dotted, as the ECS logging specification requires at least
 * for {@code log.level} and {@code ecs.version}, or nested objects, as Spring Boot writes them.
 * Elasticsearch stores both alike.
 */
final class EcsLayout implements Layout {
  private static final String ECS_VERSION = "8.11.0";
  private static final String PREFIX = "kubernetes.event.";
  private static final ReferenceNames INVOLVED_OBJECT =
      new ReferenceNames(PREFIX + "involved_object.");
  private static final ReferenceNames RELATED = new ReferenceNames(PREFIX + "related.");

  private final boolean nested;

  EcsLayout(boolean nested) {
    this.nested = nested;
  }

  @Override
  public void keyValues(Event event, Fields out) {
    out.text("event.action", event.action());
    ObjectReference object = event.regarding();
    out.text("orchestrator.namespace", object.namespace());
    out.text("orchestrator.resource.type", object.kind());
    out.text("orchestrator.resource.name", object.name());
    out.text("orchestrator.resource.id", object.uid());
    out.text(PREFIX + "type", event.type());
    out.text(PREFIX + "reason", event.reason());
    out.number(PREFIX + "count", event.count());
    out.time(PREFIX + "timestamp.first_occurrence", event.firstOccurrence());
    out.time(PREFIX + "timestamp.last_occurrence", event.lastOccurrence());
    EventSeries series = event.series();
    if (series != null) {
      out.number(PREFIX + "series.count", series.count());
      out.time(PREFIX + "series.last_observed_time", series.lastObservedTime());
    }
    out.text(PREFIX + "source.component", event.source().component());
    out.text(PREFIX + "source.host", event.source().host());
    out.text(PREFIX + "reporting_controller", event.reportingController());
    out.text(PREFIX + "reporting_instance", event.reportingInstance());
    INVOLVED_OBJECT.add(object, out);
    ObjectReference related = event.related();
    if (related != null) {
      RELATED.add(related, out);
    }
    out.text(PREFIX + "metadata.name", event.name());
    out.text(PREFIX + "metadata.namespace", event.namespace());
    out.text(PREFIX + "metadata.uid", event.uid());
    out.text(PREFIX + "metadata.resource_version", event.resourceVersion());
    out.entries(PREFIX + "metadata.labels", withoutDots(event.labels()));
    out.entries(PREFIX + "metadata.annotations", withoutDots(event.annotations()));
  }

  @Override
  public void line(Event event, Instant time, JsonLineFields out) {
    if (nested) {
      NestedFields fields = new NestedFields();
      all(event, time, fields);
      fields.writeTo(out);
    } else {
      all(event, time, out);
    }
  }

  private void all(Event event, Instant time, Fields out) {
    out.time("@timestamp", time);
    out.add("log.level", Severity.of(event.type()).name());
    out.add("message", event.message());
    out.add("ecs.version", ECS_VERSION);
    keyValues(event, out);
  }

  /**
   * Replaces dots by {@code _}, as Metricbeat does. Elasticsearch turns a dotted name into an
   * object and could not store both {@code app} and {@code app.kubernetes.io/name}.
   */
  private static Map<String, String> withoutDots(Map<String, String> entries) {
    if (entries.isEmpty()) {
      return entries;
    }
    Map<String, String> renamed = new LinkedHashMap<>();
    entries.forEach((name, value) -> renamed.put(name.replace('.', '_'), value));
    return renamed;
  }

  /** The names of the fields of a reference. */
  private record ReferenceNames(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      String uid,
      String resourceVersion,
      String fieldPath) {
    ReferenceNames(String prefix) {
      this(
          prefix + "api_version",
          prefix + "kind",
          prefix + "namespace",
          prefix + "name",
          prefix + "uid",
          prefix + "resource_version",
          prefix + "field_path");
    }

    void add(ObjectReference object, Fields out) {
      out.text(apiVersion, object.apiVersion());
      out.text(kind, object.kind());
      out.text(namespace, object.namespace());
      out.text(name, object.name());
      out.text(uid, object.uid());
      out.text(resourceVersion, object.resourceVersion());
      out.text(fieldPath, object.fieldPath());
    }
  }
}
