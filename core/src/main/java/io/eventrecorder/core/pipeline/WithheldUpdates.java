package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.UpdatePolicy;
import io.eventrecorder.broadcaster.UpdatePolicy.Kind;
import io.eventrecorder.core.config.Durations;
import io.eventrecorder.core.pipeline.machine.EventKey;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A correlator that withholds updates by a policy. The first state of an event is written, the last
 * one is written when the pipeline closes, and the policy selects from those between. It keeps a
 * limited number of events: the event that occurred least recently leaves, with a last write.
 */
final class WithheldUpdates implements EventCorrelator {
  static final int MAX_EVENTS = 10_000;

  private static final class Known {
    int writtenCount;
    long writtenNanos;
    @Nullable Correlation withheld;
  }

  private final EventCorrelator correlator;
  private final Kind policy;

  /** Whether the memory of the correlator is that of an earlier process. */
  private final boolean restored;

  private final long intervalNanos;
  private final EventClock clock;

  /** In the order of their last occurrences. */
  private final Map<EventKey, Known> events = new LinkedHashMap<>(16, 0.75f, true);

  private final List<Correlation> leaving = new ArrayList<>();

  /** Whether a withheld state is due at {@link #nextNanos}, or must be checked again then. */
  private boolean owes;

  private long nextNanos;

  /**
   * A policy that has written nothing.
   *
   * @param restored whether the memory of the correlator is that of an earlier process. Then also
   *     the policy {@code none} passes the first write of each event, because its create may have
   *     been on its way when that process ended
   */
  WithheldUpdates(
      EventCorrelator correlator, UpdatePolicy updates, boolean restored, EventClock clock) {
    this.correlator = correlator;
    this.restored = restored;
    this.policy = updates.kind();
    this.intervalNanos = Durations.nanos(updates.interval());
    this.clock = clock;
  }

  @Override
  public Correlation correlate(Event event) {
    return pass(correlator.correlate(event));
  }

  private Correlation pass(Correlation correlation) {
    boolean update = correlation.kind() == Correlation.Kind.PATCH;
    if (correlation.kind() == Correlation.Kind.SUPPRESS || (policy == Kind.NONE && !restored)) {
      return update ? Correlation.suppress() : correlation;
    }
    EventKey key = EventKey.of(correlation.event());
    Known known = events.get(key);
    if (known == null) {
      known = new Known();
      events.put(key, known);
      leaveEldest();
    } else if (update && policy == Kind.NONE) {
      return Correlation.suppress();
    } else if (update && !isTime(known, correlation)) {
      known.withheld = correlation;
      if (policy == Kind.EVERY) {
        dueAt(known.writtenNanos + intervalNanos);
      }
      return Correlation.suppress();
    }
    written(known, correlation);
    return correlation;
  }

  private boolean isTime(Known known, Correlation correlation) {
    return policy == Kind.EVERY
        ? clock.nanoTime() - known.writtenNanos >= intervalNanos
        : magnitude(correlation.event().occurrences()) > magnitude(known.writtenCount);
  }

  private void written(Known known, Correlation correlation) {
    known.writtenCount = correlation.event().occurrences();
    known.writtenNanos = clock.nanoTime();
    known.withheld = null;
  }

  /** How often a count can be divided by ten. */
  private static int magnitude(int count) {
    int magnitude = 0;
    for (int rest = count / 10; rest > 0; rest /= 10) {
      magnitude++;
    }
    return magnitude;
  }

  private void dueAt(long nanos) {
    nextNanos = owes && nextNanos - nanos < 0 ? nextNanos : nanos;
    owes = true;
  }

  private void leaveEldest() {
    if (events.size() > MAX_EVENTS) {
      Known eldest = events.remove(events.keySet().iterator().next());
      if (eldest != null && eldest.withheld != null) {
        leaving.add(eldest.withheld);
        dueAt(clock.nanoTime());
      }
    }
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    correlator.recorded(written, stored);
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    events.remove(EventKey.of(written.event())); // its next state is the first one again
    correlator.notRecorded(written, why);
  }

  /** With the policy {@code none}, an event is usually only written if it is created again. */
  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    events.remove(EventKey.of(written.event())); // its next state is not withheld
    if (policy == Kind.NONE && !restored) {
      correlator.notRecorded(written, why);
    } else {
      correlator.notUpdated(written, why, inStore);
    }
  }

  @Override
  public List<Correlation> due() {
    List<Correlation> due = new ArrayList<>();
    long now = clock.nanoTime();
    OptionalLong inner = correlator.nextDueNanos();
    if (inner.isPresent() && inner.getAsLong() - now <= 0) {
      for (Correlation correlation : correlator.due()) {
        Correlation passed = pass(correlation);
        if (passed.kind() != Correlation.Kind.SUPPRESS) {
          due.add(passed);
        }
      }
    }
    if (owes && nextNanos - now <= 0) {
      owes = false;
      due.addAll(leaving);
      leaving.clear();
      if (policy == Kind.EVERY) {
        events.values().forEach(known -> addIfDue(known, now, due));
      }
    }
    return due;
  }

  private void addIfDue(Known known, long now, List<Correlation> due) {
    Correlation withheld = known.withheld;
    if (withheld == null) {
      return;
    }
    if (now - known.writtenNanos >= intervalNanos) {
      due.add(withheld);
      written(known, withheld);
    } else {
      dueAt(known.writtenNanos + intervalNanos);
    }
  }

  @Override
  public OptionalLong nextDueNanos() {
    OptionalLong inner = correlator.nextDueNanos();
    if (!owes) {
      return inner;
    }
    boolean innerFirst = inner.isPresent() && inner.getAsLong() - nextNanos < 0;
    return innerFirst ? inner : OptionalLong.of(nextNanos);
  }

  /** The last states. A newer one of the correlator coalesces with the one of the same event. */
  @Override
  public List<Correlation> drain() {
    List<Correlation> last = new ArrayList<>(leaving);
    leaving.clear();
    owes = false;
    events.values().stream()
        .map(known -> known.withheld)
        .filter(Objects::nonNull)
        .forEach(last::add);
    for (Correlation correlation : correlator.drain()) {
      if (policy != Kind.NONE || pass(correlation).kind() != Correlation.Kind.SUPPRESS) {
        last.add(correlation);
      }
    }
    events.clear();
    return last;
  }

  @Override
  public long unwritten() {
    return correlator.unwritten();
  }

  @Override
  public Map<String, Long> gauges() {
    return correlator.gauges();
  }
}
