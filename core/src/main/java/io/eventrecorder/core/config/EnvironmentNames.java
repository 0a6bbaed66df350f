package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.ProviderListing;
import java.util.Locale;

/** Translates between the names of options and of environment variables. */
final class EnvironmentNames {
  static final String FILE = "_FILE";

  private EnvironmentNames() {}

  /** {@return the variable of an option, for example {@code EVENTRECORDER_SINK_KAFKA_TOPIC}} */
  static String of(String key) {
    return ProviderListing.environmentName(key);
  }

  /** {@return the property that a variable sets under a pass-through prefix} */
  static String passedThrough(String rest) {
    return rest.toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
