package io.eventrecorder.sink.kafka;

import io.eventrecorder.ObjectReference;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What all records of an object have in common: the key and two headers. It is kept for the objects
 * of the last events, because an object often has many events. Not thread-safe.
 */
final class RegardedObjects {
  /** A power of two. */
  private static final int SLOTS = 4096;

  /**
   * An object whose key and API version are together longer is not kept. A usual object takes about
   * 350 bytes, and all slots then take 1.4 MB. With the longest objects, they take less than 20 MB.
   */
  private static final int MAX_KEPT = 1024;

  /** Each object has one slot. Where two have the same, the last one replaces the other. */
  private final @Nullable Texts[] slots = new Texts[SLOTS];

  private final RecordKeys keys;
  private final Utf8Text text;

  /**
   * The texts of one object. No one changes the arrays. It has no reference to the object of the
   * first event: that would keep its field path and its version, whose length has no limit.
   */
  static final class Texts {
    private final String apiVersion;
    private final String kind;
    private final String namespace;
    private final String name;
    private final String uid;

    /** The key of records whose key is the object. */
    final byte[] key;

    /** The header with that key; null if the key is empty. */
    final @Nullable Header partitionKey;

    /** The header with the object; null if it has no name. */
    final @Nullable Header subject;

    private Texts(ObjectReference object, byte[] key, Utf8Text text) {
      this.apiVersion = object.apiVersion();
      this.kind = object.kind();
      this.namespace = object.namespace();
      this.name = object.name();
      this.uid = object.uid();
      this.key = key;
      this.partitionKey = CloudEventHeaders.partitionKey(key);
      this.subject = CloudEventHeaders.subject(object, text);
    }

    /** Whether these are the texts of an object, perhaps of another version or another part. */
    private boolean isOf(ObjectReference object) {
      return name.equals(object.name())
          && namespace.equals(object.namespace())
          && kind.equals(object.kind())
          && apiVersion.equals(object.apiVersion())
          && uid.equals(object.uid());
    }

    /** The key contains all texts of the object, except for the API version. */
    private boolean isShort() {
      return key.length + apiVersion.length() <= MAX_KEPT;
    }
  }

  RegardedObjects(RecordKeys keys, Utf8Text text) {
    this.keys = keys;
    this.text = text;
  }

  /** {@return the texts of an object, which may be those of an earlier call} */
  Texts of(ObjectReference object) {
    int hash = 31 * object.namespace().hashCode() + object.name().hashCode();
    int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
    Texts known = slots[slot];
    if (known == null || !known.isOf(object)) {
      known = new Texts(object, keys.ofObject(object, text), text);
      if (known.isShort()) {
        slots[slot] = known;
      }
    }
    return known;
  }
}
