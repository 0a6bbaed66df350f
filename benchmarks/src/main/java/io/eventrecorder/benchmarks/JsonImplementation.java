package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;

/** Converts events of one model to JSON and back. */
interface JsonImplementation<E> {
  /** {@return the event in the model of this implementation} */
  E of(Event event);

  E read(byte[] json);

  String write(E event);

  byte[] writeBytes(E event);

  /** {@return what {@link #writeBytes} returns, from a writer that is kept between events} */
  byte[] writeReused(E event);

  /** {@return a JSON merge patch of count, lastTimestamp and message} */
  String mergePatch(E event);

  static JsonImplementation<?> of(String name, EventApi api) {
    return switch (name) {
      case "eventrecorder" -> new EventRecorderJson(api);
      case "fabric8" -> Fabric8Json.ofClient(api);
      case "fabric8-model" -> Fabric8Json.ofPlainMapper(api);
      default ->
          throw new IllegalArgumentException(
              "implementation " + name + " is not eventrecorder, fabric8 or fabric8-model");
    };
  }

  /** {@return a message of this length, like those of the kubelet} */
  static Event withMessage(Event event, int length) {
    String text = event.message();
    String message = text.repeat(length / text.length() + 1).substring(0, length);
    return event.toBuilder().message(message).build();
  }
}
