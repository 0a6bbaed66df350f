package io.eventrecorder.broadcaster;

import io.eventrecorder.spi.Option;
import java.util.List;

/**
 * The runtime behind {@link EventBroadcaster#create()}: {@code eventrecorder-core} implements it,
 * and {@link java.util.ServiceLoader} finds it. Applications do not call it. Thread-safe.
 */
public interface EventBroadcasterProvider {
  /** {@return what {@link EventBroadcaster#create()} returns} */
  EventBroadcaster create();

  /** {@return what {@link EventBroadcaster#builder()} returns} */
  EventBroadcaster.Builder builder();

  /** {@return what {@link ProviderListing#discover()} returns} */
  ProviderListing discover();

  /** {@return what {@link ProviderListing#broadcasterOptions()} returns} */
  List<Option<?>> broadcasterOptions();

  /** {@return what {@link ProviderListing#pipelineOptions()} returns} */
  List<Option<?>> pipelineOptions();
}
