package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.ReferenceResolver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes references to fabric8's objects: to every {@code HasMetadata}, built-in, custom or generic,
 * and to fabric8's own {@code ObjectReference}. {@link java.util.ServiceLoader} finds it. Without
 * fabric8 on the class path it resolves no object. Thread-safe.
 */
public final class KubernetesReferenceResolver implements ReferenceResolver {
  private final boolean present = isPresent();

  /** For {@link java.util.ServiceLoader}. */
  public KubernetesReferenceResolver() {}

  @Override
  public Optional<ObjectReference> resolve(Object object) {
    Objects.requireNonNull(object, "object");
    return present ? Fabric8.resolve(object) : Optional.empty();
  }

  private static boolean isPresent() {
    try {
      return Fabric8.isLinked();
    } catch (LinkageError e) {
      return false;
    }
  }

  /** Apart, so that the resolver itself links no class of fabric8. */
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
