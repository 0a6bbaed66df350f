package io.eventrecorder.cli.table;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.ProviderContext;

/**
 * Creates the sink that shows events on standard output, for {@code --output}. It takes the place
 * of a sink {@code log}, so the settings of that pipeline hold. Thread-safe.
 */
public final class TerminalSinkProvider implements EventSinkProvider {
  /** The type of the sink. */
  public static final String TYPE = "terminal";

  /** For {@link java.util.ServiceLoader}. */
  public TerminalSinkProvider() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public EventSink create(ProviderContext context) {
    EventOutput output =
        context
            .provided(EventOutput.class)
            .filter(provided -> provided != EventOutput.NONE)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the sink terminal is for the option --output of the command; use the sink"
                            + " log with --output table"));
    return EventSink.blocking(new TerminalSink(output), 1);
  }
}
