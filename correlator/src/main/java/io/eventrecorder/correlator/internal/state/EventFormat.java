package io.eventrecorder.correlator.internal.state;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of an event, with all its fields. The first byte is the version; a change of the
 * form needs the next version, and code that still reads the older ones.
 */
public final class EventFormat {
  private static final int VERSION = 1;

  /** {@code null}, {@code false} and {@code true}. */
  private static final int UNSET = 0;

  private static final int FALSE = 1;
  private static final int TRUE = 2;

  private EventFormat() {}

  /** Writes an event. */
  public static void write(StateWriter out, Event event) {
    out.writeByte(VERSION)
        .writeText(event.name())
        .writeText(event.namespace())
        .writeText(event.uid())
        .writeText(event.resourceVersion())
        .writeTexts(event.labels())
        .writeTexts(event.annotations())
        .writeVarint(event.ownerReferences().size());
    event.ownerReferences().forEach(owner -> write(out, owner));
    writeReference(out, event.regarding());
    writeNullableReference(out, event.related());
    EventSource source = event.source();
    out.writeText(event.type())
        .writeText(event.reason())
        .writeText(event.action())
        .writeText(event.message())
        .writeText(source.component())
        .writeText(source.host())
        .writeText(event.reportingController())
        .writeText(event.reportingInstance())
        .writeZigzag(event.count())
        .writeInstant(event.firstTimestamp())
        .writeInstant(event.lastTimestamp())
        .writeInstant(event.eventTime());
    EventSeries series = event.series();
    out.writeBoolean(series != null);
    if (series != null) {
      out.writeZigzag(series.count()).writeInstant(series.lastObservedTime());
    }
    out.writeTexts(event.unknownFields())
        .writeText(event.key())
        .writeBoolean(event.isFromElsewhere());
  }

  /** Writes an event that may be missing. */
  public static void writeNullable(StateWriter out, @Nullable Event event) {
    out.writeBoolean(event != null);
    if (event != null) {
      write(out, event);
    }
  }

  /** Writes a reference. */
  public static void writeReference(StateWriter out, ObjectReference object) {
    out.writeText(object.apiVersion())
        .writeText(object.kind())
        .writeText(object.namespace())
        .writeText(object.name())
        .writeText(object.uid())
        .writeText(object.resourceVersion())
        .writeText(object.fieldPath());
  }

  /** Writes a reference that may be missing. */
  public static void writeNullableReference(StateWriter out, @Nullable ObjectReference object) {
    out.writeBoolean(object != null);
    if (object != null) {
      writeReference(out, object);
    }
  }

  /** Reads an event. */
  public static Event read(StateReader in) {
    in.readVersion("an event", VERSION);
    return Event.builder()
        .name(in.readText())
        .namespace(in.readText())
        .uid(in.readText())
        .resourceVersion(in.readText())
        .labels(in.readTexts())
        .annotations(in.readTexts())
        .ownerReferences(readOwners(in))
        .regarding(readReference(in))
        .related(readNullableReference(in))
        .type(in.readText())
        .reason(in.readText())
        .action(in.readText())
        .message(in.readText())
        .source(new EventSource(in.readText(), in.readText()))
        .reportingController(in.readText())
        .reportingInstance(in.readText())
        .count(in.readZigzagInt())
        .firstTimestamp(in.readInstant())
        .lastTimestamp(in.readInstant())
        .eventTime(in.readInstant())
        .series(readSeries(in))
        .unknownFields(in.readTexts())
        .key(in.readText())
        .fromElsewhere(in.readBoolean())
        .build();
  }

  /** Reads an event that may be missing. */
  public static @Nullable Event readNullable(StateReader in) {
    return in.readBoolean() ? read(in) : null;
  }

  /** Reads a reference. */
  public static ObjectReference readReference(StateReader in) {
    return new ObjectReference(
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText());
  }

  /** Reads a reference that may be missing. */
  public static @Nullable ObjectReference readNullableReference(StateReader in) {
    return in.readBoolean() ? readReference(in) : null;
  }

  private static void write(StateWriter out, OwnerReference owner) {
    out.writeText(owner.apiVersion())
        .writeText(owner.kind())
        .writeText(owner.name())
        .writeText(owner.uid());
    write(out, owner.controller());
    write(out, owner.blockOwnerDeletion());
  }

  private static void write(StateWriter out, @Nullable Boolean flag) {
    out.writeByte(flag == null ? UNSET : flag ? TRUE : FALSE);
  }

  private static List<OwnerReference> readOwners(StateReader in) {
    int size = in.readCount();
    List<OwnerReference> owners = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      owners.add(
          new OwnerReference(
              in.readText(),
              in.readText(),
              in.readText(),
              in.readText(),
              readFlag(in),
              readFlag(in)));
    }
    return owners;
  }

  private static @Nullable Boolean readFlag(StateReader in) {
    int flag = in.readByte();
    return switch (flag) {
      case UNSET -> null;
      case FALSE -> Boolean.FALSE;
      case TRUE -> Boolean.TRUE;
      default -> throw in.damaged("a switch is " + flag);
    };
  }

  private static @Nullable EventSeries readSeries(StateReader in) {
    if (!in.readBoolean()) {
      return null;
    }
    int count = in.readZigzagInt();
    Instant observed = in.readInstant();
    return new EventSeries(count, observed);
  }
}
