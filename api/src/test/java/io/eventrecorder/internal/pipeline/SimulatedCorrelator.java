package io.eventrecorder.internal.pipeline;

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
 * Counts like a real correlator, in absolute states or in writes that stand for themselves:
 * suppresses now and then, owes what it suppressed, and starts anew when it is told that an event
 * is not in the store. It remembers the fate of each newest write, for the final reckoning.
 */
final class SimulatedCorrelator implements EventCorrelator {
  /** What is known of one identity. */
  static final class Identity {
    int occurrences;
    String name = "";
    boolean created;
    @Nullable Correlation newest;
    @Nullable String fate;
    String storedName = "";
    int told;
  }

  final Map<String, Identity> identities = new LinkedHashMap<>();
  private final SplittableRandom random;
  private final double suppress;
  private final boolean absolute;
  long notRecorded;

  SimulatedCorrelator(SplittableRandom random, double suppress, boolean absolute) {
    this.absolute = absolute;
    this.random = random;
    this.suppress = suppress;
  }

  @Override
  public Correlation correlate(Event event) {
    Identity identity = identities.computeIfAbsent(event.reason(), reason -> new Identity());
    identity.occurrences++;
    if (!identity.created) {
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
            .count(identity.occurrences)
            .build();
    Correlation write =
        identity.created
            ? Correlation.patch(event, EventPatch.ofCount(event), absolute, identity)
            : Correlation.create(event, null, absolute, identity);
    identity.created = true;
    identity.newest = write;
    identity.fate = null;
    return write;
  }

  static String namespaceOf(String reason) {
    return reason.substring(0, reason.indexOf('-'));
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    Identity identity = identity(written);
    identity.told++;
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
    Identity identity = identity(written);
    identity.told++;
    if (identity.newest == written) {
      identity.fate = why.name();
      identity.created = false;
    }
  }

  @Override
  public List<Correlation> drain() {
    List<Correlation> owed = new ArrayList<>();
    identities.forEach(
        (reason, identity) -> {
          Correlation newest = identity.newest;
          if (identity.created && newest != null && newest.event().count() < identity.occurrences) {
            owed.add(write(reason, identity));
          }
        });
    return owed;
  }

  private static Identity identity(Correlation written) {
    if (written.attachment() instanceof Identity identity) {
      return identity;
    }
    throw new AssertionError("not our attachment: " + written.attachment());
  }
}
