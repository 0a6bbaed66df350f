package io.eventrecorder.core;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.ReferenceResolver;
import java.util.List;
import java.util.Optional;

/** Calls the resolvers in their order, and returns the first reference. */
final class ChainedReferenceResolver implements ReferenceResolver {
  private final List<ReferenceResolver> resolvers;

  ChainedReferenceResolver(List<ReferenceResolver> resolvers) {
    this.resolvers = List.copyOf(resolvers);
  }

  @Override
  public Optional<ObjectReference> resolve(Object object) {
    for (ReferenceResolver resolver : resolvers) {
      Optional<ObjectReference> reference = resolver.resolve(object);
      if (reference.isPresent()) {
        return reference;
      }
    }
    return Optional.empty();
  }
}
