package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.SinkDefaults;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the configuration of single pipelines. It notes problems and reads on, so that one start
 * finds every problem. Not thread-safe.
 */
final class PipelinePlanner {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+([_-]+[A-Za-z0-9]+)*");

  private final OptionReader reader;
  private final Providers providers;
  private final ProviderEnvironment environment;
  private final ProviderCalls calls;

  PipelinePlanner(
      OptionReader reader,
      Providers providers,
      ProviderEnvironment environment,
      ProviderCalls calls) {
    this.reader = reader;
    this.providers = providers;
    this.environment = environment;
    this.calls = calls;
  }

  static String sinkPrefix(String pipeline) {
    return Configuration.PREFIX + "sink." + pipeline + ".";
  }

  /**
   * Reads the options of a sink of the class path.
   *
   * @param name the name of the pipeline
   * @param explicit whether configuration or code names the pipeline
   * @return the sink's configuration; empty if the name cannot be used
   */
  Optional<SinkPlan> sink(String name, boolean explicit) {
    if (!checkName(name)) {
      return Optional.empty();
    }
    Optional<DiscoveredProvider<EventSinkProvider>> provider = provider(name);
    ParsedOptions options =
        provider
            .map(p -> reader.read(p.options(), List.of(sinkPrefix(name))))
            .orElseGet(ParsedOptions::none);
    return Optional.of(new SinkPlan(name, explicit, provider, options, context(name, options)));
  }

  /** Creates a sink and its correlator, and reads the settings of its pipeline. */
  Optional<PipelinePlan> create(SinkPlan plan) {
    Optional<EventSink> sink =
        plan.provider()
            .filter(unused -> plan.options().valid())
            .flatMap(provider -> calls.createSink(plan, provider));
    return pipeline(plan.name(), sink, Optional.empty(), PipelineOptions.none(), plan.context());
  }

  /** Reads what can be read of a pipeline without its sink, to find the problems. */
  void inspect(SinkPlan plan) {
    Optional<PipelinePlan> unused =
        pipeline(
            plan.name(),
            Optional.empty(),
            Optional.empty(),
            PipelineOptions.none(),
            plan.context());
  }

  /** {@return a pipeline to a sink that the application created; empty if there are problems} */
  Optional<PipelinePlan> inCode(
      String name, EventSink sink, Optional<EventCorrelator> correlator, PipelineOptions options) {
    return checkName(name)
        ? pipeline(
            name, Optional.of(sink), correlator, options, context(name, ParsedOptions.none()))
        : Optional.empty();
  }

  private DefaultProviderContext context(String name, ParsedOptions options) {
    return new DefaultProviderContext(name, options, environment, new ProviderCounters());
  }

  private boolean checkName(String name) {
    boolean right = NAME.matcher(name).matches();
    if (!right) {
      problem(
          "pipeline name \""
              + name
              + "\" cannot be used: use letters and digits, with hyphens between them");
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
    Optional<SinkDefaults> defaults = sink.flatMap(s -> calls.defaults(s, context));
    PipelineSettings settings =
        PipelineSettings.read(
            reader, prefixes, options, defaults.orElseGet(SinkDefaults::standard));
    // Read also where code gives a correlator: the option exists in any case.
    Optional<String> configured = reader.find(PipelineSettings.CORRELATOR, prefixes);
    Optional<String> named = configured.or(() -> defaults.map(SinkDefaults::correlator));
    if (given.isEmpty()) {
      named
          .flatMap(c -> defaults.map(SinkDefaults::unfit).map(unfit -> unfit.get(c)))
          .ifPresent(why -> problem(prefixes.get(0) + "correlator=" + named.get() + ": " + why));
    }
    Optional<EventCorrelator> correlator = given.or(() -> correlator(name, named, context));
    return sink.flatMap(s -> correlator.map(c -> new PipelinePlan(name, s, c, settings, context)));
  }

  private Optional<EventCorrelator> correlator(
      String pipeline, Optional<String> wanted, DefaultProviderContext context) {
    if (wanted.filter(Providers.NONE::equals).isPresent()) {
      return Optional.of(EventCorrelator.none());
    }
    List<String> prefixes =
        PipelineSettings.prefixes(pipeline).stream().map(p -> p + "correlator.").toList();
    Optional<DiscoveredProvider<EventCorrelatorProvider>> provider =
        wanted.flatMap(providers.correlators()::find);
    if (provider.isEmpty()) {
      reader.names().knowPrefix(prefixes.get(0));
      wanted.ifPresent(name -> missingCorrelator(pipeline, name));
      return Optional.empty();
    }
    ParsedOptions options = reader.read(provider.get().options(), prefixes);
    return provider
        .filter(unused -> options.valid())
        .flatMap(p -> calls.createCorrelator(p, context.with(options)));
  }

  private void missingCorrelator(String pipeline, String name) {
    problem(
        "pipeline %s: %s Or set %scorrelator=none."
            .formatted(
                pipeline,
                providers.correlators().missing(name, Providers.NONE),
                PipelineSettings.prefixes(pipeline).get(0)));
  }

  private void problem(String text) {
    reader.problems().add(text);
  }
}
