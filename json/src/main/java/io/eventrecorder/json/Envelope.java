package io.eventrecorder.json;

import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  static Envelope of(JsonCursor json) {
    return new Envelope().read(json);
  }

  /** {@return whether this is an event} An object of another kind is refused before. */
  boolean isOfEvent() {
    return !kind.isEmpty() || hasObject;
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
    kind = json.commonText();
    if (!kind.isEmpty() && !kind.equals("Event")) {
      throw json.error(
          "must be Event, is " + Text.printable(kind, 60) + "; only events can be read");
    }
  }

  private void apiVersion(JsonCursor json) {
    String version = json.commonText();
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
