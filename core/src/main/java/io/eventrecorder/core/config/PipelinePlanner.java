package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.core.state.StateIdentity;
import io.eventrecorder.core.state.StateSettings;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.SinkDefaults;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of single pipelines. It notes problems and reads on, so that one start
 * finds every problem. Not thread-safe.
 */
final class PipelinePlanner {
  private final OptionReader reader;
  private final Providers providers;
  private final ProviderEnvironment environment;
  private final ProviderCalls calls;
  private final Optional<StateFiles> stateFiles;

  /**
   * Plans with the settings of one start.
   *
   * @param stateFiles opens state files; empty if the correlators begin afresh
   */
  PipelinePlanner(
      OptionReader reader,
      Providers providers,
      ProviderEnvironment environment,
      ProviderCalls calls,
      Optional<StateFiles> stateFiles) {
    this.reader = reader;
    this.providers = providers;
    this.environment = environment;
    this.calls = calls;
    this.stateFiles = stateFiles;
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
        provider.isEmpty()
            ? ParsedOptions.none()
            : reader.read(provider.get().options(), List.of(sinkPrefix(name)));
    return Optional.of(new SinkPlan(name, explicit, provider, options, context(name, options)));
  }

  /** Creates a sink and its correlator, and reads the settings of its pipeline. */
  Optional<PipelinePlan> create(SinkPlan plan) {
    Optional<EventSink> sink =
        plan.provider().isPresent() && plan.options().valid()
            ? calls.createSink(plan, plan.provider().get())
            : Optional.empty();
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
    boolean right = isName(name);
    if (!right) {
      problem(
          "pipeline name \""
              + name
              + "\" cannot be used: use letters and digits, with hyphens between them");
    }
    return right;
  }

  /**
   * {@return whether letters and digits, with hyphens and underscores between them, are all of it}
   */
  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean between = i > 0 && i < name.length() - 1;
      if (!letterOrDigit && !(between && (c == '-' || c == '_'))) {
        return false;
      }
    }
    return !name.isEmpty();
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
    SinkDefaults defaults = sink.isEmpty() ? null : calls.defaults(sink.get(), context);
    PipelineSettings settings =
        PipelineSettings.read(
            reader, prefixes, options, defaults == null ? SinkDefaults.standard() : defaults);
    // Read also where code gives a correlator: the option exists in any case.
    String named = reader.find(PipelineSettings.CORRELATOR, prefixes).orElse(null);
    if (named == null && defaults != null) {
      named = defaults.correlator();
    }
    String unfit = named == null || defaults == null ? null : defaults.unfit().get(named);
    if (given.isEmpty() && unfit != null) {
      problem(prefixes.get(0) + "correlator=" + named + ": " + unfit);
    }
    boolean eventUids = defaults != null && defaults.eventUids();
    Optional<CorrelatorChoice> choice =
        given.isPresent()
            ? given.map(correlator -> CorrelatorChoice.of("", correlator))
            : choice(name, named, context);
    // Created also without a sink, to find its problems.
    Optional<RestoredCorrelator> correlator =
        choice.flatMap(
            it -> create(name, it, sink.isEmpty() ? Optional.empty() : settings.state()));
    return sink.isPresent() && correlator.isPresent()
        ? Optional.of(plan(name, sink.get(), correlator.get(), settings, context, eventUids))
        : Optional.empty();
  }

  private Optional<RestoredCorrelator> create(
      String name, CorrelatorChoice choice, Optional<StateSettings> state) {
    return state.isPresent() && stateFiles.isPresent()
        ? stateFiles.get().restore(name, state.get(), choice)
        : choice.create(environment.clock()).map(it -> new RestoredCorrelator(it, null));
  }

  private static PipelinePlan plan(
      String name,
      EventSink sink,
      RestoredCorrelator correlator,
      PipelineSettings settings,
      DefaultProviderContext context,
      boolean eventUids) {
    return new PipelinePlan(
        name, sink, correlator.correlator(), settings, context, eventUids, correlator.state());
  }

  private Optional<CorrelatorChoice> choice(
      String pipeline, @Nullable String wanted, DefaultProviderContext context) {
    if (Providers.NONE.equals(wanted)) {
      return Optional.of(CorrelatorChoice.of(Providers.NONE, EventCorrelator.none()));
    }
    List<String> prefixes =
        PipelineSettings.prefixes(pipeline).stream().map(p -> p + "correlator.").toList();
    DiscoveredProvider<EventCorrelatorProvider> provider =
        wanted == null ? null : providers.correlators().find(wanted).orElse(null);
    if (provider == null) {
      reader.names().knowPrefix(prefixes.get(0));
      if (wanted != null) {
        missingCorrelator(pipeline, wanted);
      }
      return Optional.empty();
    }
    ParsedOptions options = reader.read(provider.options(), prefixes);
    return options.valid()
        ? Optional.of(
            new CorrelatorChoice(
                provider.name(),
                StateIdentity.of(provider.name(), options.identity()),
                clock -> calls.createCorrelator(provider, context.with(options, clock))))
        : Optional.empty();
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
