package io.eventrecorder.core.pipeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.broadcaster.UpdatePolicy;
import io.eventrecorder.core.config.PipelineSettings;
import io.eventrecorder.core.config.PlannedPipeline;
import io.eventrecorder.core.config.Spans;
import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventSink;
import java.lang.System.Logger;
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
 * One pipeline from a broadcaster to a sink: put together in the constructor, from the queue to the
 * thread.
 */
public final class Pipeline implements EventPipeline {
  /** Of the time to close, what is kept for the sink's own flush and close. */
  private static final int RESERVE_DIVISOR = 5;

  private static final long MAX_RESERVE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often it is tried at close to get a thread after all. */
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
  private final ThreadFactory threads;
  private final GuardedLogger logger;
  private final @Nullable ClassLoader loader;

  /** Made at the start: the class of futures cannot be initialized on a heap that is full. */
  private final CompletableFuture<?> nothingToFlush = CompletableFuture.completedFuture(null);

  /** Null until one could be started. */
  private volatile @Nullable Thread thread;

  /** Whether it is known that no thread can be had. */
  @GuardedBy("this")
  private boolean threadless;

  @GuardedBy("this")
  private @Nullable CloseReport report;

  /**
   * A pipeline whose thread starts with the first event.
   *
   * @param plan its name, sink, correlator and settings
   * @param clock the time
   * @param names names for events that collide with a stranger's
   * @param logger for what the pipeline says of itself
   * @param threads makes the worker's thread, which is named here
   * @param whenClosing told once, when the pipeline takes no more
   * @param faults told what user code throws on a recording thread; throws on what the application
   *     has to know of
   */
  public Pipeline(
      PlannedPipeline plan,
      EventClock clock,
      EventNames names,
      Logger logger,
      ThreadFactory threads,
      Consumer<Pipeline> whenClosing,
      Consumer<Throwable> faults) {
    PipelineSettings settings = plan.settings();
    this.name = plan.name();
    this.blocks = settings.overflow() == OverflowPolicy.BLOCK;
    this.filter = settings.filter();
    this.clock = clock;
    this.sinkCounters = plan.context()::counters;
    this.whenClosing = whenClosing;
    this.faults = faults;
    this.queue =
        new EventQueue(settings.queueCapacity(), settings.overflow(), blockNanos(settings));
    this.statistics = new StatsPublisher(name, queue, clock);
    PipelineCounters counters = new PipelineCounters();
    PipelineLog log = new PipelineLog(name, logger, counters);
    PipelineMachine machine =
        new PipelineMachine(
            correlator(plan, clock),
            event -> failureDomain(plan.sink(), event, counters, log),
            names,
            settings,
            new SplittableRandom(),
            log,
            counters);
    this.worker =
        new PipelineWorker(
            plan.sink(), queue, machine, counters, statistics, clock, log, new PipelineFaults());
    this.threads = threads;
    this.logger = new GuardedLogger(logger, () -> {});
    this.loader = Thread.currentThread().getContextClassLoader();
  }

  private static long blockNanos(PipelineSettings settings) {
    return settings.blockTimeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
  }

  /** What only appends does not want to be told of every repeat. */
  private static EventCorrelator correlator(PlannedPipeline plan, EventClock clock) {
    UpdatePolicy updates = plan.settings().updates();
    // By kind: a record's equals keeps the record's class loader alive on JDK 17 (JDK-8078641).
    return updates.kind() == UpdatePolicy.Kind.ALL
        ? plan.correlator()
        : new WithheldUpdates(plan.correlator(), updates, clock);
  }

  /** User code: an event whose domain cannot be told is in the domain of those. */
  private String failureDomain(
      EventSink sink, Event event, PipelineCounters counters, PipelineLog log) {
    try {
      return Objects.requireNonNullElse(sink.failureDomain(event), "");
    } catch (Throwable e) {
      counters.bugs++;
      log.bug("the sink's failureDomain() threw", e, clock.nanoTime());
      return "";
    }
  }

  /** {@return whether recording may have to wait for this pipeline} */
  public boolean blocks() {
    return blocks;
  }

  /**
   * Takes an event, or counts why not.
   *
   * @param event the event
   * @return false if the pipeline is closed; then it counts nothing
   */
  public boolean offer(Event event) {
    if (!isWanted(event)) {
      return queue.filtered();
    }
    boolean runs = thread != null || start(); // before it waits for room, which the worker makes
    boolean open = queue.offer(event, runs);
    if (open) {
      worker.wake();
    }
    return open;
  }

  private boolean isWanted(Event event) {
    try {
      return filter.test(event);
    } catch (Throwable e) {
      faults.accept(e);
      return true; // user code that is unsure must not lose an event
    }
  }

  /**
   * {@return a future that completes when everything offered before is written or counted, and the
   * sink has flushed}
   */
  public CompletableFuture<?> flush() {
    CompletableFuture<?> done = new CompletableFuture<>();
    boolean idle = thread == null && queue.isEmpty();
    if (idle || !queue.mark(() -> worker.settled(done))) {
      return nothingToFlush;
    }
    boolean unused = start();
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
    return awaitClose(Spans.nanos(timeout));
  }

  /**
   * Takes no more events; what is there is being written.
   *
   * @param timeout how long that may take
   */
  public synchronized void beginClose(Duration timeout) {
    if (!queue.close()) {
      return;
    }
    whenClosing.accept(this);
    long now = clock.nanoTime();
    long nanos = Spans.nanos(timeout);
    long reserve = Math.min(nanos / RESERVE_DIVISOR, MAX_RESERVE_NANOS);
    worker.close(new PipelineWorker.Closing(now + nanos - reserve, now + nanos));
    boolean unused = start();
  }

  /**
   * {@return what was left}
   *
   * @param nanos how long to wait for the worker before it is left to itself
   */
  public CloseReport awaitClose(long nanos) {
    if (Thread.currentThread() == thread) { // waiting for oneself never ends
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
        report = ended ? reportOfTheWorker() : takeOver();
      }
      return report;
    }
  }

  /** If there is no thread to be had, one may be free before the time is up. */
  private boolean awaitEnd(long nanos) throws InterruptedException {
    EventClock system = EventClock.system(); // the application's may stand still
    long end = system.nanoTime() + nanos;
    long left = nanos;
    while (!start() && left > 0) {
      boolean unused = worker.awaitEnd(Math.min(left, START_INTERVAL_NANOS));
      left = end - system.nanoTime();
    }
    return worker.awaitEnd(left);
  }

  private CloseReport reportOfTheWorker() {
    PipelineStats stats = stats();
    boolean complete = stats.writes().abandoned() == 0 && !statistics.haveFailed();
    return new CloseReport(List.of(stats), complete, statistics.examplesOfLost());
  }

  /** The worker did not make it; from here on nothing that it does counts. */
  private CloseReport takeOver() {
    boolean tookOver = statistics.close();
    List<String> examples = new ArrayList<>();
    if (tookOver) {
      Thread stuck = thread;
      if (stuck == null) {
        examples.add("no thread could be started for pipeline " + name);
      } else {
        StackTraceElement[] stack = stuck.getStackTrace();
        String where = stack.length == 0 ? "its end" : stack[0].toString();
        examples.add("the worker of pipeline " + name + " was still in " + where);
      }
      Event oldest = queue.peek();
      if (oldest != null) {
        examples.add(oldest + ": still queued");
      }
      if (stuck != null) {
        stuck.interrupt();
      }
    }
    examples.addAll(statistics.examplesOfLost());
    PipelineStats stats = stats();
    return new CloseReport(List.of(stats), stats.writes().abandoned() == 0, examples);
  }

  /**
   * Starts the worker if it does not run. The process may have no thread left: then the next event
   * tries again.
   *
   * @return whether it runs
   */
  private synchronized boolean start() {
    if (thread != null) {
      return true;
    }
    try {
      Thread fresh = threads.newThread(worker);
      fresh.setName(EventQueue.THREAD_PREFIX + name);
      fresh.setDaemon(true);
      fresh.setContextClassLoader(loader);
      fresh.start();
      thread = fresh;
      threadless = false;
      return true;
    } catch (Throwable e) {
      if (!threadless) {
        threadless = true;
        noThread(e);
      }
      return false;
    }
  }

  private void noThread(Throwable cause) {
    String why = "no thread can be started; raise the limit of threads, or use fewer";
    statistics.waitForThread(why);
    logger.log(
        Level.ERROR,
        "event pipeline "
            + name
            + ": "
            + why
            + "; its events wait, and each that comes tries again",
        cause);
  }
}
