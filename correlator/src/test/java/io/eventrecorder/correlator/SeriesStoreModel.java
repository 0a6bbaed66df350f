package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A pipeline and a store that behave randomly: writes are coalesced, answered late, twice and in
 * any order, or refused. It also keeps a simple record of what happened: which event an occurrence
 * belongs to, and how often each occurred.
 */
final class SeriesStoreModel {
  private static final long FINISH_NANOS = Duration.ofMinutes(6).toNanos();

  /** One event after a pause. */
  record Step(int pauseSeconds, int pod, boolean askWhatIsDue) {}

  private static final class Account {
    String name = "";
    int occurrences;
    int lastWritten;
    long lastSeenNanos;
  }

  final SeriesTimeline timeline = new SeriesTimeline();
  private final Random fate;
  private boolean refusals = true;
  private final Map<String, Account> alive = new HashMap<>();
  private final Map<String, Account> byName = new HashMap<>();
  private final Set<String> created = new HashSet<>();
  private final List<Correlation> underWay = new ArrayList<>();

  SeriesStoreModel(long seed) {
    this.fate = new Random(seed);
  }

  SeriesStoreModel withoutRefusals() {
    refusals = false;
    return this;
  }

  void step(Step step) {
    timeline.passes(Duration.ofSeconds(step.pauseSeconds()));
    if (step.askWhatIsDue()) {
      askWhatIsDue();
    }
    Event event = timeline.event("pod-" + step.pod(), "m");
    Account account = occurs(event);
    Correlation write = timeline.happens(event);
    if (write.kind() != Kind.SUPPRESS) {
      assertThat(write.event().name()).isEqualTo(account.name);
      handOut(write);
    }
    while (!underWay.isEmpty() && fate.nextInt(3) > 0) {
      answer(underWay.remove(fate.nextInt(underWay.size())));
    }
  }

  /** Stores the last writes. The refused writes of forgotten events are lost. */
  void close() {
    timeline.correlator.drain().forEach(this::handOut);
    refusals = false;
    while (!underWay.isEmpty()) {
      answer(underWay.remove(fate.nextInt(underWay.size())));
    }
  }

  void assertLastCountsEqualOccurrences() {
    assertThat(byName.values())
        .allSatisfy(account -> assertThat(account.lastWritten).isEqualTo(account.occurrences));
  }

  private void askWhatIsDue() {
    timeline.due().forEach(this::handOut);
    timeline
        .correlator
        .nextDueNanos()
        .ifPresent(next -> assertThat(next).isGreaterThan(timeline.clock.nanoTime()));
  }

  private Account occurs(Event event) {
    long now = timeline.clock.nanoTime();
    String pod = event.regarding().name();
    Account account = alive.get(pod);
    if (account == null || now - account.lastSeenNanos >= FINISH_NANOS) {
      account = new Account();
      account.name = event.name();
      alive.put(pod, account);
      byName.put(account.name, account);
    }
    account.occurrences++;
    account.lastSeenNanos = now;
    return account;
  }

  private void handOut(Correlation write) {
    Account account = byName.get(write.event().name());
    assertThat(account).as("account of %s", write).isNotNull();
    boolean first = created.add(account.name);
    if (!refusals) {
      assertThat(write.kind()).isEqualTo(first ? Kind.CREATE : Kind.PATCH);
    }
    EventSeries series = write.event().series();
    assertThat(series == null ? 1 : series.count()).isEqualTo(write.event().count());
    assertThat(write.event().count()).isGreaterThanOrEqualTo(account.lastWritten);
    assertThat(write.event().count()).isLessThanOrEqualTo(account.occurrences);
    account.lastWritten = write.event().count();
    if (fate.nextInt(4) == 0) {
      underWay.removeIf(waiting -> waiting.event().name().equals(account.name));
    }
    underWay.add(write);
  }

  private void answer(Correlation write) {
    if (refusals && fate.nextInt(4) == 0) {
      timeline.correlator.notRecorded(write, NotRecorded.REJECTED);
    } else {
      timeline.stored(write);
      if (fate.nextInt(4) == 0) {
        timeline.stored(write);
      }
    }
  }
}
