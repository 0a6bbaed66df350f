package io.eventrecorder;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.text.PrintableText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event in one neutral form, a superset of Kubernetes core/v1 and events.k8s.io/v1. Immutable.
 * Text and collections are never null: as in Kubernetes, empty and absent are the same. Two events
 * are equal when all their fields are; where they come from ({@link #isFromElsewhere()}) is none.
 */
public final class Event {
  /** Of a message, in one line for logs, where the reason why it is logged comes after it. */
  private static final int SHOWN = 256;

  private final String name;
  private final String namespace;
  private final String uid;
  private final String resourceVersion;
  private final Map<String, String> labels;
  private final Map<String, String> annotations;
  private final List<OwnerReference> ownerReferences;
  private final ObjectReference regarding;
  private final @Nullable ObjectReference related;
  private final String type;
  private final String reason;
  private final String action;
  private final String message;
  private final EventSource source;
  private final String reportingController;
  private final String reportingInstance;
  private final int count;
  private final @Nullable Instant firstTimestamp;
  private final @Nullable Instant lastTimestamp;
  private final @Nullable Instant eventTime;
  private final @Nullable EventSeries series;
  private final Map<String, String> unknownFields;
  private final String key;
  private final boolean fromElsewhere;

  private Event(Builder builder) {
    this.name = builder.name;
    this.namespace = builder.namespace;
    this.uid = builder.uid;
    this.resourceVersion = builder.resourceVersion;
    this.labels = builder.labels;
    this.annotations = builder.annotations;
    this.ownerReferences = builder.ownerReferences;
    this.regarding = builder.regarding;
    this.related = builder.related;
    this.type = builder.type;
    this.reason = builder.reason;
    this.action = builder.action;
    this.message = builder.message;
    this.source = builder.source;
    this.reportingController = builder.reportingController;
    this.reportingInstance = builder.reportingInstance;
    this.count = builder.count;
    this.firstTimestamp = builder.firstTimestamp;
    this.lastTimestamp = builder.lastTimestamp;
    this.eventTime = builder.eventTime;
    this.series = builder.series;
    this.unknownFields = builder.unknownFields;
    this.key = builder.key;
    this.fromElsewhere = builder.fromElsewhere;
  }

  /**
   * A new builder.
   *
   * @return a builder of an event of which nothing is known
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder that starts from this event.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** {@return the name; unique in its namespace} */
  public String name() {
    return name;
  }

  /** {@return the namespace in which the event is stored} */
  public String namespace() {
    return namespace;
  }

  /** {@return the uid that the store gave the event; empty before} */
  public String uid() {
    return uid;
  }

  /** {@return the version that the store gave this state of the event; empty before} */
  public String resourceVersion() {
    return resourceVersion;
  }

  /** {@return the labels, in order} */
  public Map<String, String> labels() {
    return labels;
  }

  /** {@return the annotations, in order} */
  public Map<String, String> annotations() {
    return annotations;
  }

  /** {@return the objects that own the event} */
  public List<OwnerReference> ownerReferences() {
    return ownerReferences;
  }

  /** {@return the object that the event is about (core/v1 {@code involvedObject})} */
  public ObjectReference regarding() {
    return regarding;
  }

  /** {@return the object that the event concerns besides; null if there is none} */
  public @Nullable ObjectReference related() {
    return related;
  }

  /**
   * {@return {@code Normal} or {@code Warning}; another text only in events that were read from
   * elsewhere}
   */
  public String type() {
    return type;
  }

  /** {@return why, in one CamelCase word, for example {@code BackOff}} */
  public String reason() {
    return reason;
  }

  /** {@return what was done or failed, for example {@code Restarting}; may be empty} */
  public String action() {
    return action;
  }

  /** {@return what happened, for people (events.k8s.io/v1 {@code note})} */
  public String message() {
    return message;
  }

  /** {@return who reported it, as core/v1 says it} */
  public EventSource source() {
    return source;
  }

  /** {@return the program that reported it (core/v1 {@code reportingComponent})} */
  public String reportingController() {
    return reportingController;
  }

  /** {@return the instance of that program} */
  public String reportingInstance() {
    return reportingInstance;
  }

  /** {@return how often it happened; 0 if not said} */
  public int count() {
    return count;
  }

  /** {@return the first occurrence; null if not known} */
  public @Nullable Instant firstTimestamp() {
    return firstTimestamp;
  }

  /** {@return the newest occurrence; null if not known} */
  public @Nullable Instant lastTimestamp() {
    return lastTimestamp;
  }

  /**
   * {@return when it was first observed, as events.k8s.io/v1 says it; null in events that a
   * recorder made}
   */
  public @Nullable Instant eventTime() {
    return eventTime;
  }

  /** {@return the series, as events.k8s.io/v1 says it; null for a single event} */
  public @Nullable EventSeries series() {
    return series;
  }

  /**
   * {@return members that this model does not know: raw JSON by JSON Pointer (RFC 6901), for
   * example {@code /metadata/managedFields}}
   */
  public Map<String, String> unknownFields() {
    return unknownFields;
  }

  /**
   * {@return the correlation key of the application's choice; empty if it chose none. Not part of
   * the JSON form}
   */
  public String key() {
    return key;
  }

  /**
   * {@return how often it happened: the greater of {@link #count()} and the count of the series; at
   * least 1, since an event that does not say has happened once}
   */
  public int occurrences() {
    return Occurrences.count(this);
  }

  /**
   * {@return when it happened first: firstTimestamp, or else eventTime; null if it does not say}
   * Go's zero time, {@code 0001-01-01T00:00:00Z}, counts as not set.
   */
  public @Nullable Instant firstOccurrence() {
    return Occurrences.first(this);
  }

  /**
   * {@return when it happened last: the later of lastTimestamp and series.lastObservedTime, or else
   * eventTime, firstTimestamp, metadata.creationTimestamp; null if it says none of them} Go's zero
   * time, {@code 0001-01-01T00:00:00Z}, counts as not set.
   */
  public @Nullable Instant lastOccurrence() {
    return Occurrences.last(this);
  }

  /**
   * {@return whether it is the state of an event that others keep, as {@link #fromElsewhere} says;
   * false for what a recorder made} Its count is then the whole count of that event. For an event
   * from a recorder the count is 1, and it is one more occurrence. Not part of the JSON form.
   */
  public boolean isFromElsewhere() {
    return fromElsewhere;
  }

  /**
   * {@return this event as one that comes from elsewhere, with what an event needs} One that says
   * neither count nor series nor eventTime gets count 1. One of which {@link #lastOccurrence()}
   * knows no time gets {@code now} as firstTimestamp and lastTimestamp; a creationTimestamp or a
   * firstTimestamp alone becomes the lastTimestamp. Go's zero time becomes null. {@link
   * EventBroadcaster#publish} does this.
   *
   * @param now when it happened, if it does not say
   */
  public Event fromElsewhere(Instant now) {
    return completed(now, true);
  }

  /**
   * {@return this event as one occurrence, with what an event needs} What is missing is filled in
   * as {@link #fromElsewhere} does. {@link EventBroadcaster#record} does this.
   *
   * @param now when it happened, if it does not say
   */
  public Event asOccurrence(Instant now) {
    return completed(now, false);
  }

  private Event completed(Instant now, boolean isFromElsewhere) {
    Builder complete = Occurrences.completed(this, now);
    complete.fromElsewhere = isFromElsewhere;
    return complete.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || (other instanceof Event that && Arrays.equals(state(), that.state()));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(state());
  }

  private @Nullable Object[] state() {
    return new @Nullable Object[] {
      name,
      namespace,
      uid,
      resourceVersion,
      labels,
      annotations,
      ownerReferences,
      regarding,
      related,
      type,
      reason,
      action,
      message,
      source,
      reportingController,
      reportingInstance,
      count,
      firstTimestamp,
      lastTimestamp,
      eventTime,
      series,
      unknownFields,
      key
    };
  }

  /** One line for logs and failure messages; not a format to parse. */
  @Override
  public String toString() {
    return PrintableText.line(
        type
            + " "
            + reason
            + " "
            + regarding
            + ": "
            + (message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…")
            + " ("
            + namespace
            + "/"
            + name
            + ", count "
            + count
            + ")");
  }

  /** Builds an {@link Event}. Collections are copied in. Not thread-safe. */
  public static final class Builder {
    private String name = "";
    private String namespace = "";
    private String uid = "";
    private String resourceVersion = "";
    private Map<String, String> labels = Map.of();
    private Map<String, String> annotations = Map.of();
    private List<OwnerReference> ownerReferences = List.of();
    private ObjectReference regarding = ObjectReference.empty();
    private @Nullable ObjectReference related;
    private String type = "";
    private String reason = "";
    private String action = "";
    private String message = "";
    private EventSource source = EventSource.empty();
    private String reportingController = "";
    private String reportingInstance = "";
    private int count;
    private @Nullable Instant firstTimestamp;
    private @Nullable Instant lastTimestamp;
    private @Nullable Instant eventTime;
    private @Nullable EventSeries series;
    private Map<String, String> unknownFields = Map.of();
    private String key = "";
    private boolean fromElsewhere;

    private Builder() {}

    private Builder(Event event) {
      this.name = event.name;
      this.namespace = event.namespace;
      this.uid = event.uid;
      this.resourceVersion = event.resourceVersion;
      this.labels = event.labels;
      this.annotations = event.annotations;
      this.ownerReferences = event.ownerReferences;
      this.regarding = event.regarding;
      this.related = event.related;
      this.type = event.type;
      this.reason = event.reason;
      this.action = event.action;
      this.message = event.message;
      this.source = event.source;
      this.reportingController = event.reportingController;
      this.reportingInstance = event.reportingInstance;
      this.count = event.count;
      this.firstTimestamp = event.firstTimestamp;
      this.lastTimestamp = event.lastTimestamp;
      this.eventTime = event.eventTime;
      this.series = event.series;
      this.unknownFields = event.unknownFields;
      this.key = event.key;
      this.fromElsewhere = event.fromElsewhere;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the name; unique in its namespace
     */
    public Builder name(String value) {
      this.name = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the namespace in which the event is stored
     */
    public Builder namespace(String value) {
      this.namespace = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the uid that the store gave the event; empty before
     */
    public Builder uid(String value) {
      this.uid = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the version that the store gave this state of the event; empty before
     */
    public Builder resourceVersion(String value) {
      this.resourceVersion = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the labels, in order
     */
    public Builder labels(Map<String, String> value) {
      this.labels = copy(value);
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the annotations, in order
     */
    public Builder annotations(Map<String, String> value) {
      this.annotations = copy(value);
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the objects whose deletion deletes the event
     */
    public Builder ownerReferences(List<OwnerReference> value) {
      this.ownerReferences = List.copyOf(value);
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the object that the event is about (core/v1 {@code involvedObject})
     */
    public Builder regarding(ObjectReference value) {
      this.regarding = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the object that the event concerns besides; null if there is none
     */
    public Builder related(@Nullable ObjectReference value) {
      this.related = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value {@code Normal} or {@code Warning}; another text only in events that were read
     *     from elsewhere
     */
    public Builder type(String value) {
      this.type = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value why, in one CamelCase word, for example {@code BackOff}
     */
    public Builder reason(String value) {
      this.reason = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value what was done or failed, for example {@code Restarting}; may be empty
     */
    public Builder action(String value) {
      this.action = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value what happened, for people (events.k8s.io/v1 {@code note})
     */
    public Builder message(String value) {
      this.message = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value who reported it, as core/v1 says it
     */
    public Builder source(EventSource value) {
      this.source = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the program that reported it (core/v1 {@code reportingComponent})
     */
    public Builder reportingController(String value) {
      this.reportingController = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the instance of that program
     */
    public Builder reportingInstance(String value) {
      this.reportingInstance = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value how often it happened; 0 if not said
     */
    public Builder count(int value) {
      this.count = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the first occurrence; null if not known
     */
    public Builder firstTimestamp(@Nullable Instant value) {
      this.firstTimestamp = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the newest occurrence; null if not known
     */
    public Builder lastTimestamp(@Nullable Instant value) {
      this.lastTimestamp = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value when it was first observed, as events.k8s.io/v1 says it; null in events that a
     *     recorder made
     */
    public Builder eventTime(@Nullable Instant value) {
      this.eventTime = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the series, as events.k8s.io/v1 says it; null for a single event
     */
    public Builder series(@Nullable EventSeries value) {
      this.series = value;
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value members that this model does not know: raw JSON by JSON Pointer (RFC 6901), for
     *     example {@code /metadata/managedFields}
     */
    public Builder unknownFields(Map<String, String> value) {
      this.unknownFields = copy(value);
      return this;
    }

    /**
     * {@return this, with another value}
     *
     * @param value the correlation key of the application's choice; empty if it chose none. Not
     *     part of the JSON form
     */
    public Builder key(String value) {
      this.key = value;
      return this;
    }

    /**
     * Builds the event.
     *
     * @return the event
     */
    public Event build() {
      return new Event(this);
    }

    /** Keeps the order, which {@code Map.copyOf} does not. */
    private static Map<String, String> copy(Map<String, String> map) {
      return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
  }
}
