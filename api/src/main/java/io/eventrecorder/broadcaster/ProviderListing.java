package io.eventrecorder.broadcaster;

import io.eventrecorder.spi.Option;
import java.util.List;
import java.util.Locale;

/**
 * What the class path offers and what can be configured, for tools that show it to people.
 * Immutable; holds no values of options.
 *
 * @param sinks the sinks, by type
 * @param correlators the correlators, by name, after the built-in {@code none}
 * @param resolvers the reference resolvers, by class
 * @param problems providers that cannot be used: two of one name, or one that cannot be loaded;
 *     with the remedy
 */
public record ProviderListing(
    List<Entry> sinks, List<Entry> correlators, List<Entry> resolvers, List<String> problems) {

  /**
   * One provider.
   *
   * @param name the type of a sink, the name of a correlator, the class of a resolver
   * @param className the class that provides it
   * @param artifact the file name of the jar that it comes from, or the whole place if it is none
   * @param options what it can be told, by their names after {@code eventrecorder.sink.<name>.} or
   *     {@code eventrecorder.pipeline.<name>.correlator.}
   */
  public record Entry(String name, String className, String artifact, List<Option<?>> options) {
    /**
     * Copies the options in.
     *
     * @param name the type, name or class
     * @param className the class that provides it
     * @param artifact where that comes from
     * @param options what it can be told
     */
    public Entry {
      options = List.copyOf(options);
    }
  }

  /**
   * Copies the lists in.
   *
   * @param sinks the sinks
   * @param correlators the correlators
   * @param resolvers the resolvers
   * @param problems what cannot be used
   */
  public ProviderListing {
    sinks = List.copyOf(sinks);
    correlators = List.copyOf(correlators);
    resolvers = List.copyOf(resolvers);
    problems = List.copyOf(problems);
  }

  /**
   * {@return what the context class loader of this thread sees, or, where it sees nothing, the
   * library's own} Nothing is started. Providers that fail are among the problems; none is thrown.
   */
  public static ProviderListing discover() {
    return RuntimeLookup.find().discover();
  }

  /** {@return the options of the broadcaster, by their names after {@code eventrecorder.}} */
  public static List<Option<?>> broadcasterOptions() {
    return RuntimeLookup.find().broadcasterOptions();
  }

  /**
   * {@return the options of every pipeline, by their names after {@code
   * eventrecorder.pipeline.<name>.} and {@code eventrecorder.pipeline-defaults.}}
   */
  public static List<Option<?>> pipelineOptions() {
    return RuntimeLookup.find().pipelineOptions();
  }

  /**
   * {@return how a name is spelled in the environment, for example {@code
   * EVENTRECORDER_SINK_KAFKA_TOPIC}}
   *
   * @param name a whole name, for example {@code eventrecorder.sink.kafka.topic}
   */
  public static String environmentName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
