package io.eventrecorder;

import io.eventrecorder.text.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object that owns the event (Kubernetes {@code metav1.OwnerReference}). Kubernetes' garbage
 * collector does not delete events; owners are for tools that show them. Texts are never null.
 *
 * @param apiVersion the owner's API version
 * @param kind the owner's kind
 * @param name the owner's name
 * @param uid the owner's uid
 * @param controller whether the owner is the managing controller; null if not set
 * @param blockOwnerDeletion whether the owner can only be deleted after this event; null if not set
 */
public record OwnerReference(
    String apiVersion,
    String kind,
    String name,
    String uid,
    @Nullable Boolean controller,
    @Nullable Boolean blockOwnerDeletion) {
  /**
   * Creates a reference.
   *
   * @param apiVersion the owner's API version
   * @param kind the owner's kind
   * @param name the owner's name
   * @param uid the owner's uid
   * @param controller whether the owner is the managing controller; null if not set
   * @param blockOwnerDeletion whether the owner can only be deleted after this event; null if not
   *     set
   */
  public OwnerReference {
    Objects.requireNonNull(apiVersion, "apiVersion");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(uid, "uid");
  }

  /**
   * {@return {@code kind/name (apiVersion, uid)} on one line, with unprintable characters escaped}
   */
  @Override
  public String toString() {
    return PrintableText.line(kind + "/" + name + " (" + apiVersion + ", " + uid + ")");
  }
}
