package io.eventrecorder.cli.settings;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.InputProblems;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one command: {@code --config}, {@code -D} and {@code --sink}, and the
 * command's own defaults. A default applies only where neither the command line nor a system
 * property nor an environment variable sets the option.
 */
public final class CommandSettings {
  /** The prefix of the options that apply to all pipelines. */
  public static final String PIPELINE_DEFAULTS = "eventrecorder.pipeline-defaults.";

  private static final String PIPELINE = "eventrecorder.pipeline.";
  private static final String LOG = "log";
  static final String SINKS = "eventrecorder.sinks";

  private final Map<String, String> properties;
  private final Map<String, String> origins = new HashMap<>();
  private final List<String> sinks;
  private final List<String> warnings = new ArrayList<>();

  /** The options that {@link #logAsJson} has set. */
  private final Set<String> defaulted = new HashSet<>();

  private CommandSettings(Map<String, String> properties, List<String> sinks) {
    this.properties = properties;
    this.sinks = sinks;
  }

  /**
   * {@return the settings of a command line}
   *
   * @param config the file of {@code --config}; null if there is none
   * @param defines the options of {@code -D} by name; they override the file
   * @param sinks the names of {@code --sink}; empty if there are none
   * @throws CommandException if the file cannot be read
   */
  public static CommandSettings of(
      @Nullable Path config, Map<String, String> defines, List<String> sinks) {
    Map<String, String> properties = new LinkedHashMap<>();
    Map<String, String> origins = new HashMap<>();
    Map<String, String> inFile = config == null ? Map.of() : read(config, origins);
    properties.putAll(inFile);
    properties.putAll(defines);
    defines.keySet().forEach(name -> origins.put(name, "command line, -D"));
    CommandSettings settings = new CommandSettings(properties, sinks);
    settings.origins.putAll(origins);
    settings.warnings.addAll(
        new SecretFiles(() -> ProviderListing.discover().sinks(), settings::type)
            .warnings(config, inFile, properties, System.getenv()));
    settings.names().forEach(settings::logAsJson);
    return settings;
  }

  private static Map<String, String> read(Path file, Map<String, String> origins) {
    Properties properties = new Properties();
    try {
      String text = Files.readString(file);
      properties.load(new StringReader(text));
      PropertyLines.of(text)
          .forEach((name, line) -> origins.put(name, "file " + file + ", line " + line));
    } catch (IOException | IllegalArgumentException e) {
      throw CommandException.usage(
          "--config " + file + ": " + InputProblems.words(e) + "; name a properties file in UTF-8");
    }
    Map<String, String> map = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }

  /** {@return one line for each setting that is dangerous} */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private String type(String sink) {
    return find(sinkPrefix(sink) + "type").orElse(sink);
  }

  /**
   * {@return the properties of this command and of the JVM whose names begin with a prefix}
   *
   * @param prefix the beginning of the full names
   */
  Map<String, String> propertiesBelow(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      found.put(name, System.getProperty(name));
    }
    found.putAll(properties);
    found.keySet().removeIf(name -> !name.startsWith(prefix) || name.equals(prefix));
    return found;
  }

  /**
   * {@return the names of the pipelines whose sink is of a type}
   *
   * @param type for example {@code kafka}
   */
  public List<String> sinksOfType(String type) {
    return names().stream().filter(name -> type(name).equals(type)).toList();
  }

  /** {@return the names of the pipelines, in their order} */
  List<String> names() {
    if (!sinks.isEmpty()) {
      return sinks;
    }
    return find(SINKS)
        .map(text -> Stream.of(text.split(",", -1)).map(String::strip).toList())
        .orElse(List.of(LOG));
  }

  /** A user at a terminal expects to see events without configuring a logging back end. */
  private void logAsJson(String pipeline) {
    String format = sinkPrefix(pipeline) + "format";
    if (type(pipeline).equals(LOG) && find(format).isEmpty()) {
      defaulted.add(format);
      orElse(format, "json");
    }
  }

  private static String sinkPrefix(String sink) {
    return "eventrecorder.sink." + sink + ".";
  }

  /** {@return the names of the pipelines whose sink is of type log} */
  public List<String> logSinks() {
    return names().stream().filter(name -> type(name).equals(LOG)).toList();
  }

  /**
   * {@return the full names of the options of a sink that the user has set, without its type, in
   * alphabetical order} They are in properties or in the environment.
   *
   * @param sink the name of its pipeline
   */
  public Set<String> optionsOf(String sink) {
    String prefix = sinkPrefix(sink);
    String variables = ProviderListing.environmentName(prefix);
    Set<String> names = new TreeSet<>(properties.keySet());
    names.addAll(System.getProperties().stringPropertyNames());
    names.removeAll(defaulted);
    names.removeIf(name -> !name.startsWith(prefix) || name.equals(prefix + "type"));
    System.getenv().keySet().stream()
        .filter(name -> name.startsWith(variables) && !name.equals(variables + "TYPE"))
        .forEach(names::add);
    return names;
  }

  /**
   * Replaces the sink of a pipeline. The settings of the pipeline stay.
   *
   * @param sink the name of the pipeline
   * @param type the type of the new sink, which has no options
   */
  public void replaceSink(String sink, String type) {
    properties.keySet().removeIf(name -> name.startsWith(sinkPrefix(sink)));
    set(sinkPrefix(sink) + "type", type);
  }

  /**
   * {@return these settings for a run that starts no pipeline} The options of the first pipeline
   * become the defaults, so that its correlator is used. The options of other pipelines are
   * dropped.
   */
  public CommandSettings forDryRun() {
    String first = PIPELINE + names().get(0) + ".";
    Map<String, String> moved = new LinkedHashMap<>(properties);
    moved.keySet().removeIf(name -> name.startsWith(PIPELINE));
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(first)) {
            moved.put(PIPELINE_DEFAULTS + name.substring(first.length()), value);
          }
        });
    return new CommandSettings(moved, sinks);
  }

  /**
   * Sets an option that is not set yet.
   *
   * @param name the full name of the option
   * @param value its value, as text
   * @return these settings
   */
  public CommandSettings orElse(String name, String value) {
    if (find(name).isEmpty()) {
      properties.put(name, value);
      origins.put(name, EffectiveOptions.OF_COMMAND);
    }
    return this;
  }

  /**
   * Sets an option, whether it is set already or not.
   *
   * @param name the full name of the option
   * @param value its value, as text
   */
  public void set(String name, String value) {
    properties.put(name, value);
    origins.put(name, "command line");
  }

  /**
   * {@return the value of an option, or the name of the file that holds the value; empty if it is
   * not set}
   *
   * @param name the full name of the option
   */
  public Optional<String> find(String name) {
    String variable = ProviderListing.environmentName(name);
    return Optional.ofNullable(properties.get(name))
        .or(() -> Optional.ofNullable(System.getProperty(name)))
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .or(() -> Optional.ofNullable(System.getenv(variable + "_FILE")));
  }

  /**
   * {@return the first option, with its value, that lets a pipeline drop events when its queue is
   * full; empty if all pipelines wait for room}
   */
  public Optional<String> droppingOption() {
    return names().stream()
        .flatMap(name -> Stream.of(option(name, "overflow"), option(name, "block-timeout")))
        .flatMap(Optional::stream)
        .filter(option -> !option.strip().toLowerCase(Locale.ROOT).endsWith("overflow=block"))
        .findFirst();
  }

  /** {@return an option of a pipeline or of all pipelines, as NAME=VALUE} */
  private Optional<String> option(String pipeline, String name) {
    return Stream.of(PIPELINE + pipeline + "." + name, PIPELINE_DEFAULTS + name)
        .flatMap(full -> find(full).map(value -> full + "=" + value.strip()).stream())
        .findFirst();
  }

  /** {@return a builder of a broadcaster with all pipelines} */
  public EventBroadcaster.Builder builder() {
    EventBroadcaster.Builder builder = EventBroadcaster.builder().properties(properties);
    boolean named = !sinks.isEmpty() || find(SINKS).isEmpty();
    return named ? builder.sinks(names().toArray(String[]::new)) : builder;
  }

  /**
   * {@return the options that a broadcaster of these settings has, in groups: its own, those of
   * each sink and pipeline, and those of sources} No sink is created.
   *
   * @throws CommandException if the configuration is wrong; the message has all problems
   */
  public List<EffectiveOption> effective() {
    return new EffectiveOptions(this).list();
  }

  /** {@return whether the command line names the sinks} */
  boolean namesSinks() {
    return !sinks.isEmpty();
  }

  /** {@return who set a property on this command, in words; empty if it was not set here} */
  Optional<String> originOf(String property) {
    return Optional.ofNullable(origins.get(property));
  }

  /** {@return a builder of a broadcaster without pipelines} */
  public EventBroadcaster.Builder builderWithoutSinks() {
    return EventBroadcaster.builder().properties(properties).sinks();
  }

  /**
   * {@return the result of an action that reads the configuration}
   *
   * @param <T> the type of the result
   * @param action throws {@link IllegalArgumentException} if the configuration is wrong
   * @throws CommandException if the configuration is wrong; the message has all problems on one
   *     line
   */
  public static <T> T configured(Supplier<T> action) {
    try {
      return action.get();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(oneLine(String.valueOf(e.getMessage())));
    }
  }

  /** Joins the lines of a message that has one problem on each line. */
  private static String oneLine(String message) {
    return String.join("; ", message.lines().map(line -> line.replaceFirst("^ +- ", "")).toList())
        .replaceFirst(":; ", ": ");
  }
}
