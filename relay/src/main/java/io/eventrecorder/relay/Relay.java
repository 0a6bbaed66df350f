package io.eventrecorder.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a relay. It reads the events of many processes from Kafka, counts and limits them
 * as one process would, and writes the states of events to a topic. Start as many instances as you
 * like, up to one thread for each partition; Kafka divides the partitions among them. Thread-safe.
 *
 * <pre>{@code
 * RelayOptions options =
 *     RelayOptions.builder().bootstrapServers("localhost:9092").from("events").build();
 * Relay relay = Relay.builder(options).createTopics(8).build();
 * Runtime.getRuntime().addShutdownHook(new Thread(relay::close));
 * relay.start();
 * }</pre>
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final RelayOptions options;
  private final int partitionsToCreate;
  private final Board board = new Board();
  private final FailedThreads failed = new FailedThreads();
  private final MissingThreads missing;
  private volatile @Nullable KafkaStreams streams;

  @GuardedBy("this")
  private boolean starting;

  @GuardedBy("this")
  private boolean closed;

  private Relay(Builder builder) {
    this.options = builder.options;
    this.partitionsToCreate = builder.partitionsToCreate;
    this.missing = new MissingThreads(EventClock.system(), options.threads());
  }

  /**
   * {@return a builder of a relay}
   *
   * @param options what it does
   */
  public static Builder builder(RelayOptions options) {
    return new Builder(options);
  }

  /** Builds a {@link Relay}. Not thread-safe. */
  public static final class Builder {
    private final RelayOptions options;
    private int partitionsToCreate;

    private Builder(RelayOptions options) {
      this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Creates topics that are missing, at the start: those to read, that of states and that of dead
     * letters. If one of them exists, the others get as many partitions as that one. So start the
     * relay before the programs that record: many brokers create a topic with one partition when
     * the first record is sent.
     *
     * @param partitions of each topic; their number cannot change later. 0, the default: a missing
     *     topic is an error
     * @return this
     */
    public Builder createTopics(int partitions) {
      if (partitions < 0) {
        throw new IllegalArgumentException("partitions: " + partitions + " is less than 0");
      }
      this.partitionsToCreate = partitions;
      return this;
    }

    /** {@return a relay that is not started} */
    public Relay build() {
      return new Relay(this);
    }
  }

  /**
   * Checks the topics, and starts the threads.
   *
   * @throws RelayException if the brokers do not answer, or if a topic is missing or does not fit;
   *     the message has the remedy
   * @throws IllegalStateException if the relay was started or closed before, or is closed while it
   *     starts
   */
  public void start() {
    synchronized (this) {
      if (closed || starting || streams != null) {
        throw new IllegalStateException("a relay can be started once; build a new one");
      }
      starting = true;
    }
    try {
      start(new RelayTopics(options, partitionsToCreate).prepare(board));
    } finally {
      synchronized (this) {
        starting = false;
      }
    }
  }

  private void start(RelaySetup setup) {
    KafkaStreams made = new KafkaStreams(RelayTopology.of(setup), StreamsSettings.of(options));
    made.setUncaughtExceptionHandler(failed);
    boolean started = false;
    try {
      synchronized (this) {
        if (closed) {
          throw new IllegalStateException("the relay was closed while it started");
        }
        made.start();
        streams = made;
        started = true;
      }
    } finally {
      if (!started) {
        made.close();
      }
    }
  }

  /** {@return the numbers of the partitions that this instance correlates now} */
  public RelayStats stats() {
    Map<Integer, Long> lags = lags();
    return new RelayStats(
        board.read().stream()
            .map(
                numbers -> {
                  Long lag = lags.get(numbers.partition());
                  return lag == null ? numbers : numbers.withLag(OptionalLong.of(lag));
                })
            .toList());
  }

  /** The lag of each partition, over all topics, as the consumers last heard of it. */
  private Map<Integer, Long> lags() {
    Map<Integer, Long> lags = new HashMap<>();
    KafkaStreams started = streams;
    if (started == null) {
      return lags;
    }
    for (ThreadMetadata thread : started.metadataForLocalThreads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        task.endOffsets()
            .forEach(
                (at, end) -> {
                  long committed = task.committedOffsets().getOrDefault(at, -1L);
                  if (end >= 0 && committed >= 0) {
                    lags.merge(at.partition(), Math.max(0, end - committed), Long::sum);
                  }
                });
      }
    }
    return lags;
  }

  /** {@return whether this instance works} */
  public RelayHealth health() {
    KafkaStreams started = streams;
    KafkaStreams.State state = started == null ? KafkaStreams.State.CREATED : started.state();
    boolean live =
        started != null
            && state.isRunningOrRebalancing()
            && !missing.tooLong(started.metadataForLocalThreads().size());
    return new RelayHealth(
        live, state == KafkaStreams.State.RUNNING, state.name(), failed.count(), failed.last());
  }

  /**
   * {@return what runs the relay}
   *
   * @throws IllegalStateException if the relay is not started
   */
  KafkaStreams streams() {
    KafkaStreams started = streams;
    if (started == null) {
      throw new IllegalStateException("the relay is not started; call start() first");
    }
    return started;
  }

  /**
   * Commits, and stops the threads, for at most 30 seconds. Other instances take the partitions
   * over: immediately, or after the session time-out if this instance has an {@link
   * RelayOptions.Builder#instanceId}. Does nothing the second time. It does not wait for a {@link
   * #start} that is checking the topics; that one fails.
   */
  @Override
  public void close() {
    KafkaStreams started;
    synchronized (this) {
      closed = true;
      started = streams;
    }
    failed.close();
    if (started != null) {
      boolean stopped =
          started.close(
              CloseOptions.timeout(CLOSE_TIMEOUT)
                  .withGroupMembershipOperation(
                      options.instanceId() == null
                          ? GroupMembershipOperation.LEAVE_GROUP
                          : GroupMembershipOperation.REMAIN_IN_GROUP));
      if (!stopped) {
        LOG.error(
            "Relay {} did not stop within {}. What it has not committed is read again by the"
                + " instance that takes its partitions over",
            options.applicationId(),
            CLOSE_TIMEOUT);
      }
    }
  }
}
