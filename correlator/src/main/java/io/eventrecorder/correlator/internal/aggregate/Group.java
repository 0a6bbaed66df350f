package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.internal.cache.CacheNode;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.FingerprintSet;
import io.eventrecorder.correlator.internal.state.StateReader;
import io.eventrecorder.correlator.internal.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A group of similar events: the local keys that pass, and where other events are counted. */
public final class Group extends CacheNode {
  final String reportingController;
  final String reportingInstance;

  /** What has the key of the group, or had it and has left its cache. It saves look-ups. */
  @Nullable Observation aggregate;

  private long lastSeen;

  /** The first local key; most groups have one only. Zeros mean none. */
  private long firstHi;

  private long firstLo;
  private @Nullable FingerprintSet others;

  Group(Event event, long nowNanos) {
    reportingController = event.reportingController();
    reportingInstance = event.reportingInstance();
    lastSeen = nowNanos;
  }

  /** Reads what {@link #write} wrote. */
  Group(StateReader in, UnaryOperator<String> shared) {
    reportingController = shared.apply(in.readText());
    reportingInstance = shared.apply(in.readText());
    lastSeen = in.readZigzag();
    for (int left = in.readCount(); left > 0; left--) {
      Fingerprint local = in.readFingerprint();
      if (has(local)) {
        throw in.damaged("a message is in a group twice");
      }
      add(local);
    }
  }

  void write(StateWriter out) {
    List<Fingerprint> locals = new ArrayList<>(size());
    if (firstHi != 0 || firstLo != 0) {
      Fingerprint first = new Fingerprint();
      first.set(firstHi, firstLo);
      locals.add(first);
    }
    if (others != null) {
      others.forEach(locals::add);
    }
    locals.sort(Fingerprint.ORDER); // so that equal groups are equal bytes
    out.writeText(reportingController)
        .writeText(reportingInstance)
        .writeZigzag(lastSeen)
        .writeVarint(locals.size());
    locals.forEach(out::writeFingerprint);
  }

  /**
   * Whether an event with the event key of one of this group is in this group, too.
   *
   * @param everyReporter whether what two instances of one program report is in two groups
   */
  boolean isReportedBy(Event event, boolean everyReporter) {
    return reportingController.equals(event.reportingController())
        && (!everyReporter || reportingInstance.equals(event.reportingInstance()));
  }

  boolean isIdle(long nowNanos, long intervalNanos) {
    return nowNanos - lastSeen > intervalNanos;
  }

  /** Notes that an event happened. A group that was idle starts empty. */
  void see(long nowNanos, long intervalNanos) {
    if (isIdle(nowNanos, intervalNanos)) {
      firstHi = 0;
      firstLo = 0;
      others = null;
    }
    lastSeen = nowNanos;
  }

  boolean has(Fingerprint local) {
    return (firstHi == local.hi() && firstLo == local.lo())
        || (others != null && others.contains(local));
  }

  /** Adds a local key that the group does not have. */
  void add(Fingerprint local) {
    if (firstHi == 0 && firstLo == 0) {
      firstHi = local.hi();
      firstLo = local.lo();
      return;
    }
    if (others == null) {
      others = new FingerprintSet();
    }
    others.add(local);
  }

  /** The number of local keys. */
  public int size() {
    int first = firstHi == 0 && firstLo == 0 ? 0 : 1;
    return first + (others == null ? 0 : others.size());
  }
}
