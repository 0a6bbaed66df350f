package io.eventrecorder.core.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds settings that are not options. An unknown property is a typing error, and therefore an
 * error. An unknown variable is only a warning, because other programs set variables too:
 * Kubernetes sets {@code EVENTRECORDER_PORT} if a service is named eventrecorder.
 */
final class UnknownOptions {
  private static final String SINK = Configuration.PREFIX + "sink.";

  /** The options of the sources of the command event-record, which checks them itself. */
  private static final String COMMAND_SOURCE = Configuration.PREFIX + "source.";

  private static final String PIPELINE = Configuration.PREFIX + "pipeline.";

  private final Configuration configuration;
  private final OptionReader reader;
  private final SinkSelection selection;
  private final List<String> warnings;

  UnknownOptions(
      Configuration configuration,
      OptionReader reader,
      SinkSelection selection,
      List<String> warnings) {
    this.configuration = configuration;
    this.reader = reader;
    this.selection = selection;
    this.warnings = warnings;
  }

  void check() {
    for (String key : configuration.propertyNames()) {
      if (!reader.names().knowsKey(key) && !key.startsWith(COMMAND_SOURCE)) {
        property(key);
      }
    }
    String commandSource = EnvironmentNames.of(COMMAND_SOURCE);
    for (String name : configuration.variableNames()) {
      if (!reader.names().knowsVariable(name) && !name.startsWith(commandSource)) {
        variable(name);
      }
    }
  }

  /** Checks the properties of a pipeline that the application starts in code. */
  static void checkPipeline(Configuration configuration, OptionReader reader, String pipeline) {
    String prefix = PIPELINE + pipeline + ".";
    configuration.propertyNames().stream()
        .filter(key -> key.startsWith(prefix) && !reader.names().knowsKey(key))
        .forEach(key -> reader.problems().add(unknown(key, reader.names())));
  }

  private void property(String key) {
    Optional<String> sink = pipelineOf(SINK, key);
    Optional<String> pipeline = pipelineOf(PIPELINE, key);
    if (pipeline.filter(name -> !selection.names().contains(name)).isPresent()) {
      String hint = Suggestion.hint(pipeline.get(), selection.names());
      warnings.add(
          key
              + " has no effect until the application starts a pipeline named "
              + pipeline.get()
              + "."
              + hint);
    } else if (sink.filter(name -> !selection.names().contains(name)).isPresent()) {
      sinkOfNoPipeline(key, sink.get());
    } else {
      reader.problems().add(unknown(key, reader.names()));
    }
  }

  private void sinkOfNoPipeline(String key, String name) {
    if (selection.off() || selection.idle().contains(name)) {
      return; // Switched off on purpose: its options may stay.
    }
    String started =
        selection.names().isEmpty()
            ? "no pipeline is started"
            : "the pipelines are " + String.join(", ", new TreeSet<>(selection.names()));
    String problem = key + ": there is no pipeline named " + name + "; " + started + ".";
    if (selection.overruled()) {
      warnings.add(problem);
      return;
    }
    String remedy =
        Suggestion.to(name, selection.names())
            .map(
                near ->
                    " Did you mean " + SINK + near + key.substring((SINK + name).length()) + "?")
            .or(
                () ->
                    selection.explicit()
                        ? Optional.of(
                            " Add " + name + " to eventrecorder.sinks, or remove this option.")
                        : ProviderCatalog.artifact("sink", name)
                            .map(id -> " Add " + id + " to the class path, or remove this option."))
            .orElse(" Add it to eventrecorder.sinks, or remove this option.");
    reader.problems().add(problem + remedy);
  }

  private static Optional<String> pipelineOf(String prefix, String key) {
    int dot = key.indexOf('.', prefix.length());
    return key.startsWith(prefix) && dot > 0
        ? Optional.of(key.substring(prefix.length(), dot))
        : Optional.empty();
  }

  private static String unknown(String key, SettingNames names) {
    return key + " is not an option." + remedy(key, names.keys());
  }

  private static String remedy(String key, Set<String> keys) {
    Optional<String> nearest = Suggestion.to(key, keys);
    if (nearest.isPresent()) {
      return " Did you mean " + nearest.get() + "?";
    }
    String parent = key.substring(0, key.lastIndexOf('.') + 1);
    String siblings =
        keys.stream()
            .filter(known -> !parent.isEmpty() && known.startsWith(parent))
            .map(known -> known.substring(parent.length()))
            .collect(Collectors.joining(", "));
    return siblings.isEmpty()
        ? " Remove it; names begin with " + Configuration.PREFIX + "."
        : " Remove it; the options of " + parent + " are " + siblings + ".";
  }

  private void variable(String name) {
    boolean sink = name.startsWith(EnvironmentNames.of(SINK));
    boolean idle =
        selection.idle().stream()
            .anyMatch(i -> name.startsWith(EnvironmentNames.of(PipelinePlanner.sinkPrefix(i))));
    if (sink && (selection.off() || idle)) {
      return;
    }
    String later =
        name.startsWith(EnvironmentNames.of(PIPELINE))
            ? " It is read when the application starts a pipeline of that name."
            : "";
    warnings.add(
        name
            + " in the environment is not an option and has no effect."
            + later
            + Suggestion.hint(name, reader.names().variables()));
  }
}
