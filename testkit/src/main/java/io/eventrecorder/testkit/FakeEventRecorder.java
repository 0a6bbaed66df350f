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
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * A recorder for unit tests: synchronous, and strict. What production would only count and log (an
 * object that no resolver knows, a type of its own, no reason, arguments that do not fit the
 * message) is thrown as {@link io.eventrecorder.InvalidEventException}. Thread-safe; needs nothing
 * but {@code eventrecorder-api}. {@link EventAssertions} says what to expect of it.
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
   * A recorder of the component {@code test} on the host {@code localhost}, whose time stands still
   * at {@link ManualClock#START}, with the resolvers of the class path.
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

  /** {@return a builder of a recorder like {@link #FakeEventRecorder()}} */
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

  /** {@return all that was recorded, in order, unmerged: what happens twice is there twice} */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** Forgets all that was recorded. */
  public synchronized void clear() {
    events.clear();
  }

  /** The first resolver that knows the object has the last word, as in production. */
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
     * {@return this}
     *
     * @param value what dates and names events, for example a {@link ManualClock} of the test
     */
    public Builder clock(EventClock value) {
      this.clock = value;
      return this;
    }

    /**
     * {@return this}
     *
     * @param component who reports, as given to {@code EventBroadcaster.newRecorder}
     * @param host where it runs
     */
    public Builder source(String component, String host) {
      this.source = new EventSource(component, host);
      return this;
    }

    /**
     * {@return this}
     *
     * @param value the namespace of events about objects that have none
     */
    public Builder defaultNamespace(String value) {
      this.defaultNamespace = value;
      return this;
    }

    /**
     * {@return this}
     *
     * @param resolver asked before those found on the class path, in the order of these calls
     */
    public Builder resolver(ReferenceResolver resolver) {
      resolvers.add(resolver);
      return this;
    }

    /**
     * {@return this}
     *
     * @param type objects of this type, and its subtypes, may be recorded about
     * @param resolver makes the reference
     * @param <T> the type
     */
    public <T> Builder resolver(Class<T> type, Function<? super T, ObjectReference> resolver) {
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
