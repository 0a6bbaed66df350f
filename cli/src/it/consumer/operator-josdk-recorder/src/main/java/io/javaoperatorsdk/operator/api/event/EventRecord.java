/* Stands in for a type of java-operator-sdk 5.6; see the pom of this module. */
package io.javaoperatorsdk.operator.api.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class EventRecord {
  private EventType type = EventType.NORMAL;
  private String reason;
  private String message;
  private String key;
  private String name;
  private String action;
  private String reportingComponent;
  private Boolean owned;
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> annotations = new HashMap<>();

  private EventRecord() {}

  public static Builder builder() {
    return new Builder();
  }

  public static EventRecord normal(String reason, String message) {
    return builder().reason(reason).message(message).build();
  }

  public static EventRecord warning(String reason, String message) {
    return builder().type(EventType.WARNING).reason(reason).message(message).build();
  }

  public EventType type() {
    return type;
  }

  public String reason() {
    return reason;
  }

  public String message() {
    return message;
  }

  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  public Optional<String> action() {
    return Optional.ofNullable(action);
  }

  public Optional<String> reportingComponent() {
    return Optional.ofNullable(reportingComponent);
  }

  public Optional<Boolean> ownedByRegarding() {
    return Optional.ofNullable(owned);
  }

  public Map<String, String> labels() {
    return Map.copyOf(labels);
  }

  public Map<String, String> annotations() {
    return Map.copyOf(annotations);
  }

  public static final class Builder {
    private final EventRecord event = new EventRecord();

    public Builder type(EventType type) {
      event.type = type;
      return this;
    }

    public Builder reason(String reason) {
      event.reason = reason;
      return this;
    }

    public Builder message(String message) {
      event.message = message;
      return this;
    }

    public Builder key(String key) {
      event.key = key;
      return this;
    }

    public Builder name(String name) {
      event.name = name;
      return this;
    }

    public Builder action(String action) {
      event.action = action;
      return this;
    }

    public Builder reportingComponent(String component) {
      event.reportingComponent = component;
      return this;
    }

    public Builder ownedByRegarding(boolean owned) {
      event.owned = owned;
      return this;
    }

    public Builder label(String name, String value) {
      event.labels.put(name, value);
      return this;
    }

    public Builder annotation(String name, String value) {
      event.annotations.put(name, value);
      return this;
    }

    public EventRecord build() {
      return event;
    }
  }
}
