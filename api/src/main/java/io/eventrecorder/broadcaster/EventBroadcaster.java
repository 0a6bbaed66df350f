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
 * Delivers events from recorders to sinks. Each sink has its own pipeline (client-go {@code
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
  /** The time-out of {@link #close()}. */
  Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /**
   * {@return a running broadcaster with the sinks that configuration and class path define} A JVM
   * shutdown hook closes it if the application does not.
   *
   * @throws IllegalArgumentException if the configuration is wrong; the message lists every problem
   *     with its remedy
   * @throws IllegalStateException if the class path has no runtime ({@code eventrecorder-core}) or
   *     more than one; the message names the artifact to add, or the jars
   */
  static EventBroadcaster create() {
    return RuntimeLookup.find().create();
  }

  /**
   * {@return a builder} The broadcaster that it builds has no shutdown hook; the application closes
   * it.
   *
   * @throws IllegalStateException if the class path has no runtime ({@code eventrecorder-core}) or
   *     more than one; the message names the artifact to add, or the jars
   */
  static Builder builder() {
    return RuntimeLookup.find().builder();
  }

  /**
   * {@return a recorder for this host} The host name is taken from {@code $HOSTNAME}, {@code
   * %COMPUTERNAME%} or the Linux kernel, without a DNS look-up; it is empty if none of them has it.
   *
   * @param component the program that reports, for example {@code shop-controller}
   */
  EventRecorder newRecorder(String component);

  /**
   * {@return a recorder}
   *
   * @param component the program that reports, for example {@code shop-controller}
   * @param host the host on which the program runs; may be empty
   */
  EventRecorder newRecorder(String component, String host);

  /**
   * Starts a pipeline. The configuration, or else the sink, names the correlator.
   *
   * @param name the pipeline's name, unique within this broadcaster
   * @param sink the sink; the pipeline closes it
   * @return the running pipeline
   * @throws IllegalArgumentException if the name is in use or the configuration is wrong
   */
  default EventPipeline startRecordingToSink(String name, EventSink sink) {
    return startRecordingToSink(name, sink, PipelineOptions.none());
  }

  /**
   * Starts a pipeline. The configuration, or else the sink, names the correlator.
   *
   * @param name the pipeline's name, unique within this broadcaster
   * @param sink the sink; the pipeline closes it
   * @param options the settings of the pipeline
   * @return the running pipeline
   * @throws IllegalArgumentException if the name is in use or the configuration is wrong
   */
  EventPipeline startRecordingToSink(String name, EventSink sink, PipelineOptions options);

  /**
   * Starts a pipeline with the given correlator.
   *
   * @param name the pipeline's name, unique within this broadcaster
   * @param sink the sink; the pipeline closes it
   * @param correlator decides which events are written; use it for one pipeline only
   * @param options the settings of the pipeline
   * @return the running pipeline
   * @throws IllegalArgumentException if the name is in use or the configuration is wrong
   */
  EventPipeline startRecordingToSink(
      String name, EventSink sink, EventCorrelator correlator, PipelineOptions options);

  /**
   * Starts a pipeline that passes every event to a handler, without merging, on the pipeline's own
   * thread (client-go {@code StartEventWatcher}). Exceptions of the handler are counted.
   *
   * @param handler called for one event at a time
   * @return the running pipeline
   */
  EventPipeline startEventWatcher(Consumer<? super Event> handler);

  /**
   * Starts a pipeline that passes every event to a logging function as one line of text (client-go
   * {@code StartLogging}). For structured logs use the sink {@code log}.
   *
   * @param line called for one line at a time
   * @return the running pipeline
   */
  EventPipeline startLogging(Consumer<String> line);

  /**
   * Registers an observer for metrics. It is called once for every event that counts as recorded
   * ({@link BroadcasterStats#recorded}), after the pipelines took the event or counted it as
   * dropped. To do more than count, use {@link #startEventWatcher}.
   *
   * @param observer called on the recording threads, by several at a time. It must be fast, because
   *     recording waits for it. Its exceptions are counted ({@link BroadcasterStats#bugs}) and not
   *     thrown to the recording code
   * @return removes the observer when it is run, from any thread; running it again has no effect.
   *     An event that is recorded at the same time may still reach the observer
   */
  Runnable onRecorded(Consumer<? super Event> observer);

  /**
   * Writes the state of an event that another program counts ({@link Event#isFromElsewhere()}), for
   * example one that was read from a cluster, to the sinks. Its count is the count of all its
   * occurrences, so publishing the same state twice adds nothing. A missing name is created, a
   * missing namespace is that of the object, and a missing count or time is filled in by {@link
   * Event.Builder#complete}. Nothing else is checked. Does not throw, as {@link EventRecorder}.
   *
   * @param event the event
   */
  void publish(Event event);

  /**
   * Records an event that the application built itself, for example to give it a certain name or
   * owner references. Each call is one more occurrence, also of an event of the same name; {@link
   * #publish} takes such an event as a newer state. Missing fields are filled in as by {@link
   * #publish}. Nothing else is checked. Does not throw, as {@link EventRecorder}.
   *
   * @param event the event
   */
  void record(Event event);

  /** {@return the clock for the times and names of events} */
  EventClock clock();

  /** {@return the source of event names; correlators created in code should use it} */
  EventNames names();

  /**
   * {@return a new correlator as the configuration defines it for a pipeline, with this
   * broadcaster's clock and names} It starts nothing. Use it for dry runs, or to wrap the
   * configured correlator.
   *
   * @param pipeline the name of a pipeline, which need not be started
   * @throws IllegalArgumentException if the configuration is wrong
   */
  EventCorrelator newCorrelator(String pipeline);

  /** {@return a snapshot of the statistics} */
  BroadcasterStats stats();

  /**
   * Waits until all events that were recorded before are written or counted, and the state files of
   * the pipelines are written.
   *
   * @param timeout the longest time to wait
   * @return false if the time was up first, if a state file cannot be written, or if the waiting
   *     thread was interrupted
   */
  boolean flush(Duration timeout);

  /**
   * Stops taking events, writes the events that it has, and closes the sinks. Events that are
   * recorded afterwards are counted ({@link BroadcasterStats#afterClose}). A second call has no
   * effect.
   *
   * @param timeout the longest time for all of it
   * @return the last statistics, and examples of lost events
   */
  CloseReport close(Duration timeout);

  /** Closes within {@link #DEFAULT_CLOSE_TIMEOUT}. */
  @Override
  default void close() {
    CloseReport unused = close(DEFAULT_CLOSE_TIMEOUT);
  }

  /** Builds an {@link EventBroadcaster}. Not thread-safe. */
  interface Builder {
    /**
     * Sets the pipelines to start from configuration and class path, instead of those in {@code
     * eventrecorder.sinks}.
     *
     * @param names the names of the pipelines; without names no pipeline is started
     * @return this builder
     */
    Builder sinks(String... names);

    /**
     * Sets configuration properties. They take precedence over system properties and environment.
     *
     * @param properties the values by full name ({@code eventrecorder.…})
     * @return this builder
     */
    Builder properties(Map<String, String> properties);

    /**
     * Adds an object of the application, for example a client, for the sinks that are created from
     * configuration. They do not close it.
     *
     * @param type the type by which a sink asks for the object
     * @param instance the object
     * @param <T> the type
     * @return this builder
     */
    <T> Builder provide(Class<T> type, T instance);

    /**
     * Adds a resolver for a type of objects. They can then be passed as {@code regarding} and
     * {@code related}.
     *
     * @param type the type; its subtypes are included
     * @param resolver creates the reference, or returns null if it cannot; called on the recording
     *     thread
     * @param <T> the type
     * @return this builder
     */
    default <T> Builder resolver(Class<T> type, Function<? super T, ObjectReference> resolver) {
      return resolver(
          object ->
              type.isInstance(object)
                  ? Optional.ofNullable(resolver.apply(type.cast(object)))
                  : Optional.empty());
    }

    /**
     * Adds a resolver. Resolvers are asked in the order in which they were added, before those on
     * the class path.
     *
     * @param resolver the resolver
     * @return this builder
     */
    Builder resolver(ReferenceResolver resolver);

    /**
     * Sets the clock. The default is {@link EventClock#system()}; tests set another one.
     *
     * @param clock the clock
     * @return this builder
     */
    Builder clock(EventClock clock);

    /**
     * {@return the results of checking the configured sinks, by pipeline} No sink is created and
     * nothing is recorded. The list is empty if a provider checks nothing. A check that throws
     * gives a failed result.
     *
     * @throws IllegalArgumentException if the configuration is wrong; the message lists every
     *     problem with its remedy
     */
    Map<String, List<CheckResult>> check();

    /**
     * {@return the options of the broadcaster, of the pipelines that would be started, and of their
     * sinks and correlators} Options that are not set are included. No sink is created, so the
     * correlator that a sink suggests is not included.
     *
     * @throws IllegalArgumentException if the configuration is wrong; the message lists every
     *     problem with its remedy
     */
    List<ConfiguredOption> configuration();

    /**
     * {@return a running broadcaster}
     *
     * @throws IllegalArgumentException if the configuration is wrong; the message lists every
     *     problem with its remedy
     */
    EventBroadcaster build();
  }
}
