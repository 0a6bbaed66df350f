package io.eventrecorder.core.config;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.SinkDefaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the providers and their sinks at start-up. What they throw becomes a problem or a warning
 * without secrets, and the result is empty. Keeps the sinks that it created. Not thread-safe.
 */
final class ProviderCalls {
  private final ConfigurationProblems problems;
  private final List<EventSink> created = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  ProviderCalls(ConfigurationProblems problems) {
    this.problems = problems;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Creates a sink. If no one named the sink, a missing class is only a warning. */
  Optional<EventSink> createSink(SinkPlan plan, DiscoveredProvider<EventSinkProvider> provider) {
    Optional<EventSink> sink =
        create(
            "sink " + plan.name(),
            provider,
            plan.context(),
            plan.explicit(),
            () -> provider.provider().create(plan.context()));
    sink.ifPresent(created::add);
    return sink;
  }

  Optional<EventCorrelator> createCorrelator(
      DiscoveredProvider<EventCorrelatorProvider> provider, DefaultProviderContext context) {
    return create(
        "correlator " + provider.name() + " of pipeline " + context.name(),
        provider,
        context,
        true,
        () -> provider.provider().create(context));
  }

  /** {@return the defaults that a sink suggests; null if they are unusable} */
  @Nullable SinkDefaults defaults(EventSink sink, DefaultProviderContext context) {
    try {
      SinkDefaults defaults = sink.defaults();
      if (defaults.maxInFlight() >= 1
          && defaults.queueCapacity() >= 1
          && PipelineSettings.isUsable(defaults.attemptTimeout())) {
        return defaults;
      }
      problems.add(
          "sink "
              + context.name()
              + ": defaults() returned "
              + defaults
              + "; all values must be above zero: report this bug to its author");
    } catch (LinkageError | RuntimeException e) {
      problems.add(
          context
              .redaction()
              .apply(
                  "sink "
                      + context.name()
                      + ": defaults() failed with "
                      + e
                      + "; report this bug to its author"));
    }
    return null;
  }

  /** {@return the results of a provider's check; one failed result if the check throws} */
  List<CheckResult> check(
      DiscoveredProvider<EventSinkProvider> provider, DefaultProviderContext context) {
    try {
      return List.copyOf(provider.provider().check(context));
    } catch (LinkageError | RuntimeException e) {
      String why = context.redaction().apply("failed: " + e + "; check the options of the sink");
      return List.of(new CheckResult(CheckResult.Status.FAILED, "check", why));
    }
  }

  /** Closes all sinks that were created. */
  void closeSinks() {
    created.forEach(ProviderCalls::close);
  }

  private static void close(EventSink sink) {
    try {
      sink.close(Duration.ZERO);
    } catch (LinkageError | RuntimeException e) {
      // Only the class: the message may repeat a secret.
      System.getLogger("io.eventrecorder")
          .log(
              System.Logger.Level.WARNING,
              "{0}",
              "A sink that is not needed failed to close: " + e.getClass().getName());
    }
  }

  private <T> Optional<T> create(
      String what,
      DiscoveredProvider<?> provider,
      DefaultProviderContext context,
      boolean explicit,
      Supplier<T> call) {
    Redaction redaction = context.redaction();
    try {
      Optional<T> created = Optional.ofNullable(call.get());
      if (created.isEmpty()) {
        problems.add(
            what
                + ": "
                + provider.className()
                + ".create returned null; report this bug to its author");
      }
      return created;
    } catch (LinkageError e) {
      String problem = redaction.apply(what + " cannot be loaded: " + BrokenProvider.words(e));
      if (explicit) {
        problems.add(problem);
      } else {
        warnings.add(problem);
      }
    } catch (IllegalArgumentException e) {
      // By contract its message names the remedy.
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      problems.add(redaction.apply(what + ": " + message));
    } catch (RuntimeException e) {
      problems.add(
          redaction.apply(
              what
                  + " could not be created by "
                  + provider.className()
                  + ": "
                  + e
                  + "; check its options"));
    }
    return Optional.empty();
  }
}
