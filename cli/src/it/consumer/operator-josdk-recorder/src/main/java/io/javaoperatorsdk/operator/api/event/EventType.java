/* Stands in for a type of java-operator-sdk 5.6; see the pom of this module. */
package io.javaoperatorsdk.operator.api.event;

public enum EventType {
  NORMAL,
  WARNING;

  public String value() {
    return this == NORMAL ? "Normal" : "Warning";
  }
}
