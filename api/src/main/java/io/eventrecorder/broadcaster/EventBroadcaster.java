package io.eventrecorder.broadcaster;

import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.ReferenceResolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes events from recorders to sinks, each over a pipeline of its own (client-go {@code
 * EventBroadcaster}). Thread-safe.
 *
 * <pre>{@code
 * try (EventBroadcaster broadcaster = EventBroadcaster.create()) {
 *   EventRecorder recorder = broadcaster.newRecorder("shop");
 *   recorder.warning(order, "PaymentFailed", "card was declined");
 * }
 * }</pre>
 */
public interface EventBroadcaster extends AutoCloseable {
  /** How long {@link #close()} waits. */
  Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /**
   * {@return a broadcaster with everything from configuration and class path} A JVM shutdown hook
   * closes it, unless it is closed before.
   *
   * @throws IllegalArgumentException if the configuration is wrong; the message has every problem
   *     and its remedy
   * @throws IllegalStateException if the class path has no runtime ({@code eventrecorder-core}), or
   *     more than one; the message names the artifact to add or the jars to choose from
   */
  static EventBroadcaster create() {
    return RuntimeLookup.find().create();
  }

  /**
   * {@return a builder} What it builds has no shutdown hook, so the application closes it.
   *
   * @throws IllegalStateException if the class path has no runtime ({@code eventrecorder-core}), or
   *     more than one; the message names the artifact to add or the jars to choose from
   */
  static Builder builder() {
    return RuntimeLookup.find().builder();
  }

  /**
   * {@return a recorder; its host is the name of this one, as far as it is known without a look-up:
   * {@code $HOSTNAME}, {@code %COMPUTERNAME%}, what Linux says, or else empty}
   *
   * @param component the program that reports, for example {@code shop-controller}
   */
  EventRecorder newRecorder(String component);

  /**
   * {@return a recorder}
   *
   * @param component the program that reports, for example {@code shop-controller}
   * @param host where it runs; may be empty
   */
  EventRecorder newRecorder(String component, String host);

  /**
   * Starts a pipeline with the correlator that configuration or the sink names.
   *
   * @param name the pipeline's name, unique within this broadcaster
   * @param sink where events go; the pipeline closes it
   * @return the running pipeline
   * @throws IllegalArgumentException if the name is taken or configuration is wrong
   */
  default EventPipeline startRecordingToSink(String name, EventSink sink) {
    return startRecordingToSink(name, sink, PipelineOptions.none());
  }

  /**
   * Starts a pipeline with the correlator that configuration or the sink names.
   *
   * @param name the pipeline's name, unique within this broadcaster
   * @param sink where events go; the pipeline closes it
   * @param options how the pipeline behaves
   * @return the running pipeline
   * @throws IllegalArgumentException if the name is taken or configuration is wrong
   */
  EventPipeline startRecordingToSink(String name, EventSink sink, PipelineOptions options);

  /**
   * Starts a pipeline with a correlator of its own.
   *
   * @param name the pipeline's name, unique within this broadcaster
   * @param sink where events go; the pipeline closes it
   * @param correlator decides what is written; not to be shared between pipelines
   * @param options how the pipeline behaves
   * @return the running pipeline
   * @throws IllegalArgumentException if the name is taken or configuration is wrong
   */
  EventPipeline startRecordingToSink(
      String name, EventSink sink, EventCorrelator correlator, PipelineOptions options);

  /**
   * Hands every event to a handler, unmerged, on a thread of its own (client-go {@code
   * StartEventWatcher}). What the handler throws is counted.
   *
   * @param handler called for one event at a time
   * @return the running pipeline
   */
  EventPipeline startEventWatcher(Consumer<? super Event> handler);

  /**
   * Hands every event to a logging function as one line of text (client-go {@code StartLogging}).
   * For structured logs use the sink {@code log}.
   *
   * @param line called for one line at a time
   * @return the running pipeline
   */
  EventPipeline startLogging(Consumer<String> line);

  /**
   * Tells an observer of every event that counts as recorded ({@link BroadcasterStats#recorded}),
   * once, after the pipelines have it or have counted it as dropped. For metrics and the like; what
   * does more than count is a watcher.
   *
   * @param observer called on the recording threads, by many at once. It must be fast, since
   *     recording waits for it. What it throws is counted ({@link BroadcasterStats#bugs}), and
   *     never reaches who records
   * @return ends it: called once or more, from any thread; an event that is being recorded
   *     meanwhile may still be told
   */
  Runnable onRecorded(Consumer<? super Event> observer);

  /**
   * Writes an event that exists already, for example one read from elsewhere, to the sinks. A
   * nameless event gets a name, one without a namespace that of its object, one without a count or
   * a time what {@link Event#fromElsewhere} says. The event is not checked otherwise. Its count is
   * taken as the whole count of this event: publishing the same state twice adds nothing.
   *
   * @param event the event
   */
  void publish(Event event);

  /**
   * Records an event that the application has made itself, for example because it needs a name or
   * owner references of its own. Each call is one more occurrence: a second event of the same name
   * is counted, which tells this method from {@link #publish}. What is missing is filled in as
   * there. The event is not checked otherwise.
   *
   * @param event the event
   */
  void record(Event event);

  /** {@return the clock that times and names events} */
  EventClock clock();

  /** {@return the names of this broadcaster; correlators made in code share them} */
  EventNames names();

  /**
   * {@return a correlator as configuration asks for it for a pipeline, with this broadcaster's
   * clock and names} Nothing is started. For dry runs, and for pipelines that wrap what
   * configuration chooses.
   *
   * @param pipeline the pipeline's name, which need not be started
   * @throws IllegalArgumentException if the configuration is wrong
   */
  EventCorrelator newCorrelator(String pipeline);

  /** {@return a snapshot of what was recorded and what became of it} */
  BroadcasterStats stats();

  /**
   * Waits until everything recorded before has been written or counted.
   *
   * @param timeout how long to wait
   * @return false if the time was up before, or the waiting thread was interrupted
   */
  boolean flush(Duration timeout);

  /**
   * Takes no more events, writes what is there, and closes the sinks. What is recorded afterwards
   * is counted. A second call changes nothing.
   *
   * @param timeout how long all that may take
   * @return what was left
   */
  CloseReport close(Duration timeout);

  /** Closes within 10 seconds. */
  @Override
  default void close() {
    CloseReport unused = close(DEFAULT_CLOSE_TIMEOUT);
  }

  /** Builds an {@link EventBroadcaster}. Not thread-safe. */
  interface Builder {
    /**
     * {@return this}
     *
     * @param names the pipelines to start from configuration and class path, instead of what {@code
     *     eventrecorder.sinks} says; with no names none is started
     */
    Builder sinks(String... names);

    /**
     * {@return this}
     *
     * @param properties configuration, by full name ({@code eventrecorder.…}); it goes before
     *     system properties and environment
     */
    Builder properties(Map<String, String> properties);

    /**
     * Offers an object of the application to the sinks that are made by configuration, for example
     * a client. It is never closed by them.
     *
     * @param type the type under which a sink asks for it
     * @param instance the object
     * @param <T> the type
     * @return this
     */
    <T> Builder provide(Class<T> type, T instance);

    /**
     * {@return this}
     *
     * @param type objects of this type, and its subtypes, may be passed as {@code regarding} and
     *     {@code related}
     * @param resolver makes the reference; called on the recording thread
     * @param <T> the type
     */
    default <T> Builder resolver(Class<T> type, Function<? super T, ObjectReference> resolver) {
      return resolver(
          object ->
              type.isInstance(object)
                  ? Optional.ofNullable(resolver.apply(type.cast(object)))
                  : Optional.empty());
    }

    /**
     * {@return this}
     *
     * @param resolver asked before those found on the class path, in the order of these calls
     */
    Builder resolver(ReferenceResolver resolver);

    /**
     * {@return this}
     *
     * @param clock the time; the system's unless a test says otherwise
     */
    Builder clock(EventClock clock);

    /**
     * {@return what the providers of the sinks find when they look whether these would work, by
     * pipeline} No sink is made and nothing recorded. Where a provider has nothing to check its
     * list is empty; a check that throws is a finding.
     *
     * @throws IllegalArgumentException if the configuration is wrong; the message has every problem
     *     and its remedy
     */
    Map<String, List<CheckResult>> check();

    /**
     * {@return a running broadcaster}
     *
     * @throws IllegalArgumentException if the configuration is wrong; the message has every problem
     *     and its remedy
     */
    EventBroadcaster build();
  }
}
