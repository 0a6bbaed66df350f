package io.eventrecorder;

import io.eventrecorder.text.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * An object that owns the event (Kubernetes {@code metav1.OwnerReference}). Kubernetes' garbage
 * collector ignores events; owners are for tools that look at them.
 *
 * @param apiVersion the owner's API version
 * @param kind the owner's kind
 * @param name the owner's name
 * @param uid the owner's uid
 * @param controller whether the owner is the managing controller; null if not said
 * @param blockOwnerDeletion whether the owner waits for this event to go first; null if not said
 */
public record OwnerReference(
    String apiVersion,
    String kind,
    String name,
    String uid,
    @Nullable Boolean controller,
    @Nullable Boolean blockOwnerDeletion) {
  /** On one line: {@code kind/name (apiVersion, uid)}; what may not be printed is escaped. */
  @Override
  public String toString() {
    return PrintableText.line(kind + "/" + name + " (" + apiVersion + ", " + uid + ")");
  }
}
