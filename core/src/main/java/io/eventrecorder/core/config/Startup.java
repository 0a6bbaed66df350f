package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.ReferenceResolver;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcaster starts with: its settings and its pipelines. It also reads the settings of
 * pipelines that the application starts later. Thread-safe.
 */
public final class Startup {
  private final Configuration configuration;
  private final Providers providers;
  private final SettingNames names;
  private final BroadcasterSettings settings;
  private final ProviderEnvironment environment;
  private final List<PipelinePlan> pipelines;
  private final List<String> warnings;

  Startup(
      Configuration configuration,
      Providers providers,
      SettingNames names,
      BroadcasterSettings settings,
      ProviderEnvironment environment,
      List<PipelinePlan> pipelines,
      List<String> warnings) {
    this.configuration = configuration;
    this.providers = providers;
    this.names = names;
    this.settings = settings;
    this.environment = environment;
    this.pipelines = List.copyOf(pipelines);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads the settings of a pipeline that the application starts in code.
   *
   * @param name the name of the pipeline; the caller checks that it is unique
   * @param sink where events go; never closed here
   * @param correlator the correlator of the application; null takes the one that the settings or
   *     the sink name
   * @param options options in code, which go before all others
   * @return the pipeline with its settings
   * @throws IllegalArgumentException with every problem in one message
   */
  public PipelinePlan plan(
      String name, EventSink sink, @Nullable EventCorrelator correlator, PipelineOptions options) {
    ConfigurationProblems problems = new ConfigurationProblems();
    StateFiles stateFiles = new StateFiles(problems, environment.clock());
    boolean planned = false;
    try {
      PipelinePlan plan = plan(name, sink, correlator, options, problems, Optional.of(stateFiles));
      planned = true;
      return plan;
    } finally {
      if (!planned) { // also after a full heap
        stateFiles.close();
      }
    }
  }

  /**
   * Creates a correlator with the settings of a pipeline. It has no memory of an earlier process.
   *
   * @param name the name of the pipeline
   * @param sink the sink, whose defaults count; never closed here
   * @return the correlator
   * @throws IllegalArgumentException with every problem in one message
   */
  public EventCorrelator correlator(String name, EventSink sink) {
    return plan(
            name, sink, null, PipelineOptions.none(), new ConfigurationProblems(), Optional.empty())
        .correlator();
  }

  private synchronized PipelinePlan plan(
      String name,
      EventSink sink,
      @Nullable EventCorrelator correlator,
      PipelineOptions options,
      ConfigurationProblems problems,
      Optional<StateFiles> stateFiles) {
    OptionReader reader = new OptionReader(configuration, names, problems);
    Optional<PipelinePlan> planned =
        new PipelinePlanner(reader, providers, environment, new ProviderCalls(problems), stateFiles)
            .inCode(name, sink, Optional.ofNullable(correlator), options);
    if (correlator != null) {
      names.knowPrefix(PipelineSettings.prefixes(name).get(0) + "correlator.");
    }
    UnknownOptions.checkPipeline(configuration, reader, name);
    return planned.filter(unused -> problems.isEmpty()).orElseThrow(problems::exception);
  }

  /** {@return the settings of the broadcaster itself} */
  public BroadcasterSettings settings() {
    return settings;
  }

  /** {@return the pipelines to start} */
  public List<PipelinePlan> pipelines() {
    return pipelines;
  }

  /** {@return the reference resolvers of the class path} */
  public List<ReferenceResolver> resolvers() {
    return providers.resolvers();
  }

  /** {@return the warnings that were logged} */
  public List<String> warnings() {
    return warnings;
  }
}
