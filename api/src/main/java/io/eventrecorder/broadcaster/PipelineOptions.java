package io.eventrecorder.broadcaster;

import io.eventrecorder.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pipeline that is started in code. A setting that is not set is taken from the
 * configuration ({@code eventrecorder.pipeline.<name>.…}, then {@code
 * eventrecorder.pipeline-defaults.…}), then from the sink, then from the defaults in {@code
 * docs/configuration.md}. Immutable.
 */
public final class PipelineOptions {
  private static final PipelineOptions NONE = new Builder().build();

  private final @Nullable Integer queueCapacity;
  private final @Nullable OverflowPolicy overflow;
  private final @Nullable Integer maxInFlight;
  private final @Nullable Duration attemptTimeout;
  private final @Nullable Integer maxTries;
  private final @Nullable Duration maxRetryTime;

  private final @Nullable Duration blockTimeout;
  private final @Nullable Predicate<? super Event> filter;
  private final @Nullable UpdatePolicy updates;
  private final @Nullable Path stateFile;

  private PipelineOptions(Builder builder) {
    this.blockTimeout = builder.blockTimeout;
    this.filter = builder.filter;
    this.updates = builder.updates;
    this.stateFile = builder.stateFile;
    this.queueCapacity = builder.queueCapacity;
    this.overflow = builder.overflow;
    this.maxInFlight = builder.maxInFlight;
    this.attemptTimeout = builder.attemptTimeout;
    this.maxTries = builder.maxTries;
    this.maxRetryTime = builder.maxRetryTime;
  }

  /** {@return options with nothing set} */
  public static PipelineOptions none() {
    return NONE;
  }

  /** {@return a builder with nothing set} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return how many events may wait for the pipeline} */
  public Optional<Integer> queueCapacity() {
    return Optional.ofNullable(queueCapacity);
  }

  /** {@return what the pipeline does when its queue is full} */
  public Optional<OverflowPolicy> overflow() {
    return Optional.ofNullable(overflow);
  }

  /** {@return how many writes may be in flight at a time} */
  public Optional<Integer> maxInFlight() {
    return Optional.ofNullable(maxInFlight);
  }

  /** {@return how long one attempt may take} */
  public Optional<Duration> attemptTimeout() {
    return Optional.ofNullable(attemptTimeout);
  }

  /** {@return how often a write is tried} */
  public Optional<Integer> maxTries() {
    return Optional.ofNullable(maxTries);
  }

  /** {@return how long a write is tried, from its first attempt} */
  public Optional<Duration> maxRetryTime() {
    return Optional.ofNullable(maxRetryTime);
  }

  /** {@return how long recording waits for room, with {@link OverflowPolicy#BLOCK}} */
  public Optional<Duration> blockTimeout() {
    return Optional.ofNullable(blockTimeout);
  }

  /** {@return which events the pipeline takes} */
  public Optional<Predicate<? super Event>> filter() {
    return Optional.ofNullable(filter);
  }

  /** {@return which repeats of an event are written} */
  public Optional<UpdatePolicy> updates() {
    return Optional.ofNullable(updates);
  }

  /** {@return the file that keeps the memory of the correlator} */
  public Optional<Path> stateFile() {
    return Optional.ofNullable(stateFile);
  }

  /** Builds {@link PipelineOptions}. Not thread-safe. */
  public static final class Builder {
    private @Nullable Integer queueCapacity;
    private @Nullable OverflowPolicy overflow;
    private @Nullable Integer maxInFlight;
    private @Nullable Duration attemptTimeout;
    private @Nullable Integer maxTries;
    private @Nullable Duration maxRetryTime;

    private @Nullable Duration blockTimeout;
    private @Nullable Predicate<? super Event> filter;
    private @Nullable UpdatePolicy updates;
    private @Nullable Path stateFile;

    private Builder() {}

    /**
     * Sets how many events may wait for the pipeline.
     *
     * @param events the number of events, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder queueCapacity(int events) {
      this.queueCapacity = atLeastOne("queueCapacity", events);
      return this;
    }

    /**
     * Sets what the pipeline does when its queue is full.
     *
     * @param policy the policy
     * @return this builder
     */
    public Builder overflow(OverflowPolicy policy) {
      this.overflow = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets how many writes may be in flight at a time.
     *
     * @param writes the number of writes, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxInFlight(int writes) {
      this.maxInFlight = atLeastOne("maxInFlight", writes);
      return this;
    }

    /**
     * Sets how long one attempt may take.
     *
     * @param timeout the time, above zero
     * @return this builder
     * @throws IllegalArgumentException if it is not above zero
     */
    public Builder attemptTimeout(Duration timeout) {
      this.attemptTimeout = positive("attemptTimeout", timeout);
      return this;
    }

    /**
     * Sets how often a write is tried.
     *
     * @param tries the number of tries, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxTries(int tries) {
      this.maxTries = atLeastOne("maxTries", tries);
      return this;
    }

    /**
     * Sets how long a write is tried, from its first attempt.
     *
     * @param time the time, above zero
     * @return this builder
     * @throws IllegalArgumentException if it is not above zero
     */
    public Builder maxRetryTime(Duration time) {
      this.maxRetryTime = positive("maxRetryTime", time);
      return this;
    }

    /**
     * Sets how long recording waits for room with {@link OverflowPolicy#BLOCK}. Without it,
     * recording waits without limit.
     *
     * @param timeout the time, above zero
     * @return this builder
     * @throws IllegalArgumentException if it is not above zero
     */
    public Builder blockTimeout(Duration timeout) {
      this.blockTimeout = positive("blockTimeout", timeout);
      return this;
    }

    /**
     * Sets which events the pipeline takes. A filter in code tests whole events. So each event is
     * made before it is tested. With the option {@code filter} of the configuration, most excluded
     * events are only counted.
     *
     * @param wanted true for an event that the pipeline takes; called on the recording thread, so
     *     it must be fast. An event for which it throws is taken
     * @return this builder
     */
    public Builder filter(Predicate<? super Event> wanted) {
      this.filter = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Sets which repeats of an event are written.
     *
     * @param policy the policy
     * @return this builder
     */
    public Builder updates(UpdatePolicy policy) {
      this.updates = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets the file that keeps the memory of the correlator, so that counts, groups and limits go
     * on after a restart. The pipeline writes the file every ten seconds ({@code state-interval}),
     * by {@link EventBroadcaster#flush} and when it is closed. Only one pipeline of one process can
     * use it at a time.
     *
     * <p>The correlator must be one of the class path that is a {@link
     * io.eventrecorder.spi.StatefulCorrelator}, for example {@code aggregating}.
     *
     * @param file the file, which need not exist; its directory must
     * @return this builder
     */
    public Builder stateFile(Path file) {
      this.stateFile = Objects.requireNonNull(file, "file");
      return this;
    }

    /** {@return the options} */
    public PipelineOptions build() {
      return new PipelineOptions(this);
    }

    private static int atLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " " + value + " must be at least 1");
      }
      return value;
    }

    private static Duration positive(String name, Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(name + " " + value + " must be above zero");
      }
      return value;
    }
  }
}
