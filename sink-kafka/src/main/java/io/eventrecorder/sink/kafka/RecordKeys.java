package io.eventrecorder.sink.kafka;

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
        return own == null ? null : text.add(own).take();
      } catch (RuntimeException e) {
        failures.increment();
        return object(event, text);
      }
    }
    return key == KeyBy.EVENT ? event(event, text) : object(event, text);
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
