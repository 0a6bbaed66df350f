package io.eventrecorder.sink.log;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Creates the sink {@code log} from configuration. With {@code format=json} and {@code
 * output=stdout}, lines are written to the current {@link System#out}, so {@link System#setOut}
 * works at any time; {@code stderr} works in the same way. Thread-safe.
 */
public final class LogEventSinkProvider implements EventSinkProvider {
  /** For {@link java.util.ServiceLoader}. */
  public LogEventSinkProvider() {}

  @Override
  public String type() {
    return "log";
  }

  @Override
  public List<Option<?>> options() {
    return LogOptions.ALL;
  }

  @Override
  public EventSink create(ProviderContext context) {
    List<String> problems = LogOptions.problems(context);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    LogEventSink.Builder sink =
        LogEventSink.builder()
            .profile(context.get(LogOptions.PROFILE))
            .logger(context.get(LogOptions.LOGGER))
            .clock(context.clock());
    context.find(LogOptions.MARKER).filter(name -> !name.isBlank()).ifPresent(sink::marker);
    context.find(LogOptions.MAX_LINE_BYTES).ifPresent(sink::maxLineBytes);
    return switch (context.get(LogOptions.FORMAT)) {
      case SLF4J -> sink.slf4j();
      case JSON -> json(sink, context);
    };
  }

  private static EventSink json(LogEventSink.Builder sink, ProviderContext context) {
    sink.linesCut(context.counter("lines-cut"));
    return switch (context.get(LogOptions.OUTPUT)) {
      case STDOUT -> sink.json(new StreamOutput("standard output", () -> System.out));
      case STDERR -> sink.json(new StreamOutput("standard error", () -> System.err));
      case FILE -> file(sink, context);
    };
  }

  private static EventSink file(LogEventSink.Builder sink, ProviderContext context) {
    String file = context.get(LogOptions.FILE);
    sink.access(LogOptions.access(context));
    try {
      return sink.json(Path.of(file));
    } catch (InvalidPathException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          LogOptions.named(context, LogOptions.FILE)
              + "="
              + file
              + ": "
              + e.getMessage()
              + "; name a file that this process may write, in a directory that exists",
          e);
    }
  }

  @Override
  public List<CheckResult> check(ProviderContext context) {
    return LogCheck.of(context);
  }
}
