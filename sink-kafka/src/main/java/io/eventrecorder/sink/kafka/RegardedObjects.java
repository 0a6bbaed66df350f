package io.eventrecorder.sink.kafka;

import io.eventrecorder.ObjectReference;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What all records of an object have in common: the key and two headers. It is kept for the objects
 * of the last events, because an object often has many events. Not thread-safe.
 */
final class RegardedObjects {
  /**
   * A power of two. An object takes about 350 bytes, so that all take much less than the producer's
   * buffer of 32 MB.
   */
  private static final int SLOTS = 4096;

  /** Each object has one slot. Where two have the same, the last one replaces the other. */
  private final @Nullable Texts[] slots = new Texts[SLOTS];

  private final RecordKeys keys;
  private final Utf8Text text;

  /** The texts of one object. No one changes the arrays. */
  static final class Texts {
    private final ObjectReference object;

    /** The key of records whose key is the object. */
    final byte[] key;

    /** The header with that key; null if the key is empty. */
    final @Nullable Header partitionKey;

    /** The header with the object; null if it has no name. */
    final @Nullable Header subject;

    private Texts(ObjectReference object, byte[] key, Utf8Text text) {
      this.object = object;
      this.key = key;
      this.partitionKey = CloudEventHeaders.partitionKey(key);
      this.subject = CloudEventHeaders.subject(object, text);
    }

    /** Whether these are the texts of an object, perhaps of another version or another part. */
    private boolean isOf(ObjectReference other) {
      return object.name().equals(other.name())
          && object.namespace().equals(other.namespace())
          && object.kind().equals(other.kind())
          && object.apiVersion().equals(other.apiVersion())
          && object.uid().equals(other.uid());
    }
  }

  RegardedObjects(RecordKeys keys, Utf8Text text) {
    this.keys = keys;
    this.text = text;
  }

  Texts of(ObjectReference object) {
    int hash = 31 * object.namespace().hashCode() + object.name().hashCode();
    int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
    Texts known = slots[slot];
    if (known == null || !known.isOf(object)) {
      known = new Texts(object, keys.ofObject(object, text), text);
      slots[slot] = known;
    }
    return known;
  }
}
