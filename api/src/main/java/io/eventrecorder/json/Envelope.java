package io.eventrecorder.json;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * What an object says it is, read before its contents: the two APIs name the same things
 * differently, and {@code apiVersion} often comes last.
 */
final class Envelope {
  private static final Set<String> CORE_ONLY =
      Set.of("involvedObject", "message", "reportingComponent");
  private static final Set<String> EVENTS_ONLY = Set.of("regarding", "note", "reportingController");

  private final boolean listAllowed;
  private String kind = "";
  private @Nullable EventApi api;
  private boolean hasCoreMembers;
  private boolean hasEventsMembers;
  private @Nullable EventJsonException items;

  private Envelope(boolean listAllowed) {
    this.listAllowed = listAllowed;
  }

  /** Refuses what is not an event. */
  static Envelope ofEvent(JsonFactory factory, JsonSlice event) {
    return JsonCursor.read(factory, event, new Envelope(false)::read);
  }

  /** Refuses what is neither a list nor an event. */
  static Envelope ofDocument(JsonFactory factory, JsonSlice document) {
    return JsonCursor.read(factory, document, new Envelope(true)::read);
  }

  /** {@return whether this is a list that has no items} Other lists have been cut into items. */
  boolean isEmptyList() {
    if (isList() && items != null) {
      throw items;
    }
    return isList();
  }

  private boolean isList() {
    return kind.equals("List") || kind.equals("EventList");
  }

  /** {@return whether this is an event that has {@code items}, whatever they are} */
  boolean isEvent() {
    return kind.equals("Event") || (kind.isEmpty() && (hasCoreMembers || hasEventsMembers));
  }

  /** {@return the API of the list's items; null if only they can tell} */
  @Nullable EventApi itemsApi() {
    return kind.equals("EventList") ? api : null;
  }

  /** {@return the API that the event names, or else that of its list, or else of its members} */
  EventApi api(@Nullable EventApi ofList) {
    EventApi named = api != null ? api : ofList;
    if (named != null) {
      return named;
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
        case "items" -> items(json);
        default -> json.skip();
      }
      hasCoreMembers |= CORE_ONLY.contains(name);
      hasEventsMembers |= EVENTS_ONLY.contains(name);
      if (api != null && kind.equals("Event")) {
        break;
      }
    }
    return this;
  }

  private void kind(JsonCursor json) {
    kind = json.text();
    if (kind.isEmpty() || kind.equals("Event") || (listAllowed && isList())) {
      return;
    }
    String remedy =
        isList()
            ? "; a list is read by EventJson.reader, and not inside another list"
            : "; only events and lists of events can be read";
    throw json.error("must be Event, is " + Text.printable(kind, 60) + remedy);
  }

  private void items(JsonCursor json) {
    if (!json.isNull()) {
      items = json.error("must be an array, and its name must be written without escapes");
    }
    json.skip();
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
