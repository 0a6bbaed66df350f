package io.eventrecorder.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineStats.WriteLedger;
import io.eventrecorder.broadcaster.UpdatePolicy;
import io.eventrecorder.core.config.PipelineSettings;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Drives a machine by hand: no threads, no clock. Time is a number, and what is sent is a list. */
final class MachineDriver {
  static final PipelineSettings SETTINGS = settings(10_000, OverflowPolicy.DROP_NEWEST, 12);

  static PipelineSettings settings(int maxWaiting, OverflowPolicy overflow, int maxTries) {
    return new PipelineSettings(
        1000,
        overflow,
        event -> true,
        8,
        Duration.ofSeconds(30),
        maxTries,
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        maxWaiting,
        Optional.empty(),
        UpdatePolicy.all());
  }

  /** The longest pause that jitter allows, so that timelines have round figures. */
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

  final PipelineCounters counters = new PipelineCounters();
  final RecordingLogger logger = new RecordingLogger();
  final PipelineMachine machine;
  final List<Attempt> sent = new ArrayList<>();
  long now;
  private int renamed;

  MachineDriver(EventCorrelator correlator) {
    this(correlator, SETTINGS);
  }

  MachineDriver(EventCorrelator correlator, PipelineSettings settings) {
    PipelineLog log = new PipelineLog("test", logger, counters);
    machine =
        new PipelineMachine(
            correlator,
            Event::namespace,
            object -> object + ".new" + ++renamed,
            settings,
            LONGEST,
            log,
            counters);
  }

  static Event event(String name) {
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

  MachineDriver accept(String name) {
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

  Attempt last() {
    return sent.get(sent.size() - 1);
  }

  MachineDriver stored() {
    return answer(last(), WriteResult.stored(null));
  }

  MachineDriver stored(@Nullable Event event) {
    return answer(last(), WriteResult.stored(event));
  }

  MachineDriver fails(Throwable error) {
    return answer(last(), WriteResult.failed(error));
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

  /** What was sent, in order, for example {@code create a=1} or {@code patch a=2}. */
  List<String> sent() {
    return sent.stream()
        .map(a -> (a.create ? "create " : "patch ") + a.event.name() + "=" + a.event.count())
        .toList();
  }
}
