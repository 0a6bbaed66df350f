package io.eventrecorder.correlator.internal.series;

import io.eventrecorder.correlator.internal.cache.Position;
import io.eventrecorder.correlator.internal.state.StateReader;
import io.eventrecorder.spi.StateFormatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what {@link SeriesMemory} handed over. It is used once, for a correlator that has seen
 * no event. Not thread-safe.
 */
public final class SeriesRestore {
  /** A place in a queue. */
  private record Place(long sinceNanos, int order) {}

  /** A series and its place in a queue. */
  private record Placed(Series series, Place place) {
    static final Comparator<Placed> ORDER =
        Comparator.<Placed>comparingLong(placed -> placed.place.sinceNanos)
            .thenComparingInt(placed -> placed.place.order);
  }

  private static final int MOST_IN_QUEUE = Integer.MAX_VALUE / 2;

  private final SeriesMemory memory;
  private final long nowNanos;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<Placed> idle = new ArrayList<>();
  private final List<Placed> running = new ArrayList<>();

  /** The series that wait for their last write, by their numbers; the order is that of the line. */
  private final TreeMap<Long, Placed> forgotten = new TreeMap<>();

  /** Equal texts as one object: many parts have the same ones. */
  private final Map<String, String> texts = new HashMap<>();

  private long lost;
  private long unwritten;
  private boolean hasSecret;

  /** Makes a restore into an empty memory. */
  public SeriesRestore(SeriesMemory memory, long nowNanos) {
    this.memory = memory;
    this.nowNanos = nowNanos;
  }

  /** Takes one part back. */
  public void restore(byte[] key, byte[] value) {
    StateReader of = new StateReader(key);
    StateReader in = new StateReader(value);
    int kind = of.readByte();
    if (kind != SeriesMemory.EXTERNAL) {
      in.readVersion("a part of the correlator series", SeriesMemory.VERSION);
    }
    switch (kind) {
      case SeriesMemory.SECRET -> {
        memory.hasher.setSecret(in.readFingerprint());
        hasSecret = true;
      }
      case SeriesMemory.LOST ->
          lost = in.readNumber("a number of lost occurrences", 0, SeriesFormat.MOST);
      case SeriesMemory.SERIES -> restoreSeries(of, in);
      case SeriesMemory.EXTERNAL -> memory.external.restore(of.readFingerprint(), in);
      case SeriesMemory.FORGOTTEN -> restoreForgotten(of, in);
      default -> throw unknown(kind);
    }
    of.end();
    in.end();
    keys.add(key);
  }

  /**
   * All parts are back. Without the secret no key finds them, so they are dropped.
   *
   * @return the number of occurrences that no stored write includes
   */
  public long restored() {
    if (!hasSecret) {
      memory.all.dropRestored();
      memory.external.dropRestored();
      memory.drop(keys);
      return 0;
    }
    memory.external.restored(memory.all.restored(), memory.all::reserve);
    SeriesSchedule schedule = memory.schedule;
    idle.sort(Placed.ORDER);
    idle.forEach(its -> schedule.restoreIdle(its.series, its.place.sinceNanos, its.place.order));
    running.sort(Placed.ORDER);
    running.forEach(
        its -> schedule.restoreRunning(its.series, its.place.sinceNanos, its.place.order));
    forgotten.forEach(
        (number, its) -> {
          schedule.restoreLastWrite(its.series, its.place.sinceNanos);
          schedule.forgotten().restore(its.series, number);
        });
    memory.track(lost);
    // A smaller cache than the one that was kept forgets what is too much.
    memory.all.trim();
    memory.external.trim();
    return add(unwritten, lost);
  }

  private void restoreSeries(StateReader of, StateReader in) {
    Position position = Position.read(in);
    Place end = readPlace(in);
    Place refresh = in.readBoolean() ? readPlace(in) : null;
    Series series = readSeries(in);
    idle.add(new Placed(series, end));
    if (refresh != null) {
      running.add(new Placed(series, refresh));
    }
    memory.all.restore(of.readFingerprint(), series, position);
  }

  private void restoreForgotten(StateReader of, StateReader in) {
    long number = of.readLong();
    if (number <= 0 || number > Position.MAX) {
      throw of.damaged("the number of a part is " + number);
    }
    Place place = new Place(readPast(in), 0);
    if (forgotten.put(number, new Placed(readSeries(in), place)) != null) {
      throw of.damaged("two parts have the number " + number);
    }
  }

  private Series readSeries(StateReader in) {
    Series series = SeriesFormat.read(in, this::shared);
    unwritten = add(unwritten, series.unwritten());
    return series;
  }

  private Place readPlace(StateReader in) {
    long since = readPast(in);
    return new Place(since, (int) in.readNumber("a place in a queue", 0, MOST_IN_QUEUE));
  }

  /** Reads a time that has passed; a later one, or one very long ago, would never be over. */
  private long readPast(StateReader in) {
    long since = in.readZigzag();
    return since <= nowNanos && nowNanos - since >= 0 ? since : nowNanos;
  }

  private String shared(String text) {
    @Nullable String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private static long add(long one, long another) {
    return Math.min(SeriesFormat.MOST, one + another);
  }

  private static StateFormatException unknown(int kind) {
    return new StateFormatException(
        "the stored memory has a part of kind "
            + kind
            + ", which the correlator series does not know. Use the program and the correlator"
            + " that stored it, or delete the stored memory");
  }
}
