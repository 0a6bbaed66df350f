package io.eventrecorder.cli.input;

import io.eventrecorder.sink.kafka.CloudEventAttributes;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the event out of its envelope: a watch event, an object of eventrouter, a CloudEvent or a
 * line of {@code correlate}.
 */
final class Unwrapper {
  private static final Set<String> WATCH =
      Set.of("ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR");

  private final ObjectShapeReader shapes;
  private final Consumer<String> passedOver;

  /**
   * @param passedOver called for each envelope that is passed over, with the reason
   */
  Unwrapper(ObjectShapeReader shapes, Consumer<String> passedOver) {
    this.shapes = shapes;
    this.passedOver = passedOver;
  }

  /**
   * {@return the JSON of the event; null if the envelope is passed over}
   *
   * @throws BadItemException if the object is not a known envelope
   */
  @Nullable InputSlice event(InputSlice object, ObjectShape shape) {
    if (!shape.kind().isEmpty()) {
      throw FormatHints.ofObject(object, shape);
    }
    if (WATCH.contains(shape.text("type")) && shape.objects.contains("object")) {
      return watched(object, shape);
    }
    if (!shape.text("verb").isEmpty() && shape.names.contains("event")) {
      return unless(shape.text("verb").equals("DELETED"), "DELETED", inner(object, shape, "event"));
    }
    if (!shape.text("specversion").isEmpty() && shape.objects.contains("data")) {
      boolean deleted = shape.text("type").equals(CloudEventAttributes.DELETED);
      return unless(deleted, "DELETED", inner(object, shape, "data"));
    }
    boolean isScript = shape.names.size() == 1 && shape.objects.contains("event");
    if (isScript || (shape.skip != null && shape.names.contains("event"))) {
      boolean skip = Boolean.TRUE.equals(shape.skip);
      return skip ? unless(true, "skip", object) : inner(object, shape, "event");
    }
    throw FormatHints.ofObject(object, shape);
  }

  private @Nullable InputSlice watched(InputSlice object, ObjectShape shape) {
    String type = shape.text("type");
    InputSlice watched = inner(object, shape, "object");
    if (type.equals("ERROR")) {
      ObjectShape status = shapes.read(watched);
      String message = status.text("message");
      throw object.bad(
          "is an error from the watch: "
              + BadItemException.printable(message.isEmpty() ? status.text("reason") : message, 200)
              + "; restart the watch");
    }
    return unless(!type.equals("ADDED") && !type.equals("MODIFIED"), type, watched);
  }

  private @Nullable InputSlice unless(boolean passed, String what, InputSlice event) {
    if (passed) {
      passedOver.accept(what);
      return null;
    }
    return event;
  }

  private static InputSlice inner(InputSlice object, ObjectShape shape, String name) {
    InputSlice inner = shape.places.get(name);
    if (inner == null) {
      throw object.bad("has no event; its member " + name + " must be an object");
    }
    return inner;
  }
}
