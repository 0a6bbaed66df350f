package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The identity of the event that was read last: its fields, and what the options or the application
 * add to them. A function that throws or returns null is replaced by the built-in identity.
 */
final class SeriesKeys {
  private static final int FIELDS = 1;
  private static final int TEXT = 2;
  private static final int CHOSEN = 3;

  private final Identity identity;
  private final @Nullable Function<Event, String> function;
  private final Hasher hasher;
  private final Fingerprint fingerprint = new Fingerprint();
  private String key = "";
  private long failures;

  SeriesKeys(Identity identity, @Nullable Function<Event, String> function, Hasher hasher) {
    this.hasher = hasher;
    this.identity = identity;
    this.function = function;
  }

  void read(Event event) {
    readFields(event);
    key = event.key();
    if (!key.isEmpty()) {
      hasher.put(key).finish(CHOSEN, fingerprint);
      return;
    }
    String text = text(event);
    if (text == null) {
      hasher.finish(FIELDS, fingerprint);
    } else {
      hasher.put(text).finish(TEXT, fingerprint);
      key = "identity:" + text;
    }
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  /**
   * What besides the fields made the identity: a sink that names events by it cannot know that.
   * Empty if nothing did.
   */
  String key() {
    return key;
  }

  /** How often the function threw or returned null. */
  long failures() {
    return failures;
  }

  /**
   * The namespace is among the fields because a series has one place in the store. Reporter and
   * instance of an event that says them only in the old way are those of its source.
   */
  private void readFields(Event event) {
    EventSource source = event.source();
    ObjectReference related = event.related();
    hasher
        .start()
        .put(event.namespace())
        .put(event.type())
        .put(event.action())
        .put(event.reason())
        .put(firstOf(event.reportingController(), source.component()))
        .put(firstOf(event.reportingInstance(), source.host()));
    read(event.regarding());
    read(related == null ? ObjectReference.empty() : related);
  }

  /** All but the resourceVersion: an object that changed is the same object. */
  private void read(ObjectReference object) {
    hasher
        .put(object.apiVersion())
        .put(object.kind())
        .put(object.namespace())
        .put(object.name())
        .put(object.uid())
        .put(object.fieldPath());
  }

  private @Nullable String text(Event event) {
    String text = function == null ? null : call(function, event);
    if (text != null) {
      return text;
    }
    return switch (identity) {
      case REASON -> null;
      case MESSAGE -> event.message();
      case NORMALIZED_MESSAGE -> NormalizedMessage.of(event.message());
    };
  }

  private @Nullable String call(Function<Event, String> chooser, Event event) {
    @Nullable String text = null;
    try {
      text = chooser.apply(event);
    } catch (RuntimeException e) {
      // counted below, like null: the built-in identity serves this event
    }
    if (text == null) {
      failures++;
    }
    return text;
  }

  private static String firstOf(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
