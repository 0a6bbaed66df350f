package io.eventrecorder.testkit;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.ReferenceResolver;
import java.net.URI;
import java.util.Optional;

/** Found on the class path of these tests. */
public final class UriResolver implements ReferenceResolver {
  @Override
  public Optional<ObjectReference> resolve(Object object) {
    return object instanceof URI uri
        ? Optional.of(ObjectReference.of("Uri", "default", uri.toString()))
        : Optional.empty();
  }
}
