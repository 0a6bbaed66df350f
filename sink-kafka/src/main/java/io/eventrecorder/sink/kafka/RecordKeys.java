package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys of records. A key is text: parts in a fixed order, separated by {@code |}. Names
 * in Kubernetes do not contain this character; where a part contains it, it is percent-encoded.
 */
final class RecordKeys {
  private static final char SEPARATOR = '|';

  private final KeyBy keyBy;
  private final @Nullable KafkaRecordKey custom;
  private final String source;
  private final LongAdder failures;

  /**
   * What a key is made of.
   *
   * @param keyBy the object or the event
   * @param custom the function of the application, which is used instead; null for none
   */
  record Rule(KeyBy keyBy, @Nullable KafkaRecordKey custom) {}

  /**
   * The keys of one sink.
   *
   * @param rule what keys are made of
   * @param tombstones whether the sink writes tombstones. If the function of the application fails,
   *     the key is then that of the event: a tombstone must not delete a whole object
   * @param source the first part of each key
   * @param failures counts the exceptions of the application's function
   */
  RecordKeys(Rule rule, boolean tombstones, String source, LongAdder failures) {
    this.keyBy = tombstones ? KeyBy.EVENT : rule.keyBy();
    this.custom = rule.custom();
    this.source = source;
    this.failures = failures;
  }

  /**
   * {@return the key of an event; null for none}
   *
   * @param event the event
   * @param ofObject the key of its object
   * @param text a buffer
   */
  byte @Nullable [] of(Event event, byte[] ofObject, Utf8Text text) {
    if (custom != null) {
      try {
        String key = custom.key(event);
        return key == null ? null : key.getBytes(UTF_8);
      } catch (RuntimeException e) {
        failures.increment();
      }
    }
    return keyBy == KeyBy.EVENT ? ofEvent(source, event, text) : ofObject;
  }

  /**
   * {@return the key as the value of an attribute} An attribute of a CloudEvent must not contain
   * some characters that the application's function may return.
   */
  byte[] asAttribute(byte[] key, Utf8Text text) {
    return custom == null ? key : text.add(new String(key, UTF_8)).take();
  }

  byte[] ofObject(ObjectReference object, Utf8Text text) {
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

  /** {@return the key that identifies an event} */
  static byte[] ofEvent(String source, Event event, Utf8Text text) {
    return text.addPart(source, SEPARATOR)
        .add(SEPARATOR)
        .addPart(event.namespace(), SEPARATOR)
        .add(SEPARATOR)
        .addPart(event.name(), SEPARATOR)
        .take();
  }
}
