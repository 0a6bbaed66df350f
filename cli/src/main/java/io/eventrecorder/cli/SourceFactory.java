package io.eventrecorder.cli;

import io.eventrecorder.EventType;
import io.eventrecorder.cli.settings.CommandSettings;
import io.eventrecorder.cli.settings.SourceSettings;
import io.eventrecorder.cli.source.EventSelection;
import io.eventrecorder.cli.source.ObjectName;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.ResumeFile;
import io.eventrecorder.cli.source.kafka.KafkaSource;
import io.eventrecorder.cli.source.kafka.TopicOptions;
import io.eventrecorder.cli.source.kubernetes.ClusterConnection;
import io.eventrecorder.cli.source.kubernetes.ClusterOptions;
import io.eventrecorder.cli.source.kubernetes.KubernetesSource;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.spi.EventClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Makes the source that the options describe. */
final class SourceFactory {
  private static final String TOPIC = "topic";
  private static final String BOOTSTRAP = "bootstrap-servers";

  private final SourceOptions flags;
  private final CommandSettings settings;
  private final StandardStreams streams;
  private final EventClock clock = EventClock.system();
  private final RandomGenerator random = RandomGenerator.getDefault();

  /**
   * @param flags the options on the command line
   * @param settings the configuration, with the sinks
   * @param streams where the source reports problems
   */
  SourceFactory(SourceOptions flags, CommandSettings settings, StandardStreams streams) {
    this.flags = flags;
    this.settings = settings;
    this.streams = streams;
  }

  /**
   * {@return the source}
   *
   * @param type which one
   * @param sinceOfTopic where a topic is read from unless the user says so, as {@code --since};
   *     null for its beginning
   * @throws CommandException if an option is wrong
   */
  ResumableSource open(SourceOptions.Type type, @Nullable String sinceOfTopic) {
    if (flags.namespace != null && flags.allNamespaces) {
      throw CommandException.usage("-n and -A contradict each other; remove one of them");
    }
    return switch (type) {
      case KUBERNETES -> kubernetes();
      case KAFKA -> kafka(sinceOfTopic);
    };
  }

  /**
   * {@return the file of {@code --resume-file}; null if there is none} The source continues at the
   * position in it.
   *
   * @throws CommandException if the file cannot be used
   */
  @Nullable ResumeFile resume(ResumableSource source) {
    if (flags.resumeFile == null) {
      return null;
    }
    settings
        .droppingOption()
        .ifPresent(
            option -> {
              throw CommandException.usage(
                  "--resume-file and "
                      + option
                      + " contradict each other, because the position would pass events that the"
                      + " pipeline has dropped; remove one of the two");
            });
    ResumeFile file = ResumeFile.open(flags.resumeFile, source.identity());
    List<String> position = file.position();
    if (position != null) {
      try {
        source.resumeAt(position);
      } catch (IllegalArgumentException e) {
        file.close();
        throw file.refused("cannot be used: " + e.getMessage());
      }
    }
    return file;
  }

  private ResumableSource kubernetes() {
    flags.requireNoneOf(SourceOptions.Type.KAFKA);
    SourceSettings given = SourceSettings.of(settings, "kubernetes");
    ClusterOptions options =
        new ClusterOptions(
            chosen(flags.kubeconfig, given, "kubeconfig"),
            chosen(flags.context, given, "context"),
            chosen(flags.namespace, given, "namespace"),
            flags.allNamespaces,
            flags.api == null ? api(given) : flags.api);
    refuseSameCluster(options);
    return new KubernetesSource(
        ClusterConnection.of(options),
        options,
        selection(flags.since),
        flags.follows(),
        streams,
        clock,
        random);
  }

  private static ClusterOptions.Api api(SourceSettings given) {
    String text = given.find("api").orElse("auto").strip();
    try {
      return new Choice.OfApi().convert(text);
    } catch (TypeConversionException e) {
      throw CommandException.usage(given.named("api") + ": " + e.getMessage());
    }
  }

  /** What such a sink writes would be read again: combined events would be combined for ever. */
  private void refuseSameCluster(ClusterOptions options) {
    for (String sink : settings.sinksOfType("kubernetes")) {
      String prefix = "eventrecorder.sink." + sink + ".";
      String server =
          ClusterConnection.serverOf(
              settings.find(prefix + "kubeconfig").orElse(""),
              settings.find(prefix + "context").orElse(""));
      if (server.equals(ClusterConnection.serverOf(options.kubeconfig(), options.context()))) {
        throw CommandException.usage(
            "the sink "
                + sink
                + " writes to the cluster that is read ("
                + server
                + "), so its events would be read again; choose another cluster or another sink");
      }
    }
  }

  private ResumableSource kafka(@Nullable String sinceOfTopic) {
    flags.requireNoneOf(SourceOptions.Type.KUBERNETES);
    SourceSettings given = SourceSettings.of(settings, "kafka");
    Map<String, String> consumer = new LinkedHashMap<>(given.below("consumer."));
    String servers = chosen(flags.bootstrapServers, given, BOOTSTRAP);
    String inConsumer = consumer.remove("bootstrap.servers");
    if (servers.isEmpty() && inConsumer != null) {
      servers = inConsumer;
    }
    TopicOptions options =
        new TopicOptions(
            required(servers, "--bootstrap-servers", given.named(BOOTSTRAP)),
            required(chosen(flags.topic, given, TOPIC), "--topic", given.named(TOPIC)),
            consumer);
    refuseSameTopic(options);
    String namespace = flags.namespace == null ? "" : flags.namespace;
    EventSelection wanted =
        selection(flags.since == null ? sinceOfTopic : flags.since).withNamespace(namespace);
    return new KafkaSource(options, wanted, flags.follows(), streams, clock, random);
  }

  private static String required(String value, String flag, String name) {
    if (value.isEmpty()) {
      throw CommandException.usage("--from kafka needs " + flag + ", or " + name);
    }
    return value;
  }

  private void refuseSameTopic(TopicOptions options) {
    Set<String> brokers = brokers(options.bootstrapServers());
    for (String sink : settings.sinksOfType("kafka")) {
      String prefix = "eventrecorder.sink." + sink + ".";
      String topic = settings.find(prefix + TOPIC).orElse("");
      String servers =
          settings
              .find(prefix + BOOTSTRAP)
              .or(() -> settings.find(prefix + "producer.bootstrap.servers"))
              .orElse("");
      if (topic.equals(options.topic()) && brokers(servers).stream().anyMatch(brokers::contains)) {
        throw CommandException.usage(
            "the sink "
                + sink
                + " writes to the topic that is read ("
                + topic
                + "), so its events would be read again; choose another topic or another sink");
      }
    }
  }

  private static Set<String> brokers(String servers) {
    Set<String> brokers = new TreeSet<>();
    Arrays.stream(servers.split(",", -1)).map(String::strip).forEach(brokers::add);
    return brokers;
  }

  private static String chosen(@Nullable String flag, SourceSettings given, String name) {
    return flag != null ? flag : given.find(name).orElse("").strip();
  }

  private EventSelection selection(@Nullable String since) {
    ObjectName object = null;
    if (flags.object != null) {
      try {
        object = ObjectName.parse(flags.object);
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--for " + e.getMessage());
      }
    }
    return new EventSelection("", object, types(), since == null ? null : time(since));
  }

  private Set<String> types() {
    Set<String> types =
        flags.types.stream()
            .map(text -> type(text.strip()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (types.contains("")) {
      throw CommandException.usage(
          "--types must be types separated by commas, for example Warning; one of them is empty");
    }
    String unusual =
        types.stream()
            .filter(type -> !type.equals(EventType.NORMAL) && !type.equals(EventType.WARNING))
            .collect(Collectors.joining(", "));
    if (!unusual.isEmpty()) {
      streams.error("--types " + unusual + " is unusual: most events are Normal or Warning");
    }
    return types;
  }

  /** The server compares types with regard to case. */
  private static String type(String text) {
    return Stream.of(EventType.NORMAL, EventType.WARNING)
        .filter(text::equalsIgnoreCase)
        .findFirst()
        .orElse(text);
  }

  private Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      try {
        return clock.instant().minus(new DurationConverter().convert(text));
      } catch (TypeConversionException | DateTimeException | ArithmeticException e) {
        throw CommandException.usage(
            "--since \""
                + text
                + "\" must be a duration such as 30m or 1h, or a time such as"
                + " 2026-01-31T12:00:00Z");
      }
    }
  }
}
