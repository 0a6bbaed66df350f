package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventFilter;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.UpdatePolicy;
import io.eventrecorder.core.config.Durations;
import io.eventrecorder.core.config.PipelinePlan;
import io.eventrecorder.core.config.PipelineSettings;
import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.core.pipeline.machine.Diagnostics;
import io.eventrecorder.core.pipeline.machine.Extensions;
import io.eventrecorder.core.pipeline.machine.MachineSettings;
import io.eventrecorder.core.pipeline.machine.PipelineCounters;
import io.eventrecorder.core.pipeline.machine.PipelineMachine;
import io.eventrecorder.core.pipeline.machine.RetryLimits;
import io.eventrecorder.core.state.KeptState;
import io.eventrecorder.core.state.StateKeeper;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.StatefulCorrelator;
import io.eventrecorder.text.PrintableText;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline from a broadcaster to a sink. The constructor builds all its parts, from the queue
 * to the thread.
 */
public final class Pipeline implements EventPipeline {
  /** The pause between two attempts of a closing pipeline to start a thread. */
  private static final long START_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final String name;
  private final boolean blocks;
  private final Predicate<Event> filter;
  private final EventClock clock;
  private final Supplier<Map<String, Long>> sinkCounters;
  private final Consumer<Pipeline> whenClosing;
  private final Consumer<Throwable> faults;
  private final EventQueue queue;
  private final StatsPublisher statistics;
  private final PipelineWorker worker;
  private final WorkerThread thread;
  private final @Nullable Memory memory;

  /** Made at the start, because on a full heap the class of futures may fail to initialize. */
  private final CompletableFuture<?> nothingToFlush = CompletableFuture.completedFuture(null);

  @GuardedBy("this")
  private @Nullable CloseReport report;

  /**
   * A pipeline whose thread starts with the first event.
   *
   * @param plan its name, sink, correlator and settings
   * @param services what it shares with the other pipelines
   * @param whenClosing called once, when the pipeline takes no more events
   * @param faults gets what user code throws on a recording thread; it throws what the application
   *     must see
   */
  public Pipeline(
      PipelinePlan plan,
      PipelineServices services,
      Consumer<Pipeline> whenClosing,
      Consumer<Throwable> faults) {
    PipelineSettings settings = plan.settings();
    this.name = plan.name();
    this.blocks = settings.overflow() == OverflowPolicy.BLOCK;
    this.filter = settings.filter();
    this.clock = plan.clock(services.clock());
    this.sinkCounters = plan.context()::counters;
    this.whenClosing = whenClosing;
    this.faults = faults;
    this.queue =
        new EventQueue(settings.queueCapacity(), settings.overflow(), blockNanos(settings));
    this.statistics = new StatsPublisher(name, queue, clock);
    PipelineCounters counters = new PipelineCounters();
    PipelineLog log = new PipelineLog(name, services.logger(), counters);
    Diagnostics diagnostics = new Diagnostics(log, counters);
    PipelineMachine machine =
        new PipelineMachine(
            machineSettings(settings),
            new Extensions(
                correlator(plan, clock),
                event -> failureDomain(plan.sink(), event, diagnostics),
                services.names()),
            new SplittableRandom(),
            diagnostics);
    Reporting reporting = new Reporting(counters, statistics, log);
    this.memory = memory(plan, services, counters);
    this.worker =
        new PipelineWorker(
            plan.sink(), queue, machine, reporting, clock, new PipelineFaults(), memory);
    this.thread =
        new WorkerThread(
            name,
            worker,
            services.threads(),
            statistics,
            new GuardedLogger(services.logger(), () -> {}));
  }

  private static @Nullable Memory memory(
      PipelinePlan plan, PipelineServices services, PipelineCounters counters) {
    KeptState state = plan.state();
    if (state == null || !(plan.correlator() instanceof StatefulCorrelator correlator)) {
      return null;
    }
    if (state.threw()) {
      counters.countBug();
    }
    GuardedLogger logger = new GuardedLogger(services.logger(), () -> {});
    if (!state.warning().isEmpty()) {
      String text = "event pipeline " + plan.name() + ": " + state.warning();
      logger.log(Level.WARNING, PrintableText.line(text), null);
    }
    ThreadFactory threads =
        task -> {
          Thread thread = services.threads().newThread(task);
          thread.setName("eventrecorder-" + plan.name() + "-state");
          thread.setDaemon(true);
          return thread;
        };
    return new Memory(
        correlator,
        new StateKeeper(
            plan.name(),
            state,
            threads,
            logger,
            plan.context().counter("state-writes"),
            plan.context().counter("state-write-failures")));
  }

  static MachineSettings machineSettings(PipelineSettings settings) {
    return new MachineSettings(
        settings.maxInFlight(),
        settings.attemptTimeout().toNanos(),
        settings.maxWaiting(),
        settings.overflow() == OverflowPolicy.BLOCK,
        new RetryLimits(
            settings.maxTries(),
            settings.maxRetryTime().toNanos(),
            settings.retryInitial().toNanos(),
            settings.retryMax().toNanos()));
  }

  private static long blockNanos(PipelineSettings settings) {
    return settings.blockTimeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
  }

  /** A sink that only appends does not get every repeat of an event. */
  private static EventCorrelator correlator(PipelinePlan plan, EventClock clock) {
    UpdatePolicy updates = plan.settings().updates();
    // By kind: a record's equals keeps the record's class loader alive on JDK 17 (JDK-8078641).
    return updates.kind() == UpdatePolicy.Kind.ALL
        ? plan.correlator()
        : new WithheldUpdates(plan.correlator(), updates, plan.isRestored(), clock);
  }

  /** Calls user code. If it fails for an event, the event belongs to the empty domain. */
  private String failureDomain(EventSink sink, Event event, Diagnostics diagnostics) {
    try {
      return Objects.requireNonNullElse(sink.failureDomain(event), "");
    } catch (Throwable e) {
      diagnostics.bug("the sink's failureDomain() threw", e, clock.nanoTime());
      return "";
    }
  }

  /** {@return whether recording may have to wait for this pipeline} */
  public boolean blocks() {
    return blocks;
  }

  /**
   * Takes an event, or counts why it does not.
   *
   * @param event the event
   * @return false if the pipeline is closed, which counts nothing
   */
  public boolean offer(Event event) {
    if (!isWanted(event)) {
      return countFiltered();
    }
    boolean runs = thread.start(); // before the event waits for room, which the worker makes
    boolean open = queue.offer(event, runs);
    if (open) {
      worker.wake();
    }
    return open;
  }

  /**
   * {@return whether the configured filter excludes events with these fields} False if the
   * application has set a filter in code, which tests an event.
   *
   * @param type the event's type
   * @param reason the event's reason
   * @param namespace the event's namespace
   * @param reportingController the program that reports it
   * @param regarding the object that it is about
   */
  public boolean excludes(
      String type,
      String reason,
      String namespace,
      String reportingController,
      ObjectReference regarding) {
    return filter instanceof EventFilter configured
        && !configured.test(type, reason, "", namespace, reportingController, regarding);
  }

  /**
   * Counts an event that the filter excludes.
   *
   * @return false if the pipeline is closed, which counts nothing
   */
  public boolean countFiltered() {
    return queue.filtered();
  }

  private boolean isWanted(Event event) {
    try {
      return filter.test(event);
    } catch (Throwable e) {
      faults.accept(e);
      return true; // a filter that fails must not lose an event
    }
  }

  /**
   * {@return a future that completes when everything offered before is written or counted, and the
   * sink has flushed} It fails if the state file of the pipeline cannot be written.
   */
  public CompletableFuture<?> flush() {
    CompletableFuture<?> done = new CompletableFuture<>();
    boolean idle = !thread.isStarted() && queue.isEmpty();
    if (idle || !queue.mark(() -> worker.settled(done))) {
      return nothingToFlush;
    }
    boolean unused = thread.start();
    worker.wake();
    return done;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PipelineStats stats() {
    return statistics.stats(sinkCounters.get());
  }

  @Override
  public CloseReport close(Duration timeout) {
    beginClose(timeout);
    return awaitClose(Durations.nanos(timeout));
  }

  /**
   * Takes no more events, and continues to write those that it has.
   *
   * @param timeout how long that may take
   */
  public synchronized void beginClose(Duration timeout) {
    if (!queue.close()) {
      return;
    }
    whenClosing.accept(this);
    long now = clock.nanoTime();
    worker.close(CloseDeadline.after(Durations.nanos(timeout), now));
    boolean unused = thread.start();
  }

  /**
   * {@return what closing has left unwritten}
   *
   * @param nanos how long to wait for the worker, in nanoseconds
   */
  public CloseReport awaitClose(long nanos) {
    if (thread.isCurrent()) { // a thread cannot wait for its own end
      return new CloseReport(List.of(stats()), false, List.of(name + " closes on its own thread"));
    }
    boolean ended = false;
    try {
      ended = awaitEnd(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (report == null) {
        report = ended ? reportOfWorker() : takeOver();
      }
      return report;
    }
  }

  /** If no thread can be started, one may become free before the time is up. */
  private boolean awaitEnd(long nanos) throws InterruptedException {
    EventClock system = EventClock.system(); // the application's may not advance
    long end = system.nanoTime() + nanos;
    long left = nanos;
    while (!thread.start() && left > 0) {
      boolean unused = worker.awaitEnd(Math.min(left, START_INTERVAL_NANOS));
      left = end - system.nanoTime();
    }
    return worker.awaitEnd(left);
  }

  private CloseReport reportOfWorker() {
    PipelineStats stats = stats();
    boolean complete = stats.writes().abandoned() == 0 && !statistics.hasFailed() && hasKeptAll();
    return new CloseReport(List.of(stats), complete, withMemory(statistics.examplesOfLost()));
  }

  private boolean hasKeptAll() {
    return memory == null || memory.hasKeptAll();
  }

  /** The last counts are no event, and come after those. */
  private List<String> withMemory(List<String> lost) {
    if (memory == null || memory.hasKeptAll()) {
      return lost;
    }
    List<String> examples = new ArrayList<>(lost);
    examples.add(memory.notKept());
    return examples;
  }

  /** The worker did not end in time. The statistics ignore what it does after this. */
  private CloseReport takeOver() {
    boolean tookOver = statistics.close();
    if (memory != null) {
      memory.release(0);
    }
    List<String> examples = new ArrayList<>();
    if (tookOver) {
      examples.add(thread.interrupt());
      Event oldest = queue.peek();
      if (oldest != null) {
        examples.add(oldest + ": still queued");
      }
    }
    examples.addAll(statistics.examplesOfLost());
    PipelineStats stats = stats();
    boolean complete = stats.writes().abandoned() == 0 && hasKeptAll();
    return new CloseReport(List.of(stats), complete, withMemory(examples));
  }
}
