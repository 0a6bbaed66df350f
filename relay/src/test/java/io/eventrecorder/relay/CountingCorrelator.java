package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.StatefulCorrelator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The simplest correlator with a memory: it counts events by scope, object and message. Even counts
 * are held back for a minute.
 */
final class CountingCorrelator implements StatefulCorrelator {
  static final String POISON = "poison";

  /** The part of such an event has a million spaces. */
  static final String LARGE = "large";

  private static final long HOLD_NANOS = 60_000_000_000L;

  private record Known(String scope, Event state, int written, long sinceNanos) {}

  private final EventClock clock;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private boolean tracked;

  CountingCorrelator(EventClock clock) {
    this.clock = clock;
  }

  @Override
  public Correlation correlate(Event event, Arrival arrival) {
    String key = arrival.scope() + '|' + event.regarding().name() + '|' + event.message();
    Known last = known.get(key);
    int count = last == null ? 1 : last.state.count() + 1;
    Event state =
        event.toBuilder()
            .name(last == null ? event.name() : last.state.name())
            .firstTimestamp(last == null ? clock.instant() : last.state.firstTimestamp())
            .lastTimestamp(clock.instant())
            .count(count)
            .build();
    int written = last == null ? 0 : last.written;
    known.put(key, new Known(arrival.scope(), state, written, clock.nanoTime()));
    changed.add(key);
    if (event.message().startsWith(POISON)) {
      throw new IllegalStateException("after half of the work");
    }
    if (count % 2 == 0) {
      return Correlation.suppress();
    }
    return count == 1
        ? Correlation.create(state, null, true, key)
        : Correlation.patch(state, null, true, key);
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    String key = String.valueOf(written.attachment());
    Known last = known.get(key);
    if (last != null) {
      known.put(key, new Known(last.scope, last.state, stored.count(), last.sinceNanos));
      changed.add(key);
    }
  }

  @Override
  public List<Correlation> due() {
    List<Correlation> writes = new ArrayList<>();
    known.forEach(
        (key, value) -> {
          if (value.written < value.state.count()
              && clock.nanoTime() - value.sinceNanos >= HOLD_NANOS) {
            writes.add(Correlation.patch(value.state, null, true, key));
          }
        });
    return writes;
  }

  @Override
  public OptionalLong nextDueNanos() {
    return known.values().stream()
        .filter(value -> value.written < value.state.count())
        .mapToLong(value -> value.sinceNanos + HOLD_NANOS)
        .min();
  }

  @Override
  public long unwritten() {
    return known.values().stream().mapToLong(value -> value.state.count() - value.written).sum();
  }

  @Override
  public String scopeOf(Correlation write) {
    Known value = known.get(String.valueOf(write.attachment()));
    return value == null ? "" : value.scope;
  }

  @Override
  public void changes(Parts parts) {
    for (String key : tracked ? changed : known.keySet()) {
      Known value = known.get(key);
      if (value != null) {
        String text =
            value.scope
                + '\n'
                + value.written
                + '\n'
                + value.sinceNanos
                + '\n'
                + EventJson.write(value.state)
                + " ".repeat(value.state.message().equals(LARGE) ? 1_000_000 : 0);
        parts.put(key.getBytes(UTF_8), text.getBytes(UTF_8));
      }
    }
    tracked = true;
    changed.clear();
  }

  @Override
  public void restore(byte[] key, byte[] value) {
    String[] lines = new String(value, UTF_8).split("\n", 4);
    known.put(
        new String(key, UTF_8),
        new Known(
            lines[0],
            EventJson.convert(EventJson.read(lines[3]), EventApi.CORE_V1),
            Integer.parseInt(lines[1]),
            Long.parseLong(lines[2])));
  }

  @Override
  public void restored() {
    // nothing to link
  }

  @Override
  public int expire(int most) {
    return 0;
  }
}
