package io.eventrecorder.relay;

import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.correlator.SeriesCorrelator;
import io.eventrecorder.correlator.SeriesOptions;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.relay.dedup.DedupOptions;
import io.eventrecorder.relay.input.InputLimits;
import io.eventrecorder.relay.input.TopicRules;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of a relay. Immutable. All instances of one relay must have the same options, apart
 * from {@link Builder#threads}, {@link Builder#instanceId} and the settings of clients.
 */
public final class RelayOptions {
  /** A partition remembers at most so many events; the time removes them much earlier. */
  private static final int CACHE_SIZE = 262_144;

  private static final Duration EXPIRY = Duration.ofHours(2);

  private final Builder values;

  private RelayOptions(Builder values) {
    this.values = values;
  }

  /** {@return a builder} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * {@return the options of the correlator {@code aggregating} that a relay uses if none are set:
   * those of client-go, with room for 262144 events in each partition, which are forgotten after
   * two hours without an occurrence; and all instances of a program report the same events}
   */
  public static CorrelatorOptions correlatorDefaults() {
    return CorrelatorOptions.builder()
        .cacheSize(CACHE_SIZE)
        .observationExpiry(EXPIRY)
        .reporters(Reporters.COMPONENT)
        .build();
  }

  /**
   * {@return the options of the correlator {@code series} to start from in a relay: those of
   * client-go, with room for 262144 events in each partition; and all instances of a program report
   * the same events}
   */
  public static SeriesOptions seriesDefaults() {
    return SeriesOptions.builder().cacheSize(CACHE_SIZE).reporters(Reporters.COMPONENT).build();
  }

  String bootstrapServers() {
    return values.bootstrapServers;
  }

  String applicationId() {
    return values.applicationId;
  }

  @Nullable String instanceId() {
    return values.instanceId;
  }

  Map<String, TopicRules> inputs() {
    return values.inputs;
  }

  String outputTopic() {
    return values.outputTopic;
  }

  String deadTopic() {
    return values.deadTopic;
  }

  int threads() {
    return values.threads;
  }

  CorrelatorFactory correlators() {
    return values.correlators;
  }

  EventApi api() {
    return values.api;
  }

  DedupOptions dedup() {
    return values.dedup;
  }

  InputLimits limits() {
    return values.limits;
  }

  int maxOutputBytes() {
    return values.maxOutputBytes;
  }

  Duration commitInterval() {
    return values.commitInterval;
  }

  Map<String, Object> kafka() {
    return values.kafka;
  }

  /**
   * {@return a hash of what all instances must have in common} The rules of topics, and the options
   * of a correlator that a factory makes, are not in it, because they have no text.
   */
  long fingerprint() {
    return Objects.hash(
        values.correlatorText,
        values.api.name(),
        values.dedup.toString(),
        values.limits.toString(),
        values.maxOutputBytes,
        List.copyOf(values.inputs.keySet()).toString());
  }

  /** Builds {@link RelayOptions}. Not thread-safe. */
  public static final class Builder {
    private String bootstrapServers = "";
    private String applicationId = "event-relay";
    private @Nullable String instanceId;
    private Map<String, TopicRules> inputs = new LinkedHashMap<>();
    private String outputTopic = "events.correlated";
    private String deadTopic = "events.dead";
    private int threads = Runtime.getRuntime().availableProcessors();
    private CorrelatorFactory correlators = aggregating(correlatorDefaults());
    private String correlatorText = correlatorDefaults().toString();
    private EventApi api = EventApi.CORE_V1;
    private DedupOptions dedup = DedupOptions.standard();
    private InputLimits limits = InputLimits.standard();
    private int maxOutputBytes = 1_000_000;
    private Duration commitInterval = Duration.ofMillis(500);
    private Map<String, Object> kafka = new LinkedHashMap<>();

    private Builder() {}

    private Builder(Builder other) {
      bootstrapServers = other.bootstrapServers;
      applicationId = other.applicationId;
      instanceId = other.instanceId;
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(other.inputs));
      outputTopic = other.outputTopic;
      deadTopic = other.deadTopic;
      threads = other.threads;
      correlators = other.correlators;
      correlatorText = other.correlatorText;
      api = other.api;
      dedup = other.dedup;
      limits = other.limits;
      maxOutputBytes = other.maxOutputBytes;
      commitInterval = other.commitInterval;
      kafka = Collections.unmodifiableMap(new LinkedHashMap<>(other.kafka));
    }

    /**
     * Sets the brokers to connect to first.
     *
     * @param servers host:port, separated by commas
     * @return this
     */
    public Builder bootstrapServers(String servers) {
      this.bootstrapServers = Objects.requireNonNull(servers, "servers");
      return this;
    }

    /**
     * Sets the name of the relay. All its instances have the same one. The names of its consumer
     * group and of the topics that keep its memory begin with it. Another name is another relay,
     * which knows nothing.
     *
     * @param id {@code event-relay} if not set
     * @return this
     */
    public Builder applicationId(String id) {
      this.applicationId = text("applicationId", id);
      return this;
    }

    /**
     * Names this instance, for example by its pod. An instance with a name that ends and comes back
     * within the session time-out (45 s) gets the same partitions, and none of them moves. After
     * its end they wait for it that long.
     *
     * @param id different in each instance; null for none, which is the default
     * @return this
     */
    public Builder instanceId(@Nullable String id) {
      this.instanceId = id == null ? null : text("instanceId", id);
      return this;
    }

    /**
     * Adds a topic to read, and admits all events from it.
     *
     * @param topic its keys must be those of the Kafka sink with {@code key=object}
     * @return this
     */
    public Builder from(String topic) {
      return from(topic, TopicRules.all());
    }

    /**
     * Adds a topic to read. All topics must have the same number of partitions.
     *
     * @param topic its keys must be those of the Kafka sink with {@code key=object}
     * @param rules what is admitted from it
     * @return this
     */
    public Builder from(String topic, TopicRules rules) {
      inputs.put(text("from", topic), Objects.requireNonNull(rules, "rules"));
      return this;
    }

    /**
     * Sets the topic of states.
     *
     * @param topic {@code events.correlated} if not set
     * @return this
     */
    public Builder outputTopic(String topic) {
      this.outputTopic = text("outputTopic", topic);
      return this;
    }

    /**
     * Sets the topic of dead letters.
     *
     * @param topic {@code events.dead} if not set
     * @return this
     */
    public Builder deadTopic(String topic) {
      this.deadTopic = text("deadTopic", topic);
      return this;
    }

    /**
     * Sets how many threads correlate. More threads than partitions are idle.
     *
     * @param number at least 1; the number of processors if not set
     * @return this
     */
    public Builder threads(int number) {
      if (number < 1) {
        throw new IllegalArgumentException("threads: " + number + " is less than 1");
      }
      this.threads = number;
      return this;
    }

    /**
     * Counts, combines and limits events with the correlator {@code aggregating}.
     *
     * @param options {@link RelayOptions#correlatorDefaults()} if not set
     * @return this
     * @throws IllegalArgumentException if a function is set, or if events are never forgotten
     */
    public Builder correlator(CorrelatorOptions options) {
      refuseFunctions(options.functionNames());
      if (options.observationExpiry().isZero()) {
        throw new IllegalArgumentException(
            "observationExpiry 0s means that events are never forgotten; a relay needs a time, for"
                + " example 2h: start from RelayOptions.correlatorDefaults()");
      }
      this.correlators = aggregating(options);
      this.correlatorText = options.toString();
      return this;
    }

    /**
     * Counts repeats with the correlator {@code series}.
     *
     * @param options for example {@link RelayOptions#seriesDefaults()}
     * @return this
     * @throws IllegalArgumentException if a function is set
     */
    public Builder correlator(SeriesOptions options) {
      refuseFunctions(options.functionNames());
      this.correlators = (clock, names) -> SeriesCorrelator.create(options, clock, names);
      this.correlatorText = options.toString();
      return this;
    }

    /**
     * Uses another correlator.
     *
     * @param factory makes one for each partition
     * @return this
     */
    public Builder correlator(CorrelatorFactory factory) {
      this.correlators = Objects.requireNonNull(factory, "factory");
      this.correlatorText = "";
      return this;
    }

    private static CorrelatorFactory aggregating(CorrelatorOptions options) {
      return (clock, names) -> AggregatingCorrelator.create(options, clock, names);
    }

    private static void refuseFunctions(List<String> functions) {
      if (!functions.isEmpty()) {
        throw new IllegalArgumentException(
            String.join(", ", functions)
                + " cannot be set in a relay: a function may answer differently in another process,"
                + " and it may join events of objects that are in different partitions; use options"
                + " such as identity and rateLimitKey");
      }
    }

    /**
     * Sets the API whose JSON form the states have.
     *
     * @param value {@link EventApi#CORE_V1} if not set
     * @return this
     */
    public Builder api(EventApi value) {
      this.api = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * Sets how occurrences that arrive a second time are found.
     *
     * @param options {@link DedupOptions#standard()} if not set
     * @return this
     */
    public Builder dedup(DedupOptions options) {
      this.dedup = Objects.requireNonNull(options, "options");
      return this;
    }

    /**
     * Sets how much a record and a source may take.
     *
     * @param value {@link InputLimits#standard()} if not set
     * @return this
     */
    public Builder limits(InputLimits value) {
      this.limits = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * Sets the size of the largest record that the relay writes, before compression. It must not be
     * above {@code max.message.bytes} of the topics: a record that a topic refuses would stop its
     * partition. A larger state becomes a dead letter, and a larger dead letter is cut.
     *
     * @param bytes at least 10000; 1000000 if not set. The producer's {@code max.request.size} is
     *     10000 more, or 1 MiB if that is more
     * @return this
     */
    public Builder maxOutputBytes(int bytes) {
      if (bytes < 10_000) {
        throw new IllegalArgumentException("maxOutputBytes: " + bytes + " is less than 10000");
      }
      if (bytes > 1 << 30) {
        throw new IllegalArgumentException("maxOutputBytes: " + bytes + " is more than 1 GiB");
      }
      this.maxOutputBytes = bytes;
      return this;
    }

    /**
     * Sets the time between two commits. Readers see states after the commit.
     *
     * @param interval above zero, and less than {@code transaction.timeout.ms}, which is 60 s; 500
     *     ms if not set
     * @return this
     */
    public Builder commitInterval(Duration interval) {
      if (interval.toMillis() < 1) {
        throw new IllegalArgumentException("commitInterval: " + interval + " is less than 1 ms");
      }
      this.commitInterval = interval;
      return this;
    }

    /**
     * Adds settings of Kafka Streams and of its clients, with Kafka's names. They replace the
     * relay's own, apart from those that its guarantees depend on.
     *
     * @param settings for example {@code security.protocol}, {@code sasl.jaas.config}
     * @return this
     * @throws IllegalArgumentException if a setting cannot be set, with the reason
     */
    public Builder kafka(Map<String, ?> settings) {
      settings.keySet().forEach(StreamsSettings::refuseReserved);
      kafka.putAll(settings);
      return this;
    }

    private static String text(String name, String value) {
      if (value.isBlank()) {
        throw new IllegalArgumentException(name + " is empty; set it to a name");
      }
      return value;
    }

    /**
     * {@return the options}
     *
     * @throws IllegalArgumentException if there are no brokers or no topic to read, if a topic is
     *     both read and written, or if settings do not fit together
     */
    public RelayOptions build() {
      if (bootstrapServers.isBlank()) {
        throw new IllegalArgumentException(
            "no brokers are named: call bootstrapServers(\"<host:port>\")");
      }
      if (inputs.isEmpty()) {
        throw new IllegalArgumentException("no topic is read: call from(\"<topic>\")");
      }
      for (String written : List.of(outputTopic, deadTopic)) {
        if (inputs.containsKey(written)) {
          throw new IllegalArgumentException(
              "topic " + written + " is read and written; use different topics");
        }
      }
      if (outputTopic.equals(deadTopic)) {
        throw new IllegalArgumentException(
            "topic " + deadTopic + " is that of states and of dead letters; use different topics");
      }
      RelayOptions options = new RelayOptions(new Builder(this));
      StreamsSettings.check(options);
      return options;
    }
  }
}
