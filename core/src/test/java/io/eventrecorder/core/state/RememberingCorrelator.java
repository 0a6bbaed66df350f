package io.eventrecorder.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.StateFormatException;
import io.eventrecorder.spi.StatefulCorrelator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts events by reason, and its memory can be kept. Some reasons have an effect: {@code held}
 * events are written when a minute has passed, {@code gone} forgets all other reasons.
 */
public final class RememberingCorrelator implements StatefulCorrelator {
  private static final long MINUTE = 60_000_000_000L;

  private static final class Known {
    String name = "";
    int count;
    int stored;
    long sinceNanos;
  }

  private final EventClock clock;
  private final Map<String, Known> reasons = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  /** The methods that throw after their work, by name. */
  private final Set<?> faults;

  /** Readings of the clock at the calls of this correlator. */
  public final List<Long> readings = new ArrayList<>();

  public RememberingCorrelator(EventClock clock, Set<?> faults) {
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public Correlation correlate(Event event, Arrival arrival) {
    readings.add(clock.nanoTime());
    String reason = event.reason();
    if (reason.equals("gone")) {
      changed.addAll(reasons.keySet());
      reasons.clear();
    }
    Known known = reasons.computeIfAbsent(reason, r -> new Known());
    known.count += (int) arrival.occurrences();
    if (known.name.isEmpty()) {
      known.name = event.name();
      known.sinceNanos = clock.nanoTime();
    }
    changed.add(reason);
    return reason.equals("held") ? Correlation.suppress() : write(reason, known, event);
  }

  private static Correlation write(String reason, Known known, Event event) {
    Event state = event.toBuilder().name(known.name).count(known.count).build();
    return known.stored == 0
        ? Correlation.create(state, null, true, reason)
        : Correlation.patch(state, EventPatch.ofCount(state), true, reason);
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    Known known = reasons.get(String.valueOf(written.attachment()));
    if (known != null) {
      known.stored = Math.max(known.stored, stored.count());
      known.name = stored.name();
      changed.add(String.valueOf(written.attachment()));
    }
  }

  @Override
  public OptionalLong nextDueNanos() {
    Known held = reasons.get("held");
    return held == null || held.stored == held.count
        ? OptionalLong.empty()
        : OptionalLong.of(held.sinceNanos + MINUTE);
  }

  @Override
  public List<Correlation> due() {
    Known held = reasons.get("held");
    if (held == null || clock.nanoTime() - held.sinceNanos < MINUTE) {
      return List.of();
    }
    held.sinceNanos = clock.nanoTime();
    changed.add("held");
    Event event = Event.builder().namespace("default").reason("held").type("Normal").build();
    return List.of(write("held", held, event));
  }

  @Override
  public long unwritten() {
    return reasons.values().stream().mapToLong(known -> known.count - known.stored).sum();
  }

  @Override
  public String scopeOf(Correlation write) {
    return "";
  }

  @Override
  public void changes(Parts parts) {
    for (String reason : changed) {
      Known known = reasons.get(reason);
      if (known == null) {
        parts.remove(reason.getBytes(UTF_8));
      } else {
        parts.put(reason.getBytes(UTF_8), text(known).getBytes(UTF_8));
      }
      if (faults.contains("second part")) {
        throw new OutOfMemoryError("no memory for the second part");
      }
    }
    if (faults.contains("changes")) {
      throw new IllegalStateException("a bug in changes");
    }
    changed.clear();
  }

  private static String text(Known known) {
    return "1 " + known.count + " " + known.stored + " " + known.sinceNanos + " " + known.name;
  }

  @Override
  public void restore(byte[] key, byte[] value) {
    String[] fields = new String(value, UTF_8).split(" ", -1);
    if (!fields[0].equals("1")) {
      throw new StateFormatException("part of version " + fields[0] + ": use a newer release");
    }
    Known known = new Known();
    known.count = Integer.parseInt(fields[1]);
    known.stored = Integer.parseInt(fields[2]);
    known.sinceNanos = Long.parseLong(fields[3]);
    known.name = fields[4];
    reasons.put(new String(key, UTF_8), known);
    changed.add(new String(key, UTF_8));
    if (faults.contains("restore")) {
      throw new AssertionError("a bug in restore");
    }
  }

  @Override
  public void restored() {}

  @Override
  public int expire(int most) {
    return 0;
  }
}
