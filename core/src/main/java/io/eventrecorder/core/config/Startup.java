package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ReferenceResolver;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.text.PrintableText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcaster starts with: the one place where settings and class path become pipelines.
 * Thread-safe.
 */
public final class Startup {
  private static final System.Logger LOG = System.getLogger("io.eventrecorder");

  private final Configuration configuration;
  private final Providers providers;
  private final SettingNames names;
  private final BroadcasterSettings settings;
  private final ProviderEnvironment environment;
  private final List<PipelinePlan> pipelines;
  private final List<String> warnings;
  private final Map<String, Supplier<List<CheckResult>>> checks;

  private Startup(
      Configuration configuration,
      Providers providers,
      Map<Class<?>, Object> provided,
      EventClock clock,
      EventNames eventNames,
      @Nullable List<String> sinksInCode,
      boolean creates) {
    this.configuration = configuration;
    this.providers = providers;
    this.names = new SettingNames();
    ConfigurationProblems problems = new ConfigurationProblems();
    OptionReader reader = new OptionReader(configuration, names, problems);
    this.settings = BroadcasterSettings.read(reader);
    this.environment =
        new ProviderEnvironment(
            provided, clock, eventNames, settings.source(), settings.defaultNamespace());
    providers.duplicates().forEach(problems::add);
    readPipelineDefaults(reader);
    SinkSelection selection =
        SinkSelection.of(sinksInCode, settings.sinks(), providers.sinks().names(), problems);
    PipelinePlanner planner = new PipelinePlanner(reader, providers, environment, creates);
    this.pipelines =
        selection.names().stream()
            .flatMap(name -> planner.discovered(name, selection.asked()).stream())
            .toList();
    this.checks = planner.checks();
    List<String> found = new ArrayList<>(planner.warnings());
    providers.broken().forEach(broken -> found.add(broken.problem()));
    new UnknownOptions(configuration, reader, selection, found).check();
    if (creates && pipelines.isEmpty() && problems.isEmpty() && !selection.off()) {
      found.add(noSink());
    }
    this.warnings = List.copyOf(found);
    warnings.forEach(
        warning -> LOG.log(System.Logger.Level.WARNING, "{0}", PrintableText.line(warning)));
    if (!problems.isEmpty()) {
      planner.created().forEach(Startup::close);
      throw problems.exception();
    }
  }

  /**
   * {@return everything that a broadcaster starts with; the sinks are made, and theirs who gets
   * this} Warnings are logged.
   *
   * @param configuration the settings
   * @param providers the class path
   * @param provided the application's objects, by the type they are asked for
   * @param clock the time
   * @param eventNames the names of events
   * @param sinks the pipelines that the builder names; null leaves that to the settings
   * @throws IllegalArgumentException with every problem in one message; the sinks already made are
   *     closed
   */
  public static Startup prepare(
      Configuration configuration,
      Providers providers,
      Map<Class<?>, Object> provided,
      EventClock clock,
      EventNames eventNames,
      @Nullable List<String> sinks) {
    return new Startup(configuration, providers, provided, clock, eventNames, sinks, true);
  }

  /**
   * {@return what the checks of the sinks find, by pipeline} No sink is made. Warnings are logged.
   *
   * @param configuration the settings
   * @param providers the class path
   * @param provided the application's objects, by the type they are asked for
   * @param clock the time
   * @param sinks the pipelines that the builder names; null leaves that to the settings
   * @throws IllegalArgumentException with every problem in one message
   */
  public static Map<String, List<CheckResult>> check(
      Configuration configuration,
      Providers providers,
      Map<Class<?>, Object> provided,
      EventClock clock,
      @Nullable List<String> sinks) {
    EventNames names = EventNames.of(clock);
    Map<String, List<CheckResult>> results = new LinkedHashMap<>();
    new Startup(configuration, providers, provided, clock, names, sinks, false)
        .checks.forEach((name, check) -> results.put(name, check.get()));
    return results;
  }

  /**
   * {@return a pipeline that is started in code, with its settings}
   *
   * @param name the pipeline; whether it is taken is for the caller to know
   * @param sink where events go; never closed here
   * @param correlator its own; null takes the one that settings or the sink name
   * @param options settings in code, which go before all others
   * @throws IllegalArgumentException with every problem in one message
   */
  public synchronized PipelinePlan plan(
      String name, EventSink sink, @Nullable EventCorrelator correlator, PipelineOptions options) {
    ConfigurationProblems problems = new ConfigurationProblems();
    OptionReader reader = new OptionReader(configuration, names, problems);
    Optional<PipelinePlan> planned =
        new PipelinePlanner(reader, providers, environment, true)
            .inCode(name, sink, Optional.ofNullable(correlator), options);
    if (correlator != null) {
      names.knowPrefix(PipelineSettings.prefixes(name).get(0) + "correlator.");
    }
    UnknownOptions.checkPipeline(configuration, reader, name);
    return planned.filter(unused -> problems.isEmpty()).orElseThrow(problems::exception);
  }

  // Read once for themselves: they may be wrong where no pipeline, or only a later one, uses them.
  private void readPipelineDefaults(OptionReader reader) {
    List<String> prefixes = List.of(PipelineSettings.DEFAULTS);
    PipelineSettings unused =
        PipelineSettings.read(reader, prefixes, PipelineOptions.none(), SinkDefaults.standard());
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

  private static String noSink() {
    return "No event sink can be used: events are discarded, unless the application starts a"
        + " pipeline itself. Add io.eventrecorder:eventrecorder-sink-log, eventrecorder-sink-kafka"
        + " or eventrecorder-sink-kubernetes to the class path, or set eventrecorder.sinks=none.";
  }

  private static void close(EventSink sink) {
    try {
      sink.close(Duration.ZERO);
    } catch (LinkageError | RuntimeException e) {
      // Its message may repeat a secret.
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}",
          "A sink that is not needed failed to close: " + e.getClass().getName());
    }
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

  /** {@return what was logged as a warning} */
  public List<String> warnings() {
    return warnings;
  }
}
