package io.eventrecorder.sink.kubernetes;

import static io.eventrecorder.sink.kubernetes.SanitizerStep.replace;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps for an event that is created. They are not counted: each created event has them. */
final class CreationSteps {
  /** The server sets these fields, and a request must not. */
  private static final Set<String> SET_BY_SERVER =
      Set.of(
          "/metadata/creationTimestamp",
          "/metadata/deletionGracePeriodSeconds",
          "/metadata/deletionTimestamp",
          "/metadata/generation",
          "/metadata/managedFields",
          "/metadata/selfLink");

  private CreationSteps() {}

  /**
   * {@return the steps}
   *
   * @param ownerReference whether the object becomes the owner of the event
   */
  static List<SanitizerStep> of(boolean ownerReference) {
    return List.of(
        replace("uid", Event::uid, event -> "", Event.Builder::uid),
        replace(
            "resourceVersion", Event::resourceVersion, event -> "", Event.Builder::resourceVersion),
        replace(
            "ownerReferences",
            Event::ownerReferences,
            event -> ownerReference ? withObject(event) : event.ownerReferences(),
            Event.Builder::ownerReferences),
        replace(
            "unknownFields",
            Event::unknownFields,
            event -> withoutFieldsOfServer(event.unknownFields()),
            Event.Builder::unknownFields));
  }

  /** An owner must be in the namespace of the event, or in none. */
  private static List<OwnerReference> withObject(Event event) {
    ObjectReference object = event.regarding();
    OwnerReference owner =
        new OwnerReference(
            object.apiVersion(), object.kind(), object.name(), object.uid(), null, null);
    boolean inReach = object.namespace().isEmpty() || object.namespace().equals(event.namespace());
    boolean isNew =
        event.ownerReferences().stream().noneMatch(other -> other.uid().equals(object.uid()));
    List<OwnerReference> owners = new ArrayList<>(event.ownerReferences());
    if (inReach && isNew && MetadataRules.isOwner(owner)) {
      owners.add(owner);
    }
    return owners;
  }

  private static Map<String, String> withoutFieldsOfServer(Map<String, String> unknown) {
    Map<String, String> kept = new LinkedHashMap<>(unknown);
    kept.keySet().removeAll(SET_BY_SERVER);
    return kept;
  }
}
