/* Stands in for a type of java-operator-sdk 5.6; see the pom of this module. */
package io.javaoperatorsdk.operator.api.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

@FunctionalInterface
public interface EventKeyStrategy {
  Optional<String> keyFor(HasMetadata regarding, EventRecord event);

  static EventKeyStrategy none() {
    return (regarding, event) -> Optional.empty();
  }

  static EventKeyStrategy byReason() {
    return (regarding, event) -> Optional.of(event.type().value() + '/' + event.reason());
  }
}
