/* Stands in for a type of java-operator-sdk 5.6; see the pom of this module. */
package io.javaoperatorsdk.operator.api.event;

public interface ResourceEventRecorder {
  void normal(String reason, String message);

  void warn(String reason, String message);

  void record(EventRecord event);
}
