package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Keys as text: parts between {@code |}, each where it always is. No name in Kubernetes has one, so
 * they look as they are; a part that has one all the same is escaped as in a URI.
 */
final class RecordKeys {
  private static final char SEPARATOR = '|';

  private final KeyBy key;
  private final @Nullable KafkaRecordKey custom;
  private final String source;
  private final LongAdder failures;

  /**
   * Keys of one kind.
   *
   * @param key of what; also where the application's rule throws
   * @param custom the application's rule; null for none
   * @param source the first part of keys
   * @param failures counts where the rule throws
   */
  RecordKeys(KeyBy key, @Nullable KafkaRecordKey custom, String source, LongAdder failures) {
    this.key = key;
    this.custom = custom;
    this.source = source;
    this.failures = failures;
  }

  byte @Nullable [] of(Event event, Utf8Text text) {
    if (custom != null) {
      try {
        String own = custom.key(event);
        return own == null ? null : own.getBytes(UTF_8);
      } catch (RuntimeException e) {
        failures.increment();
      }
    }
    return key == KeyBy.EVENT ? event(event, text) : object(event, text);
  }

  /** {@return a key as an attribute, which must not have what a key of the application's may} */
  byte[] shown(byte[] own, Utf8Text text) {
    return custom == null ? own : text.add(new String(own, UTF_8)).take();
  }

  private byte[] object(Event event, Utf8Text text) {
    ObjectReference object = event.regarding();
    return text.addPart(source, SEPARATOR)
        .add(SEPARATOR)
        .addPart(object.namespace(), SEPARATOR)
        .add(SEPARATOR)
        .addPart(object.kind(), SEPARATOR)
        .add(SEPARATOR)
        .addPart(object.name(), SEPARATOR)
        .add(SEPARATOR)
        .addPart(object.uid(), SEPARATOR)
        .take();
  }

  private byte[] event(Event event, Utf8Text text) {
    return text.addPart(source, SEPARATOR)
        .add(SEPARATOR)
        .addPart(event.namespace(), SEPARATOR)
        .add(SEPARATOR)
        .addPart(event.name(), SEPARATOR)
        .take();
  }
}
