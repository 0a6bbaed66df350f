package io.eventrecorder.correlator.internal.key;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.Hasher;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The identity of the event that was read last, for the correlator {@code series}: its fields, and
 * what the options or the application add to them. Where a function throws or returns null, the
 * built-in identity is used. The scope is part of it, unless it is empty. Not thread-safe.
 */
public final class SeriesKeys {
  private static final int FIELDS = 1;
  private static final int TEXT = 2;
  private static final int CHOSEN = 3;

  private final @Nullable Function<Event, String> builtInIdentity;
  private final UserFunction<String> identityFunction;
  private final boolean everyReporter;
  private final Hasher hasher;
  private final Fingerprint fingerprint = new Fingerprint();
  private String key = "";

  /**
   * Makes keys by the given rules.
   *
   * @param builtInIdentity the text that is added to the fields; null: none
   * @param identityFunction the same, chosen by the application
   * @param everyReporter whether what two instances of one program report are two events
   * @param hasher hashes the keys
   */
  public SeriesKeys(
      @Nullable Function<Event, String> builtInIdentity,
      UserFunction<String> identityFunction,
      boolean everyReporter,
      Hasher hasher) {
    this.builtInIdentity = builtInIdentity;
    this.identityFunction = identityFunction;
    this.everyReporter = everyReporter;
    this.hasher = hasher;
  }

  /**
   * Reads the next event; its identity replaces that of the event before.
   *
   * @param scope where its object is; events of two scopes are different
   */
  public void read(Event event, String scope) {
    KeyPrefix.start(hasher, scope);
    putFields(event);
    key = event.key();
    if (!key.isEmpty()) {
      hasher.put(key).finish(CHOSEN, fingerprint);
      return;
    }
    String text = identityFunction.apply(event);
    if (text == null && builtInIdentity != null) {
      text = builtInIdentity.apply(event);
    }
    if (text == null) {
      hasher.finish(FIELDS, fingerprint);
    } else {
      hasher.put(text).finish(TEXT, fingerprint);
      key = "identity:" + text;
    }
  }

  /** Which event it is. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /**
   * The key for the written event: what was added to the fields. A sink that names events by their
   * identity needs it. Empty if nothing was added.
   */
  public String key() {
    return key;
  }

  /** How often the function threw or returned null. */
  public long failures() {
    return identityFunction.failures();
  }

  /**
   * The namespace is included because a series is stored in one namespace. An event without
   * reporting fields is reported by its source.
   */
  private void putFields(Event event) {
    EventSource source = event.source();
    ObjectReference related = event.related();
    hasher
        .put(event.namespace())
        .put(event.type())
        .put(event.action())
        .put(event.reason())
        .put(firstOf(event.reportingController(), source.component()));
    if (everyReporter) {
      hasher.put(firstOf(event.reportingInstance(), source.host()));
    }
    put(event.regarding());
    put(related == null ? ObjectReference.empty() : related);
  }

  /** The resourceVersion is left out: an object that changed is the same object. */
  private void put(ObjectReference object) {
    hasher
        .put(object.apiVersion())
        .put(object.kind())
        .put(object.namespace())
        .put(object.name())
        .put(object.uid())
        .put(object.fieldPath());
  }

  private static String firstOf(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
