package io.eventrecorder;

import io.eventrecorder.text.PrintableText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event, with the fields of Kubernetes core/v1 and of events.k8s.io/v1. Immutable.
 *
 * <p>Texts and collections are never null. As in Kubernetes, empty means absent. Two events are
 * equal if all their fields are equal; {@link #isFromElsewhere()} does not count.
 */
public final class Event {
  /** The longest part of a message that {@link #toString()} shows. */
  private static final int SHOWN = 256;

  private final String name;

  /** Stands for {@link #name} if it is not null. */
  private final @Nullable LazyName lazyName;

  private final String namespace;

  /** A {@link String}, or an {@link EventUid} whose text is not made before it is read. */
  private final Object uid;

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
    this.lazyName = builder.lazyName;
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

  /** Copies an event in one step, because a correlator does so for each write. */
  private Event(
      Event event,
      String name,
      Object uid,
      String resourceVersion,
      int count,
      @Nullable Instant first,
      @Nullable Instant last) {
    this.name = name;
    this.lazyName = null;
    this.namespace = event.namespace;
    this.uid = uid;
    this.resourceVersion = resourceVersion;
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
    this.count = count;
    this.firstTimestamp = first;
    this.lastTimestamp = last;
    this.eventTime = event.eventTime;
    this.series = event.series;
    this.unknownFields = event.unknownFields;
    this.key = event.key;
    this.fromElsewhere = event.fromElsewhere;
  }

  /**
   * Fills the fields of {@link #occurrence} in one step, because a recorder does so for each event.
   */
  private Event(
      LazyName name,
      Object uid,
      String namespace,
      ObjectReference regarding,
      String type,
      String reason,
      String message,
      EventSource source,
      Instant time) {
    this.name = "";
    this.lazyName = name;
    this.namespace = namespace;
    this.uid = uid;
    this.resourceVersion = "";
    this.labels = Map.of();
    this.annotations = Map.of();
    this.ownerReferences = List.of();
    this.regarding = regarding;
    this.related = null;
    this.type = type;
    this.reason = reason;
    this.action = "";
    this.message = message;
    this.source = source;
    this.reportingController = source.component();
    this.reportingInstance = source.host();
    this.count = 1;
    this.firstTimestamp = time;
    this.lastTimestamp = time;
    this.eventTime = null;
    this.series = null;
    this.unknownFields = Map.of();
    this.key = "";
    this.fromElsewhere = false;
  }

  /**
   * {@return an event that happened once, as a recorder reports it} It equals what a builder makes
   * of these values, and takes a third of the time. Its name is {@code <name of regarding>.<hex of
   * the number>}; the text of the name is made when it is first read.
   *
   * @param number makes the name unique, for example nanoseconds since 1970
   * @param uid identifies the event; null for none
   * @param namespace the namespace in which the event is stored
   * @param regarding the object that the event is about
   * @param type {@link EventType#NORMAL} or {@link EventType#WARNING}
   * @param reason why it happened
   * @param message what happened, for people
   * @param source the program and host that report it, which are also its reporting controller and
   *     instance
   * @param time when it happened
   * @throws NullPointerException if another argument than the uid is null
   */
  public static Event occurrence(
      long number,
      @Nullable EventUid uid,
      String namespace,
      ObjectReference regarding,
      String type,
      String reason,
      String message,
      EventSource source,
      Instant time) {
    return new Event(
        new LazyName(Objects.requireNonNull(regarding, "regarding").name(), number),
        uid == null ? "" : uid,
        Objects.requireNonNull(namespace, "namespace"),
        regarding,
        Objects.requireNonNull(type, "type"),
        Objects.requireNonNull(reason, "reason"),
        Objects.requireNonNull(message, "message"),
        Objects.requireNonNull(source, "source"),
        Objects.requireNonNull(time, "time"));
  }

  /** {@return a builder of an event whose fields are all empty} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a new builder with the fields of this event} */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * {@return this event with another identity in the store, another count and other times} It
   * equals what {@link #toBuilder()} and these six values build, and takes less time.
   *
   * @param newName the name that the event has in the store
   * @param newUid the uid of its first occurrence, or the one that it has in the store; may be
   *     empty
   * @param newResourceVersion the version that the store gave to its last state; may be empty
   * @param newCount the number of occurrences
   * @param first the time of the first occurrence; null if not known
   * @param last the time of the newest occurrence; null if not known
   */
  public Event counted(
      String newName,
      String newUid,
      String newResourceVersion,
      int newCount,
      @Nullable Instant first,
      @Nullable Instant last) {
    Objects.requireNonNull(newName, "newName");
    Objects.requireNonNull(newUid, "newUid");
    Objects.requireNonNull(newResourceVersion, "newResourceVersion");
    return new Event(this, newName, newUid, newResourceVersion, newCount, first, last);
  }

  /** {@return the name, unique in its namespace} */
  public String name() {
    return lazyName == null ? name : lazyName.text();
  }

  /** {@return the namespace in which the event is stored} */
  public String namespace() {
    return namespace;
  }

  /**
   * {@return the uid: the one that the store gave to the event, or else the one of its recorder
   * ({@link EventUid}); empty if it has none}
   */
  public String uid() {
    return uid.toString();
  }

  /**
   * {@return the version that the store gave to this state of the event; empty if it is not stored
   * yet}
   */
  public String resourceVersion() {
    return resourceVersion;
  }

  /** {@return the labels, in their order} */
  public Map<String, String> labels() {
    return labels;
  }

  /** {@return the annotations, in their order} */
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

  /** {@return a second object that the event concerns; null if there is none} */
  public @Nullable ObjectReference related() {
    return related;
  }

  /**
   * {@return {@code Normal} or {@code Warning}; events that were not made by a recorder may have
   * other types}
   */
  public String type() {
    return type;
  }

  /** {@return why it happened, in one CamelCase word, for example {@code BackOff}} */
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

  /** {@return the program and host that reported it, as core/v1 has them} */
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

  /** {@return how often it happened; 0 if the event does not say} */
  public int count() {
    return count;
  }

  /** {@return the time of the first occurrence; null if not known} */
  public @Nullable Instant firstTimestamp() {
    return firstTimestamp;
  }

  /** {@return the time of the newest occurrence; null if not known} */
  public @Nullable Instant lastTimestamp() {
    return lastTimestamp;
  }

  /**
   * {@return the time of the first occurrence, as events.k8s.io/v1 has it; null in events that a
   * recorder made}
   */
  public @Nullable Instant eventTime() {
    return eventTime;
  }

  /** {@return the series, as events.k8s.io/v1 has it; null if the event happened once} */
  public @Nullable EventSeries series() {
    return series;
  }

  /**
   * {@return the members of the JSON form that this class has no field for: raw JSON by JSON
   * Pointer (RFC 6901), for example {@code /metadata/managedFields}}
   */
  public Map<String, String> unknownFields() {
    return unknownFields;
  }

  /**
   * {@return the correlation key that the application chose; empty if it chose none. It is not part
   * of the JSON form}
   */
  public String key() {
    return key;
  }

  /**
   * {@return how often it happened: the greater of {@link #count()} and the count of the series; at
   * least 1, because an event that does not say has happened once}
   */
  public int occurrences() {
    return Occurrences.count(this);
  }

  /**
   * {@return the time of the first occurrence: firstTimestamp, or else eventTime; null if neither
   * is set} Go's zero time, {@code 0001-01-01T00:00:00Z}, counts as not set.
   */
  public @Nullable Instant firstOccurrence() {
    return Occurrences.first(this);
  }

  /**
   * {@return the time of the last occurrence: the later of lastTimestamp and
   * series.lastObservedTime, or else eventTime, firstTimestamp, metadata.creationTimestamp; null if
   * none of them is set} Go's zero time, {@code 0001-01-01T00:00:00Z}, counts as not set.
   */
  public @Nullable Instant lastOccurrence() {
    return Occurrences.last(this);
  }

  /**
   * {@return whether this is the state of an event that another program counts, for example one
   * that was read from a cluster} Its count is then the count of all its occurrences. Events that a
   * recorder made return false: each is one more occurrence. It is not part of the JSON form.
   */
  public boolean isFromElsewhere() {
    return fromElsewhere;
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
      name(),
      namespace,
      uid(),
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

  /** {@return the event on one line, for logs and failure messages; not a format to parse} */
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
            + name()
            + ", count "
            + count
            + ")");
  }

  /**
   * Builds an {@link Event}. Maps and lists are copied when they are set. A null that is not
   * allowed throws a {@link NullPointerException} immediately. Not thread-safe.
   */
  public static final class Builder {
    private String name = "";
    private @Nullable LazyName lazyName;
    private String namespace = "";
    private Object uid = "";
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
      this.lazyName = event.lazyName;
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
     * Sets the name.
     *
     * @param value unique in its namespace
     * @return this builder
     */
    public Builder name(String value) {
      this.name = Objects.requireNonNull(value, "name");
      this.lazyName = null;
      return this;
    }

    /**
     * Sets the namespace in which the event is stored.
     *
     * @param value the namespace
     * @return this builder
     */
    public Builder namespace(String value) {
      this.namespace = Objects.requireNonNull(value, "namespace");
      return this;
    }

    /**
     * Sets the uid that the store gave to the event.
     *
     * @param value the uid; empty if it has none
     * @return this builder
     */
    public Builder uid(String value) {
      this.uid = Objects.requireNonNull(value, "uid");
      return this;
    }

    /**
     * Sets the uid that a recorder gives to the event.
     *
     * @param value the uid; its text is made when it is first read
     * @return this builder
     */
    public Builder uid(EventUid value) {
      this.uid = Objects.requireNonNull(value, "uid");
      return this;
    }

    /**
     * Sets the version that the store gave to this state of the event.
     *
     * @param value the version; empty if it is not stored yet
     * @return this builder
     */
    public Builder resourceVersion(String value) {
      this.resourceVersion = Objects.requireNonNull(value, "resourceVersion");
      return this;
    }

    /**
     * Sets the labels.
     *
     * @param value all labels; the order is kept
     * @return this builder
     */
    public Builder labels(Map<String, String> value) {
      this.labels = copy(value);
      return this;
    }

    /**
     * Sets the annotations.
     *
     * @param value all annotations; the order is kept
     * @return this builder
     */
    public Builder annotations(Map<String, String> value) {
      this.annotations = copy(value);
      return this;
    }

    /**
     * Sets the objects that own the event.
     *
     * @param value all owners
     * @return this builder
     */
    public Builder ownerReferences(List<OwnerReference> value) {
      this.ownerReferences = List.copyOf(value);
      return this;
    }

    /**
     * Sets the object that the event is about (core/v1 {@code involvedObject}).
     *
     * @param value the object
     * @return this builder
     */
    public Builder regarding(ObjectReference value) {
      this.regarding = Objects.requireNonNull(value, "regarding");
      return this;
    }

    /**
     * Sets a second object that the event concerns.
     *
     * @param value the object; null if there is none
     * @return this builder
     */
    public Builder related(@Nullable ObjectReference value) {
      this.related = value;
      return this;
    }

    /**
     * Sets the type.
     *
     * @param value {@link EventType#NORMAL} or {@link EventType#WARNING}; any text is accepted
     * @return this builder
     */
    public Builder type(String value) {
      this.type = Objects.requireNonNull(value, "type");
      return this;
    }

    /**
     * Sets why it happened.
     *
     * @param value one CamelCase word, for example {@code BackOff}
     * @return this builder
     */
    public Builder reason(String value) {
      this.reason = Objects.requireNonNull(value, "reason");
      return this;
    }

    /**
     * Sets what was done or failed.
     *
     * @param value for example {@code Restarting}; may be empty
     * @return this builder
     */
    public Builder action(String value) {
      this.action = Objects.requireNonNull(value, "action");
      return this;
    }

    /**
     * Sets what happened, for people (events.k8s.io/v1 {@code note}).
     *
     * @param value the message
     * @return this builder
     */
    public Builder message(String value) {
      this.message = Objects.requireNonNull(value, "message");
      return this;
    }

    /**
     * Sets the program and host that reported it, as core/v1 has them.
     *
     * @param value the source
     * @return this builder
     */
    public Builder source(EventSource value) {
      this.source = Objects.requireNonNull(value, "source");
      return this;
    }

    /**
     * Sets the program that reported it (core/v1 {@code reportingComponent}).
     *
     * @param value the program
     * @return this builder
     */
    public Builder reportingController(String value) {
      this.reportingController = Objects.requireNonNull(value, "reportingController");
      return this;
    }

    /**
     * Sets the instance of the program that reported it.
     *
     * @param value the instance
     * @return this builder
     */
    public Builder reportingInstance(String value) {
      this.reportingInstance = Objects.requireNonNull(value, "reportingInstance");
      return this;
    }

    /**
     * Sets how often it happened.
     *
     * @param value the number of occurrences; 0 if not known
     * @return this builder
     */
    public Builder count(int value) {
      this.count = value;
      return this;
    }

    /**
     * Sets the time of the first occurrence.
     *
     * @param value the time; null if not known
     * @return this builder
     */
    public Builder firstTimestamp(@Nullable Instant value) {
      this.firstTimestamp = value;
      return this;
    }

    /**
     * Sets the time of the newest occurrence.
     *
     * @param value the time; null if not known
     * @return this builder
     */
    public Builder lastTimestamp(@Nullable Instant value) {
      this.lastTimestamp = value;
      return this;
    }

    /**
     * Sets the time of the first occurrence, as events.k8s.io/v1 has it.
     *
     * @param value the time; null if not known
     * @return this builder
     */
    public Builder eventTime(@Nullable Instant value) {
      this.eventTime = value;
      return this;
    }

    /**
     * Sets the series, as events.k8s.io/v1 has it.
     *
     * @param value the series; null if the event happened once
     * @return this builder
     */
    public Builder series(@Nullable EventSeries value) {
      this.series = value;
      return this;
    }

    /**
     * Sets the members of the JSON form that this class has no field for.
     *
     * @param value raw JSON by JSON Pointer (RFC 6901), for example {@code /metadata/managedFields}
     * @return this builder
     */
    public Builder unknownFields(Map<String, String> value) {
      this.unknownFields = copy(value);
      return this;
    }

    /**
     * Sets the correlation key, as {@link EventDraft#key} does. It is not part of the JSON form.
     *
     * @param value the key; empty for none
     * @return this builder
     */
    public Builder key(String value) {
      this.key = Objects.requireNonNull(value, "key");
      return this;
    }

    /**
     * Sets whether this is the state of an event that another program counts ({@link
     * Event#isFromElsewhere()}).
     *
     * @param value false for one more occurrence of an event
     * @return this builder
     */
    public Builder fromElsewhere(boolean value) {
      this.fromElsewhere = value;
      return this;
    }

    /**
     * Fills in the count and the times that are missing. Without count, series and eventTime the
     * count becomes 1. Without any time of an occurrence, lastTimestamp becomes the firstTimestamp,
     * or else metadata.creationTimestamp, or else {@code now}; a missing firstTimestamp becomes the
     * same. Go's zero time, {@code 0001-01-01T00:00:00Z}, becomes null.
     *
     * @param now the time for an event that has none
     * @return this builder
     */
    public Builder complete(Instant now) {
      Objects.requireNonNull(now, "now");
      firstTimestamp = Occurrences.known(firstTimestamp);
      lastTimestamp = Occurrences.known(lastTimestamp);
      eventTime = Occurrences.known(eventTime);
      series = Occurrences.known(series);
      if (count <= 0 && series == null && eventTime == null) {
        count = 1;
      }
      boolean hasLast =
          lastTimestamp != null || (series != null && series.lastObservedTime() != null);
      if (!hasLast && eventTime == null) {
        if (firstTimestamp == null) {
          Instant created = Occurrences.created(unknownFields);
          firstTimestamp = created != null ? created : now;
        }
        lastTimestamp = firstTimestamp;
      }
      return this;
    }

    /** {@return the event} */
    public Event build() {
      return new Event(this);
    }

    /** Keeps the order, which {@code Map.copyOf} does not. */
    private static Map<String, String> copy(Map<String, String> map) {
      return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
  }
}
