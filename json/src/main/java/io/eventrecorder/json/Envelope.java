package io.eventrecorder.json;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * The kind and API of an object. They are read before the other members, because the two APIs have
 * different names for them, and {@code apiVersion} often comes last.
 */
final class Envelope {
  private static final Set<String> CORE_ONLY =
      Set.of("involvedObject", "message", "reportingComponent");
  private static final Set<String> EVENTS_ONLY = Set.of("regarding", "note", "reportingController");

  private String kind = "";
  private @Nullable EventApi api;
  private boolean hasCoreMembers;
  private boolean hasEventsMembers;
  private boolean hasObject;

  private Envelope() {}

  /** {@return the envelope of an event} Other objects are refused. */
  static Envelope of(JsonFactory factory, JsonSlice event) {
    Envelope envelope = JsonCursor.read(factory, event, new Envelope()::read);
    if (envelope.kind.isEmpty() && !envelope.hasObject) {
      throw event.error(
          event.offset(),
          "",
          "is not an event; an event has the kind Event, or an involvedObject or regarding");
    }
    return envelope;
  }

  /** {@return the API in apiVersion, or else the API that its members belong to} */
  EventApi api() {
    if (api != null) {
      return api;
    }
    return hasEventsMembers && !hasCoreMembers ? EventApi.EVENTS_V1 : EventApi.CORE_V1;
  }

  private Envelope read(JsonCursor json) {
    if (!json.isObject()) {
      throw json.error("must be an object, is null; leave it out");
    }
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      switch (name) {
        case "kind" -> kind(json);
        case "apiVersion" -> apiVersion(json);
        case "involvedObject", "regarding" -> {
          hasObject |= !json.isNull();
          json.skip();
        }
        default -> json.skip();
      }
      hasCoreMembers |= CORE_ONLY.contains(name);
      hasEventsMembers |= EVENTS_ONLY.contains(name);
      if (api != null && kind.equals("Event")) {
        return this;
      }
    }
    return this;
  }

  private void kind(JsonCursor json) {
    kind = json.text();
    if (!kind.isEmpty() && !kind.equals("Event")) {
      throw json.error(
          "must be Event, is " + Text.printable(kind, 60) + "; only events can be read");
    }
  }

  private void apiVersion(JsonCursor json) {
    String version = json.text();
    api =
        switch (version) {
          case "" -> null;
          case "v1" -> EventApi.CORE_V1;
          case "events.k8s.io/v1", "events.k8s.io/v1beta1" -> EventApi.EVENTS_V1;
          default ->
              throw json.error(
                  "must be v1 or events.k8s.io/v1, is "
                      + Text.printable(version, 60)
                      + "; other versions cannot be read");
        };
  }
}
