package io.eventrecorder.sink.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * The producer: the application's, which is never closed, or one of our own, which another replaces
 * when it works no more.
 */
final class ProducerSource {
  /** In the last minute: a broker that hangs may have answered before. */
  private static final String BYTES = "incoming-byte-rate";

  /** Of the time to close, what is kept for closing by force. */
  private static final int CLOSE_RESERVE = 10;

  private final @Nullable Supplier<Producer<byte[], byte[]>> maker;
  private final LongAdder replaced;
  private volatile @Nullable Producer<byte[], byte[]> current;
  private volatile boolean broken;
  private volatile boolean closed;

  private ProducerSource(
      @Nullable Supplier<Producer<byte[], byte[]>> maker,
      @Nullable Producer<byte[], byte[]> first,
      LongAdder replaced) {
    this.maker = maker;
    this.current = first;
    this.replaced = replaced;
  }

  static ProducerSource provided(Producer<byte[], byte[]> producer) {
    return new ProducerSource(null, producer, new LongAdder());
  }

  /**
   * {@return our own}
   *
   * @param maker makes one
   * @param first one that was made already; null for none
   * @param replaced counts those that were replaced
   */
  static ProducerSource own(
      Supplier<Producer<byte[], byte[]>> maker,
      @Nullable Producer<byte[], byte[]> first,
      LongAdder replaced) {
    return new ProducerSource(maker, first, replaced);
  }

  /** {@return a producer that works, as far as is known} By the sender's thread only. */
  Producer<byte[], byte[]> current() {
    Producer<byte[], byte[]> producer = current;
    if (maker == null || (producer != null && !broken)) {
      if (producer == null) {
        throw new IllegalStateException("no producer");
      }
      return producer;
    }
    if (closed) {
      throw new IllegalStateException("the sink is closed");
    }
    if (producer != null) {
      current = null;
      producer.close(Duration.ZERO);
      replaced.increment();
    }
    Producer<byte[], byte[]> made = maker.get();
    broken = false;
    current = made;
    if (closed) { // meanwhile
      made.close(Duration.ZERO);
    }
    return made;
  }

  /** Another takes its place, unless one has already. By any thread. */
  void discard(@Nullable Producer<byte[], byte[]> producer) {
    if (producer != null && producer == current) {
      broken = true;
    }
  }

  /**
   * {@return whether a broker has told of the cluster, and still answers} A broker that hangs up on
   * the wrong protocol has not told: the producer knows it by its address only.
   */
  boolean isConnected() {
    Producer<byte[], byte[]> producer = current;
    return producer != null
        && any(producer, metric -> isOf(metric, "producer-node-metrics", BYTES) && isMember(metric))
        && any(producer, metric -> isOf(metric, "producer-metrics", "connection-count"));
  }

  private static boolean any(Producer<byte[], byte[]> producer, Predicate<MetricName> wanted) {
    return producer.metrics().entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .map(entry -> (Metric) entry.getValue())
        .anyMatch(metric -> metric.metricValue() instanceof Number n && n.doubleValue() > 0);
  }

  private static boolean isOf(MetricName metric, String group, String name) {
    return metric.group().equals(group) && metric.name().equals(name);
  }

  /** Those to begin with have negative numbers. */
  private static boolean isMember(MetricName metric) {
    return !metric.tags().getOrDefault("node-id", "node--").startsWith("node--");
  }

  /** {@return a stage that completes when all that was sent has been answered} */
  CompletableFuture<@Nullable Void> flush() {
    Producer<byte[], byte[]> producer = current;
    return producer == null
        ? CompletableFuture.completedFuture(null)
        : apart("eventrecorder-kafka-flush", producer::flush);
  }

  /** Does not take longer, whatever the producer does: Kafka's close waits for its own thread. */
  void close(Duration timeout) {
    closed = true;
    Producer<byte[], byte[]> producer = current;
    if (producer == null) {
      return;
    }
    Duration orderly = timeout.minus(timeout.dividedBy(CLOSE_RESERVE)); // and then by force
    CompletableFuture<@Nullable Void> end =
        maker == null ? flush() : apart("eventrecorder-kafka-close", () -> producer.close(orderly));
    try {
      end.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // the producer goes on without us
    } catch (ExecutionException e) { // no more threads
      if (maker != null) {
        producer.close(Duration.ZERO);
      }
    }
  }

  /** On a thread of its own: it takes long. */
  private static CompletableFuture<@Nullable Void> apart(String name, Runnable work) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    try {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (RuntimeException e) {
                  // the producer was closed, or could not be in order: all has been answered
                } finally {
                  done.complete(null);
                }
              },
              name);
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError e) { // no more threads
      done.completeExceptionally(e);
    }
    return done;
  }
}
