package io.eventrecorder.json;

/** The two API versions of Kubernetes events. */
public enum EventApi {
  /** {@code v1}: {@code involvedObject}, {@code message}, {@code count}. */
  CORE_V1("v1"),
  /** {@code events.k8s.io/v1}: {@code regarding}, {@code note}, {@code series}. */
  EVENTS_V1("events.k8s.io/v1");

  private final String apiVersion;

  EventApi(String apiVersion) {
    this.apiVersion = apiVersion;
  }

  /** {@return the text of the member {@code apiVersion}} */
  public String apiVersion() {
    return apiVersion;
  }
}
