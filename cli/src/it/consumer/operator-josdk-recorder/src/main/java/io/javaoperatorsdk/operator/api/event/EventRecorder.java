/* Stands in for a type of java-operator-sdk 5.6; see the pom of this module. */
package io.javaoperatorsdk.operator.api.event;

import io.javaoperatorsdk.operator.api.reconciler.Context;

public interface EventRecorder {
  void record(EventRecord event, Context<?> context);

  ResourceEventRecorder forContext(Context<?> context);
}
