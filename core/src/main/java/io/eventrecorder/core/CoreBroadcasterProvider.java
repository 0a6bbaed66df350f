package io.eventrecorder.core;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.EventBroadcasterProvider;
import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.core.config.BroadcasterSettings;
import io.eventrecorder.core.config.PipelineSettings;
import io.eventrecorder.core.config.Providers;
import io.eventrecorder.spi.Option;
import java.util.List;

/** The entry point of this module; {@link java.util.ServiceLoader} finds it. */
public final class CoreBroadcasterProvider implements EventBroadcasterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public CoreBroadcasterProvider() {}

  @Override
  public EventBroadcaster create() {
    return DefaultEventBroadcasterBuilder.createWithShutdownHook();
  }

  @Override
  public EventBroadcaster.Builder builder() {
    return new DefaultEventBroadcasterBuilder();
  }

  @Override
  public ProviderListing discover() {
    return Providers.discover().listing();
  }

  @Override
  public List<Option<?>> broadcasterOptions() {
    return BroadcasterSettings.options();
  }

  @Override
  public List<Option<?>> pipelineOptions() {
    return PipelineSettings.options();
  }
}
