package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.ConfiguredOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings as users wrote them, by full name. Builder properties override system properties,
 * and system properties override the environment. This class does not know which options exist.
 * Immutable.
 */
public final class Configuration {
  static final String PREFIX = "eventrecorder.";
  static final String ENVIRONMENT_PREFIX = "EVENTRECORDER_";

  private final Map<String, String> properties;
  private final Set<String> ofBuilder;
  private final Map<String, String> environment;

  private Configuration(
      Map<String, String> properties, Set<String> ofBuilder, Map<String, String> environment) {
    this.properties = properties;
    this.ofBuilder = ofBuilder;
    this.environment = environment;
  }

  /**
   * {@return the merged settings}
   *
   * @param builderProperties the properties of the builder, all of which are used
   * @param systemProperties the system properties, of which {@code eventrecorder.…} is used
   * @param environment the variables, of which {@code EVENTRECORDER_…} is used; an empty variable
   *     counts as not set
   * @throws IllegalArgumentException if the name or the value of a builder property is null
   */
  public static Configuration of(
      Map<String, String> builderProperties,
      Map<String, String> systemProperties,
      Map<String, String> environment) {
    Map<String, String> properties = startingWith(PREFIX, systemProperties);
    for (Map.Entry<String, String> setting : builderProperties.entrySet()) {
      properties.put(named(setting.getKey()), valued(setting.getKey(), setting.getValue()));
    }
    Map<String, String> variables = startingWith(ENVIRONMENT_PREFIX, environment);
    variables.values().removeIf(String::isEmpty);
    return new Configuration(properties, Set.copyOf(builderProperties.keySet()), variables);
  }

  /**
   * {@return the settings of this JVM and those of the builder}
   *
   * @param builderProperties the properties of the builder, all of which are used
   */
  public static Configuration ofJvm(Map<String, String> builderProperties) {
    Properties system = System.getProperties();
    Map<String, String> systemProperties = new HashMap<>();
    for (String name : system.stringPropertyNames()) {
      systemProperties.put(name, system.getProperty(name, ""));
    }
    return of(builderProperties, systemProperties, System.getenv());
  }

  private static Map<String, String> startingWith(String prefix, Map<String, String> all) {
    Map<String, String> own = new TreeMap<>();
    for (Map.Entry<String, String> setting : all.entrySet()) {
      if (setting.getKey().startsWith(prefix)) {
        own.put(setting.getKey(), setting.getValue());
      }
    }
    return own;
  }

  // A map of the application can hold nulls, although its type forbids them.
  private static String named(String name) {
    if (name == null) {
      throw new IllegalArgumentException("a property of the builder has the name null: remove it");
    }
    return name;
  }

  private static String valued(String name, String value) {
    if (value == null) {
      throw new IllegalArgumentException(
          name + " has the value null: set a value, or leave the property out");
    }
    return value;
  }

  /** {@return the builder's or the system's property of this name; null if it is not set} */
  @Nullable String property(String name) {
    return properties.get(name);
  }

  /** {@return where the value of this name comes from} */
  ConfiguredOption.Origin origin(String property) {
    if (ofBuilder.contains(property)) {
      return ConfiguredOption.Origin.BUILDER;
    }
    return properties.containsKey(property)
        ? ConfiguredOption.Origin.SYSTEM_PROPERTY
        : ConfiguredOption.Origin.ENVIRONMENT;
  }

  /** {@return the variable of this name; null if it is not set} */
  @Nullable String variable(String name) {
    return environment.get(name);
  }

  Set<String> propertyNames() {
    return new TreeSet<>(properties.keySet());
  }

  Set<String> variableNames() {
    return new TreeSet<>(environment.keySet());
  }

  /** {@return names only: values may be secret} */
  @Override
  public String toString() {
    return "Configuration" + propertyNames() + variableNames();
  }
}
