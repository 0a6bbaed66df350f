/* Stands in for a type of java-operator-sdk 5.6; see the pom of this module. */
package io.javaoperatorsdk.operator.api.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

@FunctionalInterface
public interface EventNamingStrategy {
  Optional<String> nameFor(HasMetadata regarding, EventRecord event);

  static EventNamingStrategy none() {
    return (regarding, event) -> Optional.empty();
  }
}
