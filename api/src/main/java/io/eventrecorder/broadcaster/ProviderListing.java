package io.eventrecorder.broadcaster;

import io.eventrecorder.spi.Option;
import java.util.List;
import java.util.Locale;

/**
 * Lists the providers on the class path and their options, for tools that show them. It has no
 * values of options. Immutable.
 *
 * @param sinks the sinks, by type
 * @param correlators the correlators, by name, after the built-in {@code none}
 * @param resolvers the reference resolvers, by class
 * @param problems providers that cannot be used, because two have one name or one cannot be loaded;
 *     each with the remedy
 */
public record ProviderListing(
    List<Entry> sinks, List<Entry> correlators, List<Entry> resolvers, List<String> problems) {

  /**
   * One provider.
   *
   * @param name the type of a sink, the name of a correlator, the class of a resolver
   * @param className the class that provides it
   * @param artifact the file name of its jar, or its location if it is not in a jar
   * @param options its options, with their names after {@code eventrecorder.sink.<name>.} or {@code
   *     eventrecorder.pipeline.<name>.correlator.}
   */
  public record Entry(String name, String className, String artifact, List<Option<?>> options) {
    /**
     * Copies the list.
     *
     * @param name the type, name or class
     * @param className the class that provides it
     * @param artifact the file name of its jar, or its location
     * @param options its options
     */
    public Entry {
      options = List.copyOf(options);
    }
  }

  /**
   * Copies the lists.
   *
   * @param sinks the sinks
   * @param correlators the correlators
   * @param resolvers the resolvers
   * @param problems the providers that cannot be used
   */
  public ProviderListing {
    sinks = List.copyOf(sinks);
    correlators = List.copyOf(correlators);
    resolvers = List.copyOf(resolvers);
    problems = List.copyOf(problems);
  }

  /**
   * {@return the providers that the context class loader of this thread finds, or, if it finds
   * none, those that the library's class loader finds} It starts nothing. Providers that fail are
   * listed as problems.
   */
  public static ProviderListing discover() {
    return RuntimeLookup.find().discover();
  }

  /** {@return the options of the broadcaster, with their names after {@code eventrecorder.}} */
  public static List<Option<?>> broadcasterOptions() {
    return RuntimeLookup.find().broadcasterOptions();
  }

  /**
   * {@return the options of every pipeline, with their names after {@code
   * eventrecorder.pipeline.<name>.} and {@code eventrecorder.pipeline-defaults.}}
   */
  public static List<Option<?>> pipelineOptions() {
    return RuntimeLookup.find().pipelineOptions();
  }

  /**
   * {@return the name of the environment variable for a configuration name, for example {@code
   * EVENTRECORDER_SINK_KAFKA_TOPIC}}
   *
   * @param name a full configuration name, for example {@code eventrecorder.sink.kafka.topic}
   */
  public static String environmentName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
