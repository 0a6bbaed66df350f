package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventPatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Counts like a real correlator, in absolute states or in separate writes. It suppresses some
 * events and writes their counts at the end. It begins again when an event is not in the store. It
 * remembers what happened to each newest write, for the check at the end.
 */
final class SimulatedCorrelator implements EventCorrelator {
  /** What the correlator knows of one identity. */
  static final class Identity {
    int occurrences;
    String name = "";
    boolean created;

    /** Whether it may get a new name: its newest write was given up, or there was none. */
    boolean startsNew = true;

    @Nullable Correlation newest;
    @Nullable String fate;
    String storedName = "";
    int told;

    /** How many occurrences the store knew of in addition. */
    int raised;
  }

  /** The attachment of a write, which comes back with its result. */
  record Mark(Identity identity, int occurrences, int raised) {}

  final Map<String, Identity> identities = new LinkedHashMap<>();
  private final SplittableRandom random;
  private final double suppress;
  private final boolean absolute;
  private final boolean keepsNames;
  long notRecorded;

  SimulatedCorrelator(
      SplittableRandom random, double suppress, boolean absolute, boolean keepsNames) {
    this.keepsNames = keepsNames;
    this.absolute = absolute;
    this.random = random;
    this.suppress = suppress;
  }

  @Override
  public Correlation correlate(Event event) {
    Identity identity = identities.computeIfAbsent(event.reason(), reason -> new Identity());
    identity.occurrences++;
    if (identity.startsNew && !(keepsNames && identity.occurrences > 1)) {
      identity.name = event.name();
    }
    return random.nextDouble() < suppress
        ? Correlation.suppress()
        : write(event.reason(), identity);
  }

  private Correlation write(String reason, Identity identity) {
    Event event =
        MachineDriver.event(identity.name).toBuilder()
            .reason(reason)
            .namespace(namespaceOf(reason))
            .count(identity.occurrences + identity.raised)
            .build();
    Mark mark = new Mark(identity, identity.occurrences, identity.raised);
    Correlation write =
        identity.created
            ? Correlation.patch(event, EventPatch.ofCount(event), absolute, mark)
            : Correlation.create(event, null, absolute, mark);
    identity.created = true;
    identity.startsNew = false;
    identity.newest = write;
    identity.fate = null;
    return write;
  }

  static String namespaceOf(String reason) {
    return reason.substring(0, reason.indexOf('-'));
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    Mark mark = mark(written);
    Identity identity = mark.identity();
    identity.told++;
    int more = stored.count() - written.event().count() - (identity.raised - mark.raised());
    identity.raised += Math.max(0, more);
    identity.created = true;
    if (identity.name.equals(written.event().name())) {
      identity.name = stored.name();
    }
    if (identity.newest == written) {
      identity.fate = "recorded";
      identity.storedName = stored.name();
    }
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    notRecorded++;
    Identity identity = mark(written).identity();
    identity.told++;
    identity.created = false; // for any write, as the real correlators do
    if (identity.newest == written) {
      identity.fate = why.name();
      identity.startsNew = true;
    }
  }

  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    notRecorded++;
    Identity identity = mark(written).identity();
    identity.told++;
    if (identity.name.equals(written.event().name())) {
      identity.name = inStore.name();
    }
    identity.created = true;
    if (identity.newest == written) {
      identity.fate = why.name();
    }
  }

  @Override
  public List<Correlation> drain() {
    List<Correlation> owed = new ArrayList<>();
    identities.forEach(
        (reason, identity) -> {
          Correlation newest = identity.newest;
          if (identity.created
              && newest != null
              && mark(newest).occurrences() < identity.occurrences) {
            owed.add(write(reason, identity));
          }
        });
    return owed;
  }

  static Mark mark(Correlation written) {
    if (written.attachment() instanceof Mark mark) {
      return mark;
    }
    throw new AssertionError("not our attachment: " + written.attachment());
  }
}
