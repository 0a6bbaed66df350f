package io.eventrecorder.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.EventDraft;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.DraftedEvent;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.ReferenceResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * A synchronous and strict recorder for unit tests. It throws an {@link
 * io.eventrecorder.InvalidEventException} where a recorder in production only counts and logs: for
 * an object that no resolver knows, an unknown type, a missing reason, or arguments that do not fit
 * the message. It needs only {@code eventrecorder-api}. {@link EventAssertions} has assertions for
 * it. Thread-safe.
 *
 * <pre>{@code
 * FakeEventRecorder recorder = new FakeEventRecorder();
 * new Deployer(recorder).deploy(pod);
 * assertThat(recorder).recorded(warning("BackOff").regarding(pod).messageContaining("quota"));
 * }</pre>
 */
public final class FakeEventRecorder implements EventRecorder {
  private final EventClock clock;
  private final EventNames names;
  private final EventSource source;
  private final String defaultNamespace;
  private final List<ReferenceResolver> resolvers;

  @GuardedBy("this")
  private final List<Event> events = new ArrayList<>();

  /**
   * Creates a recorder of the component {@code test} on the host {@code localhost}. Its clock
   * stands at {@link ManualClock#START}, and it uses the resolvers of the class path.
   */
  public FakeEventRecorder() {
    this(builder());
  }

  private FakeEventRecorder(Builder builder) {
    this.clock = builder.clock;
    this.names = EventNames.of(builder.clock);
    this.source = builder.source;
    this.defaultNamespace = builder.defaultNamespace;
    List<ReferenceResolver> all = new ArrayList<>(builder.resolvers);
    ServiceLoader.load(ReferenceResolver.class).forEach(all::add);
    this.resolvers = List.copyOf(all);
  }

  /** {@return a builder with the defaults of {@link #FakeEventRecorder()}} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * {@return a draft} Its {@link EventDraft#record()} throws {@link
   * io.eventrecorder.InvalidEventException} if the event cannot be recorded.
   */
  @Override
  public EventDraft event(String type, String reason) {
    return new DraftedEvent(type, reason, this::record);
  }

  private void record(DraftedEvent draft) {
    Event event = draft.toEvent(source, this::resolve, defaultNamespace, clock, names);
    synchronized (this) {
      events.add(event);
    }
  }

  /** {@return all recorded events in order; repeated events are not merged} */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** Removes all recorded events. */
  public synchronized void clear() {
    events.clear();
  }

  /** {@return the reference of the first resolver that knows the object, as in production} */
  Optional<ObjectReference> resolve(Object object) {
    for (ReferenceResolver resolver : resolvers) {
      Optional<ObjectReference> reference = resolver.resolve(object);
      if (reference.isPresent()) {
        return reference;
      }
    }
    return Optional.empty();
  }

  /** Builds a {@link FakeEventRecorder}. Not thread-safe. */
  public static final class Builder {
    private EventClock clock = new ManualClock();
    private EventSource source = new EventSource("test", "localhost");
    private String defaultNamespace = "default";
    private final List<ReferenceResolver> resolvers = new ArrayList<>();

    private Builder() {}

    /**
     * Sets the clock, which sets the times and names of events. The default is a {@link
     * ManualClock}.
     *
     * @param value the clock
     * @return this
     */
    public Builder clock(EventClock value) {
      this.clock = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets the source of the events.
     *
     * @param component the component, as given to {@code EventBroadcaster.newRecorder}
     * @param host the host of the component
     * @return this
     */
    public Builder source(String component, String host) {
      this.source =
          new EventSource(Objects.requireNonNull(component), Objects.requireNonNull(host));
      return this;
    }

    /**
     * Sets the namespace of events about objects that have none.
     *
     * @param value the namespace
     * @return this
     */
    public Builder defaultNamespace(String value) {
      this.defaultNamespace = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Adds a resolver. The recorder calls added resolvers in this order, before those of the class
     * path.
     *
     * @param resolver the resolver
     * @return this
     */
    public Builder resolver(ReferenceResolver resolver) {
      resolvers.add(Objects.requireNonNull(resolver));
      return this;
    }

    /**
     * Adds a resolver for the objects of a type and its subtypes.
     *
     * @param type the type of the objects
     * @param resolver returns the reference of an object
     * @param <T> the type of the objects
     * @return this
     */
    public <T> Builder resolver(Class<T> type, Function<? super T, ObjectReference> resolver) {
      Objects.requireNonNull(type);
      Objects.requireNonNull(resolver);
      return resolver(
          object ->
              type.isInstance(object)
                  ? Optional.ofNullable(resolver.apply(type.cast(object)))
                  : Optional.empty());
    }

    /** {@return the recorder} */
    public FakeEventRecorder build() {
      return new FakeEventRecorder(this);
    }
  }
}
