package io.eventrecorder.core.config;

import io.eventrecorder.spi.EventSinkProvider;
import java.util.Optional;

/**
 * A sink of the class path as configuration describes it. The sink is not created yet.
 *
 * @param name the name of the pipeline
 * @param explicit whether configuration or code names the pipeline; false if the sink is only on
 *     the class path
 * @param provider creates the sink; empty if there is none of this type
 * @param options the options of the sink
 * @param context what the provider gets
 */
record SinkPlan(
    String name,
    boolean explicit,
    Optional<DiscoveredProvider<EventSinkProvider>> provider,
    ParsedOptions options,
    DefaultProviderContext context) {}
