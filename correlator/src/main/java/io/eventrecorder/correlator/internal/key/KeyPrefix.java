package io.eventrecorder.correlator.internal.key;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.hash.SipHash;
import org.jspecify.annotations.Nullable;

/**
 * What comes first in all built-in keys, and what one event often shares with the next: its scope,
 * who reported it, its type, and what kind of object it is about. It is hashed only if it differs
 * from that of the event before. Not thread-safe.
 */
final class KeyPrefix {
  private final Hasher hasher;
  private final boolean hasHost;
  private final SipHash.State state = new SipHash.State();
  private String scope = "";
  private EventSource source = EventSource.empty();
  private ObjectReference regarding = ObjectReference.empty();

  /** Null before the first event, so that no state outlives a change of the secret. */
  private @Nullable String type;

  /**
   * Makes a prefix of no event.
   *
   * @param hasHost whether the host of the source is one of the fields
   */
  KeyPrefix(Hasher hasher, boolean hasHost) {
    this.hasher = hasher;
    this.hasHost = hasHost;
  }

  /** Starts a key that begins with these fields of an event. */
  Hasher start(Event event, String itsScope) {
    if (!isOf(event, itsScope)) {
      hash(itsScope, event.source(), event.regarding(), event.type());
      scope = itsScope;
      source = event.source(); // after the hash, which fails on a full heap
      regarding = event.regarding();
      type = event.type();
    }
    return hasher.resume(state);
  }

  private boolean isOf(Event event, String itsScope) {
    EventSource its = event.source();
    ObjectReference object = event.regarding();
    return scope.equals(itsScope)
        && source.component().equals(its.component())
        && (!hasHost || source.host().equals(its.host()))
        && regarding.kind().equals(object.kind())
        && regarding.namespace().equals(object.namespace())
        && regarding.apiVersion().equals(object.apiVersion())
        && event.type().equals(type);
  }

  private void hash(String scope, EventSource source, ObjectReference regarding, String type) {
    start(hasher, scope).put(source.component());
    if (hasHost) {
      hasher.put(source.host());
    }
    hasher
        .put(regarding.kind())
        .put(regarding.namespace())
        .put(regarding.apiVersion())
        .put(type)
        .save(state);
  }

  /** Starts a key in a scope. The list of a key in no scope is shorter, so it is another list. */
  static Hasher start(Hasher hasher, String scope) {
    hasher.start();
    return scope.isEmpty() ? hasher : hasher.put(scope);
  }
}
