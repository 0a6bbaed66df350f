package io.eventrecorder.broadcaster;

import io.eventrecorder.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline that is started in code behaves. What is not set comes from configuration ({@code
 * eventrecorder.pipeline.<name>.…}, then {@code eventrecorder.pipeline-defaults.…}), then from the
 * sink, then from the defaults of {@code docs/configuration.md}. Immutable.
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

  private PipelineOptions(Builder builder) {
    this.blockTimeout = builder.blockTimeout;
    this.filter = builder.filter;
    this.updates = builder.updates;
    this.queueCapacity = builder.queueCapacity;
    this.overflow = builder.overflow;
    this.maxInFlight = builder.maxInFlight;
    this.attemptTimeout = builder.attemptTimeout;
    this.maxTries = builder.maxTries;
    this.maxRetryTime = builder.maxRetryTime;
  }

  /** {@return options of which none is set} */
  public static PipelineOptions none() {
    return NONE;
  }

  /** {@return a builder in which nothing is set} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return how many events may wait for the pipeline} */
  public Optional<Integer> queueCapacity() {
    return Optional.ofNullable(queueCapacity);
  }

  /** {@return what happens when they are more} */
  public Optional<OverflowPolicy> overflow() {
    return Optional.ofNullable(overflow);
  }

  /** {@return how many writes may be under way at once} */
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

    private Builder() {}

    /**
     * {@return this}
     *
     * @param events how many events may wait for the pipeline, at least 1
     */
    public Builder queueCapacity(int events) {
      this.queueCapacity = atLeastOne("queueCapacity", events);
      return this;
    }

    /**
     * {@return this}
     *
     * @param policy what happens when they are more
     */
    public Builder overflow(OverflowPolicy policy) {
      this.overflow = policy;
      return this;
    }

    /**
     * {@return this}
     *
     * @param writes how many writes may be under way at once, at least 1
     */
    public Builder maxInFlight(int writes) {
      this.maxInFlight = atLeastOne("maxInFlight", writes);
      return this;
    }

    /**
     * {@return this}
     *
     * @param timeout how long one attempt may take, above zero
     */
    public Builder attemptTimeout(Duration timeout) {
      this.attemptTimeout = positive("attemptTimeout", timeout);
      return this;
    }

    /**
     * {@return this}
     *
     * @param tries how often a write is tried, at least 1
     */
    public Builder maxTries(int tries) {
      this.maxTries = atLeastOne("maxTries", tries);
      return this;
    }

    /**
     * {@return this}
     *
     * @param time how long a write is tried, from its first attempt, above zero
     */
    public Builder maxRetryTime(Duration time) {
      this.maxRetryTime = positive("maxRetryTime", time);
      return this;
    }

    /**
     * {@return this}
     *
     * @param timeout how long recording waits for room with {@link OverflowPolicy#BLOCK}, above
     *     zero; for ever if not set
     */
    public Builder blockTimeout(Duration timeout) {
      this.blockTimeout = positive("blockTimeout", timeout);
      return this;
    }

    /**
     * {@return this}
     *
     * @param wanted which events the pipeline takes; called on the recording thread, so it must be
     *     fast. An event for which it throws is taken
     */
    public Builder filter(Predicate<? super Event> wanted) {
      this.filter = wanted;
      return this;
    }

    /**
     * {@return this}
     *
     * @param policy which repeats of an event are written
     */
    public Builder updates(UpdatePolicy policy) {
      this.updates = policy;
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
