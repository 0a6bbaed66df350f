package io.eventrecorder.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSource;
import io.eventrecorder.InvalidEventException;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.BroadcasterStats;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventPipeline;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.core.config.PipelinePlan;
import io.eventrecorder.core.config.Startup;
import io.eventrecorder.core.pipeline.Pipeline;
import io.eventrecorder.core.pipeline.PipelineServices;
import io.eventrecorder.spi.DraftedEvent;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventUids;
import io.eventrecorder.spi.ReferenceResolver;
import io.eventrecorder.spi.UserCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes each event to all pipelines. Settings are read at start-up, so that a recording thread
 * takes no lock here. Thread-safe.
 */
final class DefaultEventBroadcaster implements EventBroadcaster {
  private final Startup startup;
  private final ReferenceResolver resolver;
  private final EventClock clock;
  private final EventNames names;
  private final EventDefaults defaults;
  private final RecordedUids uids;
  private final PipelineServices services;
  private final PipelineRegistry pipelines;
  private final InvalidEvents invalidEvents;
  private final Observers observers;
  private final LongAdder recorded = new LongAdder();
  private final LongAdder afterClose = new LongAdder();

  @GuardedBy("this")
  private int unnamed;

  @GuardedBy("this")
  private @Nullable CloseReport report;

  private volatile Runnable whenClosed = () -> {};

  DefaultEventBroadcaster(Startup startup, ReferenceResolver resolver, PipelineServices services) {
    this.startup = startup;
    this.resolver = resolver;
    this.services = services;
    this.clock = services.clock();
    this.names = services.names();
    this.invalidEvents = new InvalidEvents(services.logger());
    this.observers = new Observers(invalidEvents::fault);
    this.pipelines = new PipelineRegistry(clock);
    this.defaults = EventDefaults.of(startup.settings(), names);
    this.uids = new RecordedUids(startup.settings().eventUids());
    startAll(startup.pipelines());
  }

  void whenClosed(Runnable action) {
    whenClosed = action;
  }

  @Override
  public EventRecorder newRecorder(String component) {
    return newRecorder(component, HostName.get());
  }

  @Override
  public EventRecorder newRecorder(String component, String host) {
    return new DefaultEventRecorder(this, new EventSource(component, host));
  }

  @Override
  public EventPipeline startRecordingToSink(String name, EventSink sink, PipelineOptions options) {
    return start(name, sink, null, options);
  }

  @Override
  public EventPipeline startRecordingToSink(
      String name, EventSink sink, EventCorrelator correlator, PipelineOptions options) {
    return start(name, sink, correlator, options);
  }

  @Override
  public EventPipeline startEventWatcher(Consumer<? super Event> handler) {
    return startUnnamed("watcher", new HandlerSink(handler));
  }

  @Override
  public EventPipeline startLogging(Consumer<String> line) {
    return startUnnamed("logging", new HandlerSink(event -> line.accept(EventLine.of(event))));
  }

  @Override
  public Runnable onRecorded(Consumer<? super Event> observer) {
    return observers.add(observer);
  }

  private synchronized EventPipeline startUnnamed(String kind, EventSink sink) {
    return startRecordingToSink(
        kind + "-" + ++unnamed, sink, EventCorrelator.none(), PipelineOptions.none());
  }

  private Pipeline start(
      String name, EventSink sink, @Nullable EventCorrelator correlator, PipelineOptions options) {
    pipelines.checkFree(name); // before the plan opens the state file of the running pipeline
    return start(startup.plan(name, sink, correlator, options));
  }

  private Pipeline start(PipelinePlan plan) {
    boolean runs = false;
    try {
      synchronized (pipelines) {
        pipelines.checkFree(plan.name());
        uids.startedWith(plan);
        Pipeline started = new Pipeline(plan, services, pipelines::remove, invalidEvents::fault);
        pipelines.add(started);
        runs = true;
        return started;
      }
    } finally {
      if (!runs) {
        plan.discard();
      }
    }
  }

  /** Starts all pipelines of the configuration, or none: their state files are released then. */
  private void startAll(List<PipelinePlan> plans) {
    boolean run = false;
    try {
      plans.forEach(this::start);
      run = true;
    } finally {
      if (!run) {
        List<CloseReport> unused = pipelines.close(Duration.ZERO);
        plans.forEach(PipelinePlan::discard);
      }
    }
  }

  @Override
  public void publish(Event event) {
    offer(event, true);
  }

  @Override
  public void record(Event event) {
    offer(event, false);
  }

  private void offer(Event event, boolean fromElsewhere) {
    try {
      Event.Builder copy = event.toBuilder().complete(clock.instant()).fromElsewhere(fromElsewhere);
      defaults.addIdentity(event, copy);
      if (!fromElsewhere) {
        addUid(event, copy);
      }
      defaults.addMetadata(event, copy);
      offer(copy.build());
    } catch (Throwable e) {
      invalidEvents.fault(e);
    }
  }

  /** A state of an event from elsewhere gets none: without a uid, its name identifies it. */
  private void addUid(Event event, Event.Builder copy) {
    EventUids source = uids.source();
    if (source != null && event.uid().isEmpty()) {
      copy.uid(source.next());
    }
  }

  Event toEvent(DraftedEvent draft, EventSource source) {
    return defaults.addMetadata(
        draft.toEvent(source, resolver, defaults.namespace(), clock, names, uids.source()));
  }

  /**
   * Offers an event to all pipelines, also if the filter or the correlator of one of them throws.
   *
   * @throws VirtualMachineError after all pipelines were called, if one of them threw it
   */
  void offer(Event event) {
    boolean taken = false;
    Throwable fault = null;
    Pipeline[] all = pipelines.all();
    for (Pipeline pipeline : all) {
      try {
        taken |= pipeline.offer(event);
      } catch (Throwable e) {
        fault = fault == null || UserCode.isFatal(e) ? e : fault;
      }
    }
    if (taken || all.length == 0) {
      recorded.increment();
      observers.notify(event);
    } else if (fault == null) {
      afterClose.increment();
    }
    if (fault != null) {
      invalidEvents.fault(fault);
    }
  }

  /**
   * Counts a valid event without making it, if the filters of all pipelines exclude it and there is
   * no observer; returns false otherwise.
   */
  boolean countExcluded(String type, String reason, ObjectReference regarding, EventSource source) {
    if (!observers.isEmpty()) {
      return false;
    }
    String namespace = defaults.namespaceOf(regarding);
    Pipeline[] all = pipelines.all();
    for (Pipeline pipeline : all) {
      if (!pipeline.excludes(type, reason, namespace, source.component(), regarding)) {
        return false;
      }
    }
    boolean taken = all.length == 0;
    for (Pipeline pipeline : all) {
      taken |= pipeline.countFiltered();
    }
    (taken ? recorded : afterClose).increment();
    return true;
  }

  void invalid(InvalidEventException e) {
    invalidEvents.count(e);
  }

  void fault(Throwable e) {
    invalidEvents.fault(e);
  }

  @Override
  public EventClock clock() {
    return clock;
  }

  @Override
  public EventNames names() {
    return names;
  }

  @Override
  public EventCorrelator newCorrelator(String pipeline) {
    return startup.correlator(pipeline, new HandlerSink(event -> {}));
  }

  @Override
  public BroadcasterStats stats() {
    Map<String, PipelineStats> stats = new LinkedHashMap<>();
    for (Pipeline pipeline : pipelines.all()) {
      stats.put(pipeline.name(), pipeline.stats());
    }
    return new BroadcasterStats(
        recorded.sum(), invalidEvents.counts(), afterClose.sum(), invalidEvents.bugs(), stats);
  }

  @Override
  public boolean flush(Duration timeout) {
    return pipelines.flush(timeout);
  }

  @Override
  public CloseReport close(Duration timeout) {
    CloseReport all = report(pipelines.close(timeout));
    whenClosed.run();
    return all;
  }

  private synchronized CloseReport report(List<CloseReport> reports) {
    if (report == null) {
      report =
          new CloseReport(
              reports.stream().flatMap(each -> each.pipelines().stream()).toList(),
              reports.stream().allMatch(CloseReport::complete),
              reports.stream().flatMap(each -> each.examples().stream()).limit(20).toList());
      if (!report.complete()) {
        invalidEvents.warn(CloseSummary.of(report));
      }
    }
    return report;
  }
}
