package io.eventrecorder.benchmarks;

import io.kubernetes.client.extended.event.legacy.EventCorrelator;
import io.kubernetes.client.extended.event.legacy.EventSpamFilter;
import io.kubernetes.client.extended.event.legacy.EventUtils;
import java.time.Duration;

/** The event correlator of the official Java client of Kubernetes, without a rate limit. */
final class ClientJavaUnlimitedCorrelator extends EventCorrelator {
  private static final int CACHE_SIZE = 4096;

  ClientJavaUnlimitedCorrelator() {
    filter =
        new EventSpamFilter(
                CACHE_SIZE, EventUtils::getSpamKey, Integer.MAX_VALUE, Duration.ofMinutes(5), 1)
            ::filter;
  }
}
