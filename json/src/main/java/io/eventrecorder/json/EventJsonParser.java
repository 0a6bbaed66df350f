package io.eventrecorder.json;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one event from its JSON, in either API. */
final class EventJsonParser {
  private final JsonCursor json;
  private final EventApi api;
  private final Event.Builder event = Event.builder();

  /** Most events have none. */
  private @Nullable Map<String, String> unknown;

  private EventJsonParser(JsonCursor json, EventApi api) {
    this.json = json;
    this.api = api;
  }

  static Event parse(JsonCursor json, EventApi api) {
    return new EventJsonParser(json, api).event();
  }

  private Event event() {
    json.isObject(); // it is one
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      switch (name) {
        case "kind", "apiVersion" -> json.skip();
        case "metadata" -> metadata();
        case "related" -> event.related(reference(UnknownFields.RELATED));
        case "reason" -> event.reason(json.commonText());
        case "type" -> event.type(json.commonText());
        case "action" -> event.action(json.commonText());
        case "eventTime" -> event.eventTime(json.time());
        case "series" -> event.series(series());
        case "reportingInstance" -> event.reportingInstance(json.commonText());
        default -> {
          if (!(api == EventApi.CORE_V1 ? coreMember(name) : eventsMember(name))) {
            unknown(UnknownFields.EVENT, name);
          }
        }
      }
    }
    json.end();
    return unknown == null ? event.build() : event.unknownFields(unknown).build();
  }

  private boolean coreMember(String name) {
    switch (name) {
      case "involvedObject" -> regarding();
      case "message" -> event.message(json.text());
      case "source" -> event.source(source());
      case "firstTimestamp" -> event.firstTimestamp(json.time());
      case "lastTimestamp" -> event.lastTimestamp(json.time());
      case "count" -> event.count(json.int32());
      case "reportingComponent" -> event.reportingController(json.commonText());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean eventsMember(String name) {
    switch (name) {
      case "regarding" -> regarding();
      case "note" -> event.message(json.text());
      case "deprecatedSource" -> event.source(source());
      case "deprecatedFirstTimestamp" -> event.firstTimestamp(json.time());
      case "deprecatedLastTimestamp" -> event.lastTimestamp(json.time());
      case "deprecatedCount" -> event.count(json.int32());
      case "reportingController" -> event.reportingController(json.commonText());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void metadata() {
    if (!json.isObject()) {
      return;
    }
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      switch (name) {
        case "name" -> event.name(json.text());
        case "namespace" -> event.namespace(json.commonText());
        case "uid" -> event.uid(json.text());
        case "resourceVersion" -> event.resourceVersion(json.text());
        case "labels" -> event.labels(json.texts());
        case "annotations" -> event.annotations(json.texts());
        case "ownerReferences" -> event.ownerReferences(ownerReferences());
        default -> unknown(UnknownFields.METADATA, name);
      }
    }
  }

  private List<OwnerReference> ownerReferences() {
    List<OwnerReference> owners = new ArrayList<>();
    if (json.isArray()) {
      while (json.nextElement()) {
        owners.add(ownerReference(UnknownFields.OWNER_REFERENCES + '/' + owners.size()));
      }
    }
    return owners;
  }

  private OwnerReference ownerReference(String pointer) {
    String apiVersion = "";
    String kind = "";
    String ownerName = "";
    String uid = "";
    Boolean controller = null;
    Boolean blockOwnerDeletion = null;
    if (json.isObject()) {
      for (String name = json.nextMember(); name != null; name = json.nextMember()) {
        switch (name) {
          case "apiVersion" -> apiVersion = json.commonText();
          case "kind" -> kind = json.commonText();
          case "name" -> ownerName = json.text();
          case "uid" -> uid = json.text();
          case "controller" -> controller = json.bool();
          case "blockOwnerDeletion" -> blockOwnerDeletion = json.bool();
          default -> unknown(pointer, name);
        }
      }
    }
    return new OwnerReference(apiVersion, kind, ownerName, uid, controller, blockOwnerDeletion);
  }

  private void regarding() {
    ObjectReference reference = reference(UnknownFields.REGARDING);
    event.regarding(reference == null ? ObjectReference.empty() : reference);
  }

  private @Nullable ObjectReference reference(String pointer) {
    if (!json.isObject()) {
      return null;
    }
    ObjectReference.Builder reference = ObjectReference.builder();
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      switch (name) {
        case "apiVersion" -> reference.apiVersion(json.commonText());
        case "kind" -> reference.kind(json.commonText());
        case "namespace" -> reference.namespace(json.commonText());
        case "name" -> reference.name(json.text());
        case "uid" -> reference.uid(json.text());
        case "resourceVersion" -> reference.resourceVersion(json.text());
        case "fieldPath" -> reference.fieldPath(json.text());
        default -> unknown(pointer, name);
      }
    }
    return reference.build();
  }

  private EventSource source() {
    String component = "";
    String host = "";
    if (json.isObject()) {
      for (String name = json.nextMember(); name != null; name = json.nextMember()) {
        switch (name) {
          case "component" -> component = json.commonText();
          case "host" -> host = json.commonText();
          default -> unknown(UnknownFields.SOURCE, name);
        }
      }
    }
    return new EventSource(component, host);
  }

  private @Nullable EventSeries series() {
    if (!json.isObject()) {
      return null;
    }
    int count = 0;
    Instant lastObservedTime = null;
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      switch (name) {
        case "count" -> count = json.int32();
        case "lastObservedTime" -> lastObservedTime = json.time();
        default -> unknown(UnknownFields.SERIES, name);
      }
    }
    return new EventSeries(count, lastObservedTime);
  }

  private void unknown(String parent, String name) {
    if (unknown == null) {
      unknown = new LinkedHashMap<>();
    }
    unknown.put(UnknownFields.pointer(parent, name), json.raw());
  }
}
