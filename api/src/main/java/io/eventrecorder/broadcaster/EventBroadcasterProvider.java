package io.eventrecorder.broadcaster;

import io.eventrecorder.spi.Option;
import java.util.List;

/**
 * The runtime. {@code eventrecorder-core} implements it, and {@link EventBroadcaster#create()}
 * finds it by {@link java.util.ServiceLoader}. Applications do not call it. Thread-safe.
 */
public interface EventBroadcasterProvider {
  /** {@return the result of {@link EventBroadcaster#create()}} */
  EventBroadcaster create();

  /** {@return the result of {@link EventBroadcaster#builder()}} */
  EventBroadcaster.Builder builder();

  /** {@return the result of {@link ProviderListing#discover()}} */
  ProviderListing discover();

  /** {@return the result of {@link ProviderListing#broadcasterOptions()}} */
  List<Option<?>> broadcasterOptions();

  /** {@return the result of {@link ProviderListing#pipelineOptions()}} */
  List<Option<?>> pipelineOptions();
}
