package io.eventrecorder.correlator.internal.series;

import io.eventrecorder.correlator.internal.state.EventFormat;
import io.eventrecorder.correlator.internal.state.StateReader;
import io.eventrecorder.correlator.internal.state.StateWriter;
import java.util.function.UnaryOperator;

/**
 * The binary form of a series, without its places in queues. Writes that were handed out and not
 * answered are not part of it: their occurrences are unwritten in the restored correlator.
 */
final class SeriesFormat {
  /** The largest number of occurrences; it leaves room for all that a program can add. */
  static final long MOST = Long.MAX_VALUE / 2;

  private static final int CAME_AS_SERIES = 1;
  private static final int CREATED = 2;
  private static final int RETRIED = 4;
  private static final int LATEST = 8;
  private static final int ALL = 15;

  private SeriesFormat() {}

  static void write(StateWriter out, Series its) {
    out.writeByte(
            (its.cameAsSeries ? CAME_AS_SERIES : 0)
                | (its.isCreated() ? CREATED : 0)
                | (its.isRetried() ? RETRIED : 0)
                | (its.latest != null ? LATEST : 0))
        .writeText(its.scope)
        .writeText(its.uid)
        .writeText(its.key)
        .writeText(its.name)
        .writeText(its.resourceVersion)
        .writeInstant(its.firstTimestamp)
        .writeInstant(its.eventTime)
        .writeInstant(its.lastObserved)
        .writeZigzag(its.count)
        .writeVarint(its.added)
        .writeVarint(its.additions)
        .writeVarint(its.seen)
        .writeVarint(its.unwritten())
        .writeVarint(its.refusedUpTo)
        .writeNullableText(its.firstMessage);
    if (its.latest != null) {
      EventFormat.write(out, its.latest);
    }
  }

  /**
   * Reads a series.
   *
   * @param shared returns the same object for equal texts
   */
  static Series read(StateReader in, UnaryOperator<String> shared) {
    int flags = in.readByte();
    if (flags > ALL) {
      throw in.damaged("the switches of a series are " + flags);
    }
    Series its =
        new Series(
            shared.apply(in.readText()),
            in.readText(),
            in.readText(),
            in.readText(),
            shared.apply(in.readText()),
            (flags & CAME_AS_SERIES) != 0);
    its.firstTimestamp = in.readInstant();
    its.eventTime = in.readInstant();
    its.lastObserved = in.readInstant();
    its.count = in.readZigzagInt();
    its.added = in.readNumber("a number of occurrences", 0, MOST);
    its.additions = in.readNumber("a number of occurrences", 0, MOST);
    its.seen = in.readNumber("a number of occurrences", 0, MOST);
    its.recorded = its.seen - in.readNumber("a number of unwritten occurrences", 0, its.seen);
    its.refusedUpTo = in.readNumber("a number of refused occurrences", 0, its.seen);
    its.firstMessage = in.readNullableText();
    its.latest = (flags & LATEST) != 0 ? EventFormat.read(in) : null;
    its.restoreAnswers((flags & CREATED) != 0, (flags & RETRIED) != 0);
    return its;
  }
}
