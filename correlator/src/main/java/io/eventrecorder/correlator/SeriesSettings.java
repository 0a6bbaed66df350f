package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.correlator.internal.option.Setting;
import io.eventrecorder.correlator.internal.option.SettingList;
import java.time.Duration;
import java.util.function.Function;

/** The options of the correlator {@code series}. The intervals are those of client-go. */
final class SeriesSettings {
  static final SettingList ALL = new SettingList();

  static final Setting<Integer> CACHE_SIZE =
      ALL.number("cache-size", 32_768, "How many events are remembered");
  static final Setting<Duration> REFRESH_INTERVAL =
      ALL.interval(
          "refresh-interval",
          Duration.ofMinutes(30),
          "The time after which a running series is written again");
  static final Setting<Duration> FINISH_AFTER =
      ALL.interval(
          "finish-after",
          Duration.ofMinutes(6),
          "The pause after which a series writes its last count and is forgotten");
  static final Setting<Identity> IDENTITY =
      ALL.choice(
          "identity",
          Identity.class,
          Identity.REASON,
          "What two events must have in common to be the same, in addition to action, reason,"
              + " reporter and objects (reason: nothing)");
  static final Setting<Reporters> REPORTERS =
      ALL.choice(
          "reporters",
          Reporters.class,
          Reporters.EACH,
          "Which reporters count together: each (every instance of a program on its own) or"
              + " component (all instances of a program; host and reportingInstance do not"
              + " count)");
  static final Setting<Function<Event, String>> IDENTITY_FUNCTION =
      ALL.function("identityFunction");

  private SeriesSettings() {}
}
