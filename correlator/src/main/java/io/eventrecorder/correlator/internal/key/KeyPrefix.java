package io.eventrecorder.correlator.internal.key;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.hash.SipHash;
import org.jspecify.annotations.Nullable;

/**
 * The fields that come first in all built-in keys, and that one event often shares with the next:
 * who reported it, its type, and what kind of object it is about. They are hashed only if they
 * differ from those of the event before. Not thread-safe.
 */
final class KeyPrefix {
  private final Hasher hasher;
  private final SipHash.State state = new SipHash.State();
  private EventSource source = EventSource.empty();
  private ObjectReference regarding = ObjectReference.empty();

  /** Null before the first event, so that no state outlives a change of the secret. */
  private @Nullable String type;

  KeyPrefix(Hasher hasher) {
    this.hasher = hasher;
  }

  /** Starts a key that begins with these fields of an event. */
  Hasher start(Event event) {
    if (!isOf(event)) {
      hash(event.source(), event.regarding(), event.type());
      source = event.source(); // after the hash, which fails on a full heap
      regarding = event.regarding();
      type = event.type();
    }
    return hasher.resume(state);
  }

  private boolean isOf(Event event) {
    EventSource its = event.source();
    ObjectReference object = event.regarding();
    return source.component().equals(its.component())
        && source.host().equals(its.host())
        && regarding.kind().equals(object.kind())
        && regarding.namespace().equals(object.namespace())
        && regarding.apiVersion().equals(object.apiVersion())
        && event.type().equals(type);
  }

  private void hash(EventSource source, ObjectReference regarding, String type) {
    hasher
        .start()
        .put(source.component())
        .put(source.host())
        .put(regarding.kind())
        .put(regarding.namespace())
        .put(regarding.apiVersion())
        .put(type)
        .save(state);
  }
}
