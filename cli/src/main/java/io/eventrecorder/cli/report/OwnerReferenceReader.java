package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the owner of an event's object, where the input names it. kubernetes-event-exporter adds
 * the owner references of the object to the event. Other writers set owner references of the event
 * itself.
 */
final class OwnerReferenceReader {
  private static final String OF_THE_OBJECT = "/regarding/ownerReferences";

  /** A node owns its static pods. In a tree of its pods, a lane would be far from its namespace. */
  private static final String NODE = "Node";

  private final JsonFactory json = JsonFactory.builder().build();

  private record Owner(String kind, String name, boolean controller) {}

  /** {@return the owner, in the namespace of the object; null if the event does not say} */
  @Nullable ObjectId of(Event event) {
    String references = event.unknownFields().get(OF_THE_OBJECT);
    List<Owner> owners = references == null ? List.of() : read(references);
    if (owners.isEmpty()) {
      owners = event.ownerReferences().stream().map(OwnerReferenceReader::owner).toList();
    }
    ObjectReference regarding = event.regarding();
    return owners.stream()
        .filter(owner -> isOther(owner, regarding))
        .reduce((one, other) -> other.controller && !one.controller ? other : one)
        .map(owner -> new ObjectId(owner.kind, regarding.namespace(), owner.name))
        .orElse(null);
  }

  private static boolean isOther(Owner owner, ObjectReference object) {
    boolean complete = !owner.kind.isEmpty() && !owner.name.isEmpty() && !owner.kind.equals(NODE);
    return complete && !(owner.kind.equals(object.kind()) && owner.name.equals(object.name()));
  }

  private static Owner owner(OwnerReference reference) {
    return new Owner(
        reference.kind(), reference.name(), Boolean.TRUE.equals(reference.controller()));
  }

  private List<Owner> read(String text) {
    List<Owner> owners = new ArrayList<>();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          owners.add(owner(parser));
        }
      }
    } catch (JacksonException e) {
      return List.of();
    }
    return owners;
  }

  private static Owner owner(JsonParser parser) {
    String kind = "";
    String name = "";
    boolean controller = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        parser.skipChildren();
      } else if (member.equals("kind")) {
        kind = parser.getValueAsString("");
      } else if (member.equals("name")) {
        name = parser.getValueAsString("");
      } else if (member.equals("controller")) {
        controller = value == JsonToken.VALUE_TRUE;
      }
    }
    return new Owner(kind, name, controller);
  }
}
