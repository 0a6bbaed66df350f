package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.ConfiguredOption;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.text.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What settings and class path say about the start of a broadcaster. Reading the plan creates
 * nothing: {@link #start()} creates the sinks, {@link #check()} lets their providers check whether
 * they would work, {@link #describe()} lists the options. Use one plan for one of them. Not
 * thread-safe.
 */
public final class StartupPlan {
  private final Configuration configuration;
  private final Providers providers;
  private final OptionReader reader;
  private final BroadcasterSettings settings;
  private final ProviderEnvironment environment;
  private final SinkSelection selection;
  private final ProviderCalls calls;
  private final StateFiles stateFiles;
  private final PipelinePlanner planner;

  private StartupPlan(
      Configuration configuration,
      Providers providers,
      OptionReader reader,
      BroadcasterSettings settings,
      ProviderEnvironment environment,
      SinkSelection selection) {
    this.configuration = configuration;
    this.providers = providers;
    this.reader = reader;
    this.settings = settings;
    this.environment = environment;
    this.selection = selection;
    this.calls = new ProviderCalls(reader.problems());
    this.stateFiles = new StateFiles(reader.problems(), environment.clock());
    this.planner =
        new PipelinePlanner(reader, providers, environment, calls, Optional.of(stateFiles));
  }

  /**
   * Reads the plan. Problems are collected; {@link #start()}, {@link #check()} and {@link
   * #describe()} throw them.
   *
   * @param configuration the settings
   * @param providers the providers on the class path
   * @param provided the application's objects, by the type that providers ask for
   * @param clock the clock of the broadcaster
   * @param eventNames creates the names of events
   * @param sinksInCode the pipelines that the builder names; null leaves that to the settings
   * @return the plan
   */
  public static StartupPlan read(
      Configuration configuration,
      Providers providers,
      Map<Class<?>, Object> provided,
      EventClock clock,
      EventNames eventNames,
      @Nullable List<String> sinksInCode) {
    ConfigurationProblems problems = new ConfigurationProblems();
    OptionReader reader = new OptionReader(configuration, new SettingNames(), problems);
    BroadcasterSettings settings = BroadcasterSettings.read(reader);
    ProviderEnvironment environment =
        new ProviderEnvironment(
            provided, clock, eventNames, settings.source(), settings.defaultNamespace());
    for (String duplicate : providers.duplicates()) {
      problems.add(duplicate);
    }
    readPipelineDefaults(reader, providers);
    SinkSelection selection =
        SinkSelection.of(sinksInCode, settings.sinks(), providers.sinks().names(), problems);
    return new StartupPlan(configuration, providers, reader, settings, environment, selection);
  }

  /**
   * Creates the sinks and correlators. Warnings are logged.
   *
   * @return everything that a broadcaster starts with; the caller closes the sinks
   * @throws IllegalArgumentException with every problem in one message; the sinks that were created
   *     are closed
   */
  public Startup start() {
    boolean started = false;
    try {
      Startup startup = create();
      started = true;
      return startup;
    } finally {
      if (!started) { // also after a full heap
        calls.closeSinks();
        stateFiles.close();
      }
    }
  }

  private Startup create() {
    List<PipelinePlan> pipelines = new ArrayList<>();
    // One by one, so that all problems of one pipeline follow each other.
    for (String name : selection.names()) {
      Optional<SinkPlan> sink = planner.sink(name, selection.explicit());
      Optional<PipelinePlan> pipeline =
          sink.isEmpty() ? Optional.empty() : planner.create(sink.get());
      if (pipeline.isPresent()) {
        pipelines.add(pipeline.get());
      }
    }
    List<String> warnings = warnings();
    if (pipelines.isEmpty() && reader.problems().isEmpty() && !selection.off()) {
      warnings.add(noSink());
    }
    log(warnings);
    if (!reader.problems().isEmpty()) {
      throw reader.problems().exception();
    }
    return new Startup(
        configuration, providers, reader.names(), settings, environment, pipelines, warnings);
  }

  /**
   * Runs the checks of the sink providers. No sink is created. Warnings are logged.
   *
   * @return what the checks found, by pipeline
   * @throws IllegalArgumentException with every problem of the configuration in one message
   */
  public Map<String, List<CheckResult>> check() {
    Map<String, List<CheckResult>> results = new LinkedHashMap<>();
    for (SinkPlan sink : inspected()) {
      sink.provider().ifPresent(p -> results.put(sink.name(), calls.check(p, sink.context())));
    }
    return results;
  }

  /**
   * Reads the options. No sink is created. Warnings are logged.
   *
   * @return the options that were read, with their values
   * @throws IllegalArgumentException with every problem of the configuration in one message
   */
  public List<ConfiguredOption> describe() {
    List<SinkPlan> unused = inspected();
    return reader.described();
  }

  private List<SinkPlan> inspected() {
    List<SinkPlan> sinks = new ArrayList<>();
    for (String name : selection.names()) {
      Optional<SinkPlan> sink = planner.sink(name, selection.explicit());
      if (sink.isPresent()) {
        planner.inspect(sink.get());
        sinks.add(sink.get());
      }
    }
    log(warnings());
    if (!reader.problems().isEmpty()) {
      throw reader.problems().exception();
    }
    return sinks;
  }

  // Read once without a pipeline: no pipeline, or only a later one, may use a wrong default.
  private static void readPipelineDefaults(OptionReader reader, Providers providers) {
    SettingNames names = reader.names();
    PipelineSettings unused =
        PipelineSettings.read(
            reader,
            List.of(PipelineSettings.DEFAULTS),
            PipelineOptions.none(),
            SinkDefaults.standard());
    names.know(PipelineSettings.DEFAULTS + PipelineSettings.CORRELATOR.name());
    for (DiscoveredProvider<?> correlator : providers.correlators().found()) {
      for (Option<?> option : correlator.options()) {
        String key = PipelineSettings.DEFAULTS + "correlator." + option.name();
        if (option.isPassThrough()) {
          names.knowPrefix(key);
        } else {
          names.know(key);
        }
      }
    }
  }

  // Comes last: which options are known depends on the correlators that the sinks suggest.
  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(calls.warnings());
    for (BrokenProvider broken : providers.broken()) {
      warnings.add(broken.problem());
    }
    new UnknownOptions(configuration, reader, selection, warnings).check();
    return warnings;
  }

  static void log(List<String> warnings) {
    for (String warning : warnings) {
      System.getLogger("io.eventrecorder")
          .log(System.Logger.Level.WARNING, "{0}", PrintableText.line(warning));
    }
  }

  private static String noSink() {
    return "No event sink is available: events are discarded unless the application starts a"
        + " pipeline in code. Add io.eventrecorder:eventrecorder-sink-log, eventrecorder-sink-kafka"
        + " or eventrecorder-sink-kubernetes to the class path, or set eventrecorder.sinks=none.";
  }
}
