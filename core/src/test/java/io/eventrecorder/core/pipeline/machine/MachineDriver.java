package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats.WriteLedger;
import io.eventrecorder.core.guard.RecordingLogger;
import io.eventrecorder.core.pipeline.PipelineLog;
import io.eventrecorder.core.pipeline.SinkFailures;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Drives a machine by hand, without threads and clock. Time is a number. */
public final class MachineDriver {
  public static final MachineSettings SETTINGS = settings(10_000, OverflowPolicy.DROP_NEWEST, 12);

  static MachineSettings settings(int maxWaiting, OverflowPolicy overflow, int maxTries) {
    return new MachineSettings(
        8,
        Duration.ofSeconds(30).toNanos(),
        maxWaiting,
        overflow == OverflowPolicy.BLOCK,
        new RetryLimits(
            maxTries,
            Duration.ofMinutes(10).toNanos(),
            Duration.ofSeconds(1).toNanos(),
            Duration.ofSeconds(60).toNanos()));
  }

  /** Draws the longest pause that the jitter allows, so that timelines have round numbers. */
  private static final RandomGenerator LONGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  public final PipelineCounters counters = new PipelineCounters();
  public final RecordingLogger logger = new RecordingLogger();
  public final PipelineMachine machine;
  final List<Attempt> sent = new ArrayList<>();
  long now;
  private int renamed;

  public MachineDriver(EventCorrelator correlator) {
    this(correlator, SETTINGS);
  }

  MachineDriver(EventCorrelator correlator, MachineSettings settings) {
    PipelineLog log = new PipelineLog("test", logger, counters);
    machine =
        new PipelineMachine(
            settings,
            new Extensions(correlator, Event::namespace, object -> object + ".new" + ++renamed),
            LONGEST,
            new Diagnostics(log, counters));
  }

  public static Event event(String name) {
    return Event.builder()
        .namespace("default")
        .name(name)
        .regarding(ObjectReference.of("Pod", "default", "web-0"))
        .type("Warning")
        .reason("BackOff")
        .message("m")
        .count(1)
        .build();
  }

  public MachineDriver accept(String name) {
    return accept(event(name));
  }

  MachineDriver accept(Event event) {
    machine.accept(event, now);
    return send();
  }

  MachineDriver advance(Duration span) {
    now += span.toNanos();
    List<Attempt> unused = machine.expire(now);
    machine.tick(now);
    return send();
  }

  MachineDriver send() {
    for (Attempt next = machine.poll(now); next != null; next = machine.poll(now)) {
      sent.add(next);
    }
    WriteLedger writes = counters.writes();
    assertThat(writes.balances()).as("%s", writes).isTrue();
    return this;
  }

  public Attempt last() {
    return sent.get(sent.size() - 1);
  }

  MachineDriver stored() {
    return answer(last(), WriteResult.stored(null));
  }

  MachineDriver stored(@Nullable Event event) {
    return answer(last(), WriteResult.stored(event));
  }

  MachineDriver fails(Throwable error) {
    return answer(last(), SinkFailures.resultOf(error));
  }

  MachineDriver fails(SinkException.Kind kind) {
    return fails(
        switch (kind) {
          case RETRYABLE -> SinkException.retryable("busy", null);
          case NOT_FOUND -> SinkException.notFound("gone");
          case ALREADY_EXISTS -> SinkException.alreadyExists("there");
          case REJECTED -> SinkException.rejected("no", null);
          case MISCONFIGURED -> SinkException.misconfigured("give it a role", null);
        });
  }

  MachineDriver answer(Attempt attempt, WriteResult result) {
    machine.answered(attempt, result, now);
    return send();
  }

  /** The requests that were sent, in order, for example {@code create a=1} or {@code patch a=2}. */
  List<String> sent() {
    return sent.stream()
        .map(a -> (a.create ? "create " : "patch ") + a.event.name() + "=" + a.event.count())
        .toList();
  }
}
