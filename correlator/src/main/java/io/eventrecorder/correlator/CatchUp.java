package io.eventrecorder.correlator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observations whose newest occurrences were suppressed, in line for the tokens of their buckets.
 * One is written when its bucket has a token for it and one more for news. Most buckets and
 * observations never wait, so what is needed for it is made when they do.
 */
final class CatchUp {
  /** Those that wait for the tokens of one bucket. */
  static final class Line {
    private final Bucket bucket;
    private final long order;
    private @Nullable Place first;
    private @Nullable Place last;
    private long readyAt;

    private Line(Bucket bucket, long order) {
      this.bucket = bucket;
      this.order = order;
    }
  }

  /** Where an observation waits. */
  static final class Place {
    private final Observation observation;
    private final Line line;
    private final long ticket;
    private @Nullable Place before;
    private @Nullable Place behind;

    private Place(Observation observation, Line line, long ticket) {
      this.observation = observation;
      this.line = line;
      this.ticket = ticket;
    }
  }

  /** Differences, since readings of the monotonic clock may overflow. */
  private static final Comparator<Line> BY_TIME =
      (a, b) -> {
        long later = a.readyAt - b.readyAt;
        return later != 0 ? Long.signum(later) : Long.compare(a.order, b.order);
      };

  private static final Comparator<Place> BY_AGE = Comparator.comparingLong(place -> place.ticket);

  private final TreeSet<Line> lines = new TreeSet<>(BY_TIME);
  private long lastTicket;
  private long lastOrder;
  private int size;

  int size() {
    return size;
  }

  /** Puts an observation in line; one that is in line already keeps its place. */
  void add(Observation observation, Bucket bucket, long nowNanos) {
    if (observation.waits != null) {
      return;
    }
    Line known = bucket.waiting;
    Line line = known == null ? new Line(bucket, ++lastOrder) : known;
    Place place = new Place(observation, line, ++lastTicket);
    observation.waits = place;
    Place last = line.last;
    place.before = last;
    line.last = place;
    if (last == null) {
      line.first = place;
      bucket.waiting = line;
      expect(line, nowNanos);
    } else {
      last.behind = place;
    }
    size++;
  }

  void remove(Observation observation) {
    Place place = observation.waits;
    if (place == null) {
      return;
    }
    if (place.line.first == place.line.last) {
      lines.remove(place.line);
    }
    unlink(place);
  }

  /** Takes out all whose turn it is, paid, oldest first. */
  List<Observation> takeReady(long nowNanos) {
    List<Place> ready = new ArrayList<>();
    while (!lines.isEmpty() && lines.first().readyAt - nowNanos <= 0) {
      Line line = lines.first();
      lines.remove(line);
      payFor(line, nowNanos, ready);
      if (line.first != null) {
        expect(line, nowNanos);
      }
    }
    return oldestFirst(ready);
  }

  OptionalLong nextNanos() {
    return lines.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lines.first().readyAt);
  }

  /** Oldest first. */
  void forEach(Consumer<Observation> action) {
    List<Place> all = new ArrayList<>(size);
    for (Line line : lines) {
      for (Place place = line.first; place != null; place = place.behind) {
        all.add(place);
      }
    }
    oldestFirst(all).forEach(action);
  }

  private static List<Observation> oldestFirst(List<Place> places) {
    places.sort(BY_AGE);
    List<Observation> observations = new ArrayList<>(places.size());
    places.forEach(place -> observations.add(place.observation));
    return observations;
  }

  private void payFor(Line line, long nowNanos, List<Place> ready) {
    Bucket bucket = line.bucket;
    int needed = bucket.budget().neededToCatchUp();
    @Nullable Place first = line.first;
    while (first != null && bucket.available(nowNanos) >= needed && bucket.take(nowNanos)) {
      unlink(first);
      ready.add(first);
      first = line.first;
    }
  }

  private void expect(Line line, long nowNanos) {
    int needed = line.bucket.budget().neededToCatchUp();
    boolean now = line.bucket.available(nowNanos) >= needed;
    line.readyAt = now ? nowNanos : line.bucket.readyAt(needed);
    lines.add(line);
  }

  private void unlink(Place place) {
    Line line = place.line;
    Place before = place.before;
    Place behind = place.behind;
    if (before == null) {
      line.first = behind;
    } else {
      before.behind = behind;
    }
    if (behind == null) {
      line.last = before;
    } else {
      behind.before = before;
    }
    place.before = null;
    place.behind = null;
    place.observation.waits = null;
    if (line.first == null) {
      line.bucket.waiting = null;
    }
    size--;
  }
}
