package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.SinkDefaults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Makes what single pipelines need. What goes wrong is noted, the answer is empty, and the rest is
 * looked at all the same, so that one start finds every problem.
 */
final class PipelinePlanner {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+([_-]+[A-Za-z0-9]+)*");

  private final OptionReader reader;
  private final Providers providers;
  private final ProviderEnvironment environment;
  private final boolean creates;
  private final List<EventSink> created = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Supplier<List<CheckResult>>> checks = new LinkedHashMap<>();

  /**
   * @param creates whether sinks are made; without them, whatever can be known of the pipelines is
   *     looked at all the same
   */
  PipelinePlanner(
      OptionReader reader, Providers providers, ProviderEnvironment environment, boolean creates) {
    this.reader = reader;
    this.providers = providers;
    this.environment = environment;
    this.creates = creates;
  }

  static String sinkPrefix(String pipeline) {
    return Configuration.PREFIX + "sink." + pipeline + ".";
  }

  /** {@return the sinks made so far, also those of pipelines that came to nothing} */
  List<EventSink> created() {
    return List.copyOf(created);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** {@return what looks whether the sinks asked for so far would work, by pipeline} */
  Map<String, Supplier<List<CheckResult>>> checks() {
    return Collections.unmodifiableMap(checks);
  }

  /**
   * {@return a pipeline to a sink of the class path}
   *
   * @param name the pipeline
   * @param asked whether somebody named it; a sink that is merely there may be unusable
   */
  Optional<PipelinePlan> discovered(String name, boolean asked) {
    if (!checkName(name)) {
      return Optional.empty();
    }
    Optional<DiscoveredProvider<EventSinkProvider>> provider = provider(name);
    ParsedOptions values =
        provider
            .map(p -> reader.read(p.options(), List.of(sinkPrefix(name))))
            .orElseGet(ParsedOptions::none);
    DefaultProviderContext context =
        new DefaultProviderContext(name, values, environment, new ProviderCounters());
    Optional<EventSink> sink =
        provider
            .filter(unused -> creates && values.valid())
            .flatMap(
                p ->
                    made(
                        "sink " + name,
                        p,
                        values.redaction(),
                        asked,
                        () -> p.provider().create(context)));
    sink.ifPresent(created::add);
    provider.ifPresent(p -> checks.put(name, () -> checked(p, context)));
    return pipeline(name, sink, Optional.empty(), PipelineOptions.none(), context);
  }

  private static List<CheckResult> checked(
      DiscoveredProvider<EventSinkProvider> provider, DefaultProviderContext context) {
    try {
      return List.copyOf(provider.provider().check(context));
    } catch (LinkageError | RuntimeException e) {
      String why = context.redaction().apply("failed: " + e + "; check the options of the sink");
      return List.of(new CheckResult(CheckResult.Status.FAILED, "check", why));
    }
  }

  /** {@return a pipeline to a sink that the application made} */
  Optional<PipelinePlan> inCode(
      String name, EventSink sink, Optional<EventCorrelator> correlator, PipelineOptions options) {
    if (!checkName(name)) {
      return Optional.empty();
    }
    DefaultProviderContext context =
        new DefaultProviderContext(name, ParsedOptions.none(), environment, new ProviderCounters());
    return pipeline(name, Optional.of(sink), correlator, options, context);
  }

  private boolean checkName(String name) {
    boolean right = NAME.matcher(name).matches();
    if (!right) {
      problem(
          "pipeline name \""
              + name
              + "\" cannot be used: take letters and digits, with hyphens between them");
    }
    return right;
  }

  private Optional<DiscoveredProvider<EventSinkProvider>> provider(String name) {
    String prefix = sinkPrefix(name);
    String type = reader.find(BroadcasterSettings.TYPE, List.of(prefix)).orElse(name);
    Optional<DiscoveredProvider<EventSinkProvider>> provider = providers.sinks().find(type);
    if (provider.isEmpty()) {
      reader.names().knowPrefix(prefix);
      String missing = providers.sinks().missing(type);
      problem(
          type.equals(name)
              ? "pipeline " + name + ": " + missing
              : prefix + BroadcasterSettings.TYPE.name() + ": " + missing);
    }
    return provider;
  }

  private Optional<PipelinePlan> pipeline(
      String name,
      Optional<EventSink> sink,
      Optional<EventCorrelator> given,
      PipelineOptions options,
      DefaultProviderContext context) {
    List<String> prefixes = PipelineSettings.prefixes(name);
    Optional<SinkDefaults> defaults = sink.flatMap(s -> defaults(s, context));
    PipelineSettings settings =
        PipelineSettings.read(
            reader, prefixes, options, defaults.orElseGet(SinkDefaults::standard));
    // Asked for also where code brings a correlator: the option exists, whoever wins.
    Optional<String> configured = reader.find(PipelineSettings.CORRELATOR, prefixes);
    Optional<String> named = configured.or(() -> defaults.map(SinkDefaults::correlator));
    if (given.isEmpty()) {
      named
          .flatMap(c -> defaults.map(SinkDefaults::unfit).map(unfit -> unfit.get(c)))
          .ifPresent(why -> problem(prefixes.get(0) + "correlator=" + named.get() + ": " + why));
    }
    Optional<EventCorrelator> correlator =
        given.isPresent() ? given : correlator(name, named, context);
    return sink.flatMap(s -> correlator.map(c -> new PipelinePlan(name, s, c, settings, context)));
  }

  private Optional<SinkDefaults> defaults(EventSink sink, DefaultProviderContext context) {
    try {
      SinkDefaults defaults = sink.defaults();
      if (defaults.maxInFlight() >= 1
          && defaults.queueCapacity() >= 1
          && PipelineSettings.isUsable(defaults.attemptTimeout())) {
        return Optional.of(defaults);
      }
      problem("sink " + context.name() + " suggests " + defaults + ": all must be above zero");
    } catch (LinkageError | RuntimeException e) {
      problem(
          context
              .redaction()
              .apply("sink " + context.name() + " failed in defaults(): " + e + "; report it"));
    }
    return Optional.empty();
  }

  private Optional<EventCorrelator> correlator(
      String pipeline, Optional<String> wanted, DefaultProviderContext context) {
    List<String> prefixes =
        PipelineSettings.prefixes(pipeline).stream().map(p -> p + "correlator.").toList();
    if (wanted.filter(Providers.NONE::equals).isPresent()) {
      return Optional.of(EventCorrelator.none());
    }
    Optional<DiscoveredProvider<EventCorrelatorProvider>> provider =
        wanted.flatMap(providers.correlators()::find);
    if (provider.isEmpty()) {
      reader.names().knowPrefix(prefixes.get(0));
      wanted.ifPresent(
          name ->
              problem(
                  "pipeline %s: %s Or set %scorrelator=none."
                      .formatted(
                          pipeline,
                          providers.correlators().missing(name, Providers.NONE),
                          PipelineSettings.prefixes(pipeline).get(0))));
      return Optional.empty();
    }
    ParsedOptions values = reader.read(provider.get().options(), prefixes);
    return provider
        .filter(unused -> values.valid())
        .flatMap(
            p ->
                made(
                    "correlator " + p.name() + " of pipeline " + pipeline,
                    p,
                    values.redaction(),
                    true,
                    () -> p.provider().create(context.with(values))));
  }

  private <T> Optional<T> made(
      String what,
      DiscoveredProvider<?> provider,
      Redaction redaction,
      boolean asked,
      Supplier<T> maker) {
    try {
      Optional<T> made = Optional.ofNullable(maker.get());
      if (made.isEmpty()) {
        problem(what + ": " + provider.className() + ".create returned null; report it");
      }
      return made;
    } catch (LinkageError e) {
      String problem = redaction.apply(what + " cannot be loaded: " + BrokenProvider.words(e));
      if (asked) {
        problem(problem);
      } else {
        warnings.add(problem);
      }
    } catch (IllegalArgumentException e) {
      // By contract its message has the remedy.
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      problem(redaction.apply(what + ": " + message));
    } catch (RuntimeException e) {
      problem(
          redaction.apply(
              what
                  + " could not be made by "
                  + provider.className()
                  + ": "
                  + e
                  + "; check the options under its name"));
    }
    return Optional.empty();
  }

  private void problem(String text) {
    reader.problems().add(text);
  }
}
