package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.ProviderListing;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Configuration as the command line has it, and the command's own defaults where nobody says
 * otherwise: neither the command line nor system properties nor the environment.
 */
final class Settings {
  /** What all pipelines have in common. */
  static final String PIPELINE_DEFAULTS = "eventrecorder.pipeline-defaults.";

  private static final String PIPELINE = "eventrecorder.pipeline.";
  private static final String LOG = "log";
  private static final String SINKS = "eventrecorder.sinks";

  private final Map<String, String> properties;
  private final List<String> sinks;
  private final List<String> warnings = new ArrayList<>();

  private Settings(Map<String, String> properties, List<String> sinks) {
    this.properties = properties;
    this.sinks = sinks;
  }

  static Settings of(@Nullable Path config, Map<String, String> defines, List<String> sinks) {
    Map<String, String> properties = new LinkedHashMap<>();
    Map<String, String> inFile = config == null ? Map.of() : read(config);
    properties.putAll(inFile);
    properties.putAll(defines);
    Settings settings = new Settings(properties, sinks);
    settings.warnings.addAll(
        new SecretFiles(ProviderListing.discover().sinks(), settings::type)
            .warnings(config, inFile, properties, System.getenv()));
    settings.names().forEach(settings::linesOfJson);
    return settings;
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw CommandFailure.usage(
          "--config " + file + ": " + Problems.words(e) + "; name a properties file in UTF-8");
    }
    Map<String, String> map = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }

  /** {@return what is dangerous in these settings, a line for each} */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private String type(String sink) {
    return find("eventrecorder.sink." + sink + ".type").orElse(sink);
  }

  /** {@return the pipelines by name} */
  List<String> names() {
    if (!sinks.isEmpty()) {
      return sinks;
    }
    return find(SINKS)
        .map(text -> Stream.of(text.split(",", -1)).map(String::strip).toList())
        .orElse(List.of(LOG));
  }

  /** Somebody in a terminal wants to see events, not to configure a logging back end. */
  private void linesOfJson(String pipeline) {
    String prefix = "eventrecorder.sink." + pipeline + ".";
    if (type(pipeline).equals(LOG)) {
      orElse(prefix + "format", "json");
    }
  }

  /**
   * {@return these settings for a run that starts no pipeline} What is set for the first pipeline
   * is set for all, so that its correlator can be tried; what is set for others means nothing.
   */
  Settings forDryRun() {
    String first = PIPELINE + names().get(0) + ".";
    Map<String, String> moved = new LinkedHashMap<>(properties);
    moved.keySet().removeIf(name -> name.startsWith(PIPELINE));
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(first)) {
            moved.put(PIPELINE_DEFAULTS + name.substring(first.length()), value);
          }
        });
    return new Settings(moved, sinks);
  }

  /** Sets what nobody has set. */
  Settings orElse(String name, String value) {
    if (find(name).isEmpty()) {
      properties.put(name, value);
    }
    return this;
  }

  void set(String name, String value) {
    properties.put(name, value);
  }

  /** {@return the value, or the name of the file that holds it} */
  Optional<String> find(String name) {
    String variable = ProviderListing.environmentName(name);
    return Optional.ofNullable(properties.get(name))
        .or(() -> Optional.ofNullable(System.getProperty(name)))
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .or(() -> Optional.ofNullable(System.getenv(variable + "_FILE")));
  }

  /** {@return a builder with all pipelines} */
  EventBroadcaster.Builder builder() {
    EventBroadcaster.Builder builder = EventBroadcaster.builder().properties(properties);
    boolean named = !sinks.isEmpty() || find(SINKS).isEmpty();
    return named ? builder.sinks(names().toArray(String[]::new)) : builder;
  }

  /** {@return a builder without pipelines} */
  EventBroadcaster.Builder builderWithoutSinks() {
    return EventBroadcaster.builder().properties(properties).sinks();
  }
}
