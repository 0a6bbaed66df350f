package io.eventrecorder.kubernetes.facts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An event to send. It starts as a valid event, and tests change it. */
final class EventDocument {
  static final String TIME = "2026-01-02T03:04:05.000000Z";

  /** The form of the valid event. */
  enum Base {
    /** core/v1 without eventTime. */
    CORE("/api/v1", "core"),
    /** core/v1 with eventTime and the fields that it then requires. */
    CORE_WITH_TIME("/api/v1", "core with eventTime"),
    /** events.k8s.io/v1. */
    EVENTS("/apis/events.k8s.io/v1", "ev1");

    private final String path;
    private final String shown;

    Base(String path, String shown) {
      this.path = path;
      this.shown = shown;
    }

    String path(String namespace) {
      return path + "/namespaces/" + namespace + "/events";
    }

    /** {@return the name of the resource in messages} */
    String resource() {
      return this == EVENTS ? "events.events.k8s.io" : "events";
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  private final ObjectNode document = new ObjectMapper().createObjectNode();
  private @Nullable String raw;

  private EventDocument() {}

  static EventDocument of(Base base, String namespace, String name) {
    EventDocument draft = new EventDocument();
    draft.document.put("apiVersion", base == Base.EVENTS ? "events.k8s.io/v1" : "v1");
    draft.document.put("kind", "Event");
    draft.set("metadata.name", name).set("metadata.namespace", namespace);
    String object = base == Base.EVENTS ? "regarding" : "involvedObject";
    draft.set(object + ".kind", "Pod").set(object + ".apiVersion", "v1");
    draft.set(object + ".namespace", namespace).set(object + ".name", "web-0");
    draft.set("reason", "BackOff").set("type", "Warning");
    draft.set(base == Base.EVENTS ? "note" : "message", "Back-off restarting failed container");
    if (base != Base.CORE) {
      draft.set("eventTime", TIME).set("action", "Restart");
      draft.set(base == Base.EVENTS ? "reportingController" : "reportingComponent", "test/facts");
      draft.set("reportingInstance", "facts-0");
    }
    return draft;
  }

  EventDocument with(UnaryOperator<EventDocument> change) {
    return change.apply(this);
  }

  /** Sets the field at a path of names with dots between. */
  EventDocument set(String path, String value) {
    parent(path).put(last(path), value);
    return this;
  }

  /** Sets the field at a path of names with dots between. */
  EventDocument set(String path, int value) {
    parent(path).put(last(path), value);
    return this;
  }

  EventDocument remove(String path) {
    parent(path).remove(last(path));
    return this;
  }

  /** Replaces the whole document with a text, which may be malformed. */
  EventDocument raw(String text) {
    raw = text;
    return this;
  }

  @Override
  public String toString() {
    return raw == null ? document.toString() : raw;
  }

  private ObjectNode parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? document : document.withObject('/' + path.substring(0, dot).replace('.', '/'));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
