package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.ReferenceResolver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows fabric8's objects: everything that has metadata, built-in, custom or generic, and fabric8's
 * own {@code ObjectReference}. Found by {@link java.util.ServiceLoader}. Thread-safe. Without
 * fabric8 on the class path it knows nothing.
 */
public final class KubernetesReferenceResolver implements ReferenceResolver {
  private final boolean present = isPresent();

  /** For {@link java.util.ServiceLoader}. */
  public KubernetesReferenceResolver() {}

  @Override
  public Optional<ObjectReference> resolve(Object object) {
    return present ? Fabric8.resolve(object) : Optional.empty();
  }

  private static boolean isPresent() {
    try {
      return Fabric8.isLinked();
    } catch (LinkageError e) {
      return false;
    }
  }

  /** Linked only when it is used, so that the resolver can be made without fabric8. */
  private static final class Fabric8 {
    private Fabric8() {}

    static boolean isLinked() {
      return !HasMetadata.class.getName().isEmpty();
    }

    static Optional<ObjectReference> resolve(Object object) {
      if (object instanceof HasMetadata resource && resource.getMetadata() != null) {
        return Optional.of(reference(resource, resource.getMetadata()));
      }
      if (object instanceof io.fabric8.kubernetes.api.model.ObjectReference reference) {
        return Optional.of(
            ObjectReference.builder()
                .apiVersion(text(reference.getApiVersion()))
                .kind(text(reference.getKind()))
                .namespace(text(reference.getNamespace()))
                .name(text(reference.getName()))
                .uid(text(reference.getUid()))
                .resourceVersion(text(reference.getResourceVersion()))
                .fieldPath(text(reference.getFieldPath()))
                .build());
      }
      return Optional.empty();
    }

    private static ObjectReference reference(HasMetadata resource, ObjectMeta metadata) {
      String kind = text(resource.getKind());
      String apiVersion = text(resource.getApiVersion());
      return ObjectReference.builder()
          .apiVersion(
              apiVersion.isEmpty()
                  ? text(HasMetadata.getApiVersion(resource.getClass()))
                  : apiVersion)
          .kind(kind.isEmpty() ? text(HasMetadata.getKind(resource.getClass())) : kind)
          .namespace(text(metadata.getNamespace()))
          .name(text(metadata.getName()))
          .uid(text(metadata.getUid()))
          .resourceVersion(text(metadata.getResourceVersion()))
          .build();
    }

    private static String text(@Nullable String text) {
      return Objects.requireNonNullElse(text, "");
    }
  }
}
