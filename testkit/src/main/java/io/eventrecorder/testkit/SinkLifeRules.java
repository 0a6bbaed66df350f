package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.testkit.SinkProbe.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The rules of {@link EventSinkContract} about flush, close and defaults. */
final class SinkLifeRules {
  private static final Rule FLUSHES =
      new Rule(
          "flush completes when all accepted writes have reached the store",
          "complete its stage after the last write; the default is right for a sink without"
              + " buffer");
  private static final Rule DEFAULTS =
      new Rule(
          "defaults are the same at each call, name a correlator and are above zero",
          "start from SinkDefaults.standard() and change what differs");
  private static final Rule DOMAIN =
      new Rule(
          "the failure domain of an event is not null and does not change",
          "return \"\" if all events fail together, otherwise for example event.namespace()");

  private final SinkProbe probe;
  private final SinkEvents events;

  SinkLifeRules(SinkProbe probe, SinkEvents events) {
    this.probe = probe;
    this.events = events;
  }

  void nothingBlocksOrThrows() {
    probe.startCreate(events.fresh("called"));
    probe.startUpdate(events.fresh("called"));
    probe.startPatch(events.fresh("called"));
    for (Event bad : events.bad()) {
      probe.create(bad);
      probe.update(bad);
      probe.patch(bad);
      probe.call("failureDomain", () -> probe.sink().failureDomain(bad));
    }
    probe.call("defaults", () -> probe.sink().defaults());
    probe.flush();
  }

  void flush() {
    assertFlushed("with nothing written", probe.flush());
    CompletionStage<@Nullable Event> write = probe.startCreate(events.fresh("to be flushed"));
    assertFlushed("after a write", probe.flush());
    probe.answer("create", write);
  }

  void close() {
    probe.answer("create", probe.startCreate(events.fresh("before close")));
    probe.close();
  }

  void closeUnderWay() {
    List<CompletionStage<@Nullable Event>> underWay = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      underWay.add(probe.startCreate(events.fresh("under way " + i)));
    }
    probe.close();
    underWay.forEach(stage -> probe.answer("create before close", stage));
  }

  void afterClose() {
    Event event = events.fresh("before close");
    probe.create(event);
    probe.close();
    probe.create(events.fresh("after close"));
    probe.update(events.again(event, null, "after close"));
    probe.patch(events.again(event, null, "after close"));
    probe.flush();
  }

  void defaults() {
    SinkDefaults defaults = probe.call("defaults", () -> probe.sink().defaults());
    if (defaults == null) {
      throw DEFAULTS.broken("defaults returned null");
    }
    SinkDefaults again = probe.call("defaults", () -> probe.sink().defaults());
    Duration attempt = defaults.attemptTimeout();
    boolean sane =
        defaults.correlator() != null
            && !defaults.correlator().isBlank()
            && defaults.maxInFlight() >= 1
            && defaults.queueCapacity() >= 1
            && attempt != null
            && !attempt.isZero()
            && !attempt.isNegative();
    if (!sane) {
      throw DEFAULTS.broken("the defaults are " + defaults);
    }
    if (!defaults.equals(again)) {
      throw DEFAULTS.broken("the defaults are " + defaults + ", then " + again);
    }
  }

  void failureDomain() {
    List<Event> all = new ArrayList<>(events.bad());
    all.add(events.fresh("domain"));
    for (Event event : all) {
      String domain = probe.call("failureDomain", () -> probe.sink().failureDomain(event));
      String again = probe.call("failureDomain", () -> probe.sink().failureDomain(event));
      if (domain == null) {
        throw DOMAIN.broken("failureDomain(" + event + ") returned null");
      }
      if (!domain.equals(again)) {
        throw DOMAIN.broken("failureDomain(" + event + ") is " + domain + ", then " + again);
      }
    }
  }

  private static void assertFlushed(String when, Answer answer) {
    if (answer.failure() != null) {
      throw FLUSHES.broken("flush " + when + " failed with " + answer.failure(), answer.failure());
    }
  }
}
