package io.eventrecorder.core.config;

import io.eventrecorder.spi.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the broadcaster itself. Immutable.
 *
 * @param sinks the pipelines to start; empty if not set
 * @param labels fixed labels of every event
 * @param annotations fixed annotations of every event
 * @param source the URI of the cluster or service; may be empty
 * @param defaultNamespace the namespace of events about objects that have none
 * @param eventUids whether recorders give each event a uid; the sinks decide if not set
 */
public record BroadcasterSettings(
    Optional<List<String>> sinks,
    Map<String, String> labels,
    Map<String, String> annotations,
    String source,
    String defaultNamespace,
    Optional<Boolean> eventUids) {
  /** The value of {@code eventrecorder.sinks} that starts no pipeline. */
  static final String NO_SINKS = "none";

  static final Option<List<String>> SINKS =
      Option.list("sinks")
          .checked(
              names -> !names.isEmpty(),
              "must name at least one sink; set none to start no pipeline")
          .describedAs(
              "Names of the pipelines to start. Not set: one for each sink on the class path, named"
                  + " by its type. none: no pipeline.");
  static final Option<String> TYPE =
      Option.string("type")
          .describedAs(
              "The type of the sink that the pipeline writes to. Not set: the pipeline's name.");
  static final Option<List<String>> LABELS =
      pairs("labels").describedAs("Labels on every event, as a=b,c=d.");
  static final Option<List<String>> ANNOTATIONS =
      pairs("annotations").describedAs("Annotations on every event, as a=b,c=d.");
  static final Option<String> SOURCE =
      Option.string("source")
          .checked(BroadcasterSettings::isUri, "must be a URI, for example //clusters/eu-1")
          .defaultTo("")
          .describedAs("A URI of the cluster or service that events come from.");
  static final Option<String> DEFAULT_NAMESPACE =
      Option.string("default-namespace")
          .checked(name -> !name.isBlank(), "must not be empty")
          .defaultTo("default")
          .describedAs("The namespace of events about objects that have none.");
  static final Option<Boolean> EVENT_UIDS =
      Option.bool("event-uids")
          .describedAs(
              "Whether each recorded event without a uid gets one that is unique among all"
                  + " processes. Not set: true if a sink asks for it, as the Kafka sink does.");

  private static final List<String> PREFIXES = List.of(Configuration.PREFIX);

  /** Copies the collections. */
  public BroadcasterSettings {
    sinks = sinks.map(List::copyOf);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** {@return the options, by their names after {@code eventrecorder.}} */
  public static List<Option<?>> options() {
    return List.of(SINKS, LABELS, ANNOTATIONS, SOURCE, DEFAULT_NAMESPACE, EVENT_UIDS);
  }

  static BroadcasterSettings read(OptionReader reader) {
    return new BroadcasterSettings(
        reader.find(SINKS, PREFIXES),
        map(reader.find(LABELS, PREFIXES)),
        map(reader.find(ANNOTATIONS, PREFIXES)),
        reader.valueOf(SOURCE, PREFIXES),
        reader.valueOf(DEFAULT_NAMESPACE, PREFIXES),
        reader.find(EVENT_UIDS, PREFIXES));
  }

  private static Option<List<String>> pairs(String name) {
    return Option.list(name)
        .checked(
            items -> items.stream().allMatch(item -> item.indexOf('=') > 0),
            "must be pairs such as team=shop,stage=test")
        .checked(
            items ->
                items.stream().map(BroadcasterSettings::key).distinct().count() == items.size(),
            "must not contain a name twice");
  }

  private static String key(String pair) {
    return pair.substring(0, pair.indexOf('=')).strip();
  }

  private static Map<String, String> map(Optional<List<String>> pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : pairs.orElse(List.of())) {
      map.put(key(pair), pair.substring(pair.indexOf('=') + 1).strip());
    }
    return map;
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).toString().equals(text);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
