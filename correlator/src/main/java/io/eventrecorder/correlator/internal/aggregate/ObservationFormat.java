package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.correlator.internal.state.EventFormat;
import io.eventrecorder.correlator.internal.state.StateReader;
import io.eventrecorder.correlator.internal.state.StateWriter;
import java.util.function.UnaryOperator;

/**
 * The binary form of an observation, without its links to others. Writes that were handed out and
 * not answered are not part of it: their occurrences are unwritten after a restart.
 */
final class ObservationFormat {
  /** The largest number of occurrences; it leaves room for all that a program can add. */
  static final long MOST = Long.MAX_VALUE / 2;

  private static final int CREATED = 1;
  private static final int EVER_CREATED = 2;
  private static final int REPEATED = 4;
  private static final int METADATA = 8;
  private static final int LATEST = 16;
  private static final int ALL = 31;

  private ObservationFormat() {}

  static void write(StateWriter out, Observation its) {
    out.writeByte(
            (its.created ? CREATED : 0)
                | (its.everCreated ? EVER_CREATED : 0)
                | (its.repeated ? REPEATED : 0)
                | (its.metadata != null ? METADATA : 0)
                | (its.latest != null ? LATEST : 0))
        .writeText(its.scope())
        .writeText(its.uid())
        .writeText(its.name)
        .writeText(its.resourceVersion)
        .writeInstant(its.first(null))
        .writeInstant(its.last(null))
        .writeZigzag(its.count)
        .writeVarint(its.seen)
        .writeVarint(its.unwritten())
        .writeVarint(its.refusedUpTo)
        .writeZigzag(its.lastSeenNanos);
    if (its.metadata != null) {
      write(out, its.metadata);
    }
    if (its.latest != null) {
      EventFormat.write(out, its.latest);
      out.writeInstant(its.aggregateAt);
    }
  }

  /**
   * Reads an observation.
   *
   * @param shared returns the same object for equal texts
   */
  static Observation read(StateReader in, UnaryOperator<String> shared) {
    int flags = in.readByte();
    if (flags > ALL) {
      throw in.damaged("the switches of an event are " + flags);
    }
    Observation its =
        new Observation(
            Origin.of(shared.apply(in.readText()), in.readText()),
            in.readText(),
            shared.apply(in.readText()));
    its.created = (flags & CREATED) != 0;
    its.everCreated = (flags & EVER_CREATED) != 0;
    its.repeated = (flags & REPEATED) != 0;
    its.setFirst(in.readInstant());
    its.setLast(in.readInstant());
    its.count = in.readZigzagInt();
    its.seen = in.readNumber("a number of occurrences", 0, MOST);
    its.recorded = its.seen - in.readNumber("a number of unwritten occurrences", 0, its.seen);
    its.handedOut = its.recorded;
    its.refusedUpTo = in.readNumber("a number of refused occurrences", 0, its.seen);
    its.lastSeenNanos = in.readZigzag();
    if ((flags & METADATA) != 0) {
      its.metadata = readMetadata(in);
    }
    if ((flags & LATEST) != 0) {
      its.latest = EventFormat.read(in);
      its.aggregateAt = in.readInstant();
    }
    return its;
  }

  private static void write(StateWriter out, AggregateMetadata metadata) {
    out.writeInstant(metadata.since())
        .writeTexts(metadata.labels())
        .writeTexts(metadata.annotations());
    EventFormat.writeNullableReference(out, metadata.related());
    out.writeText(metadata.action());
  }

  private static AggregateMetadata readMetadata(StateReader in) {
    return new AggregateMetadata(
        in.readInstant(),
        in.readTexts(),
        in.readTexts(),
        EventFormat.readNullableReference(in),
        in.readText());
  }
}
