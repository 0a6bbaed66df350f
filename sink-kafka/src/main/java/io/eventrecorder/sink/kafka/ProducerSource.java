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
 * Gives the sink its producer. This is either the producer of the application, which the sink never
 * closes, or one that the sink creates, and replaces when it is in a fatal state.
 */
final class ProducerSource {
  /** A rate and not a total: a broker that hangs now may have answered before. */
  private static final String INCOMING_BYTES = "incoming-byte-rate";

  /** One tenth of the time to close remains for a forced close after a slow orderly one. */
  private static final int FORCED_CLOSE_DIVISOR = 10;

  private final @Nullable Supplier<Producer<byte[], byte[]>> newProducer;
  private final LongAdder replaced;
  private volatile @Nullable Producer<byte[], byte[]> current;
  private volatile boolean broken;
  private volatile boolean closed;

  private ProducerSource(
      @Nullable Supplier<Producer<byte[], byte[]>> newProducer,
      @Nullable Producer<byte[], byte[]> first,
      LongAdder replaced) {
    this.newProducer = newProducer;
    this.current = first;
    this.replaced = replaced;
  }

  static ProducerSource provided(Producer<byte[], byte[]> producer) {
    return new ProducerSource(null, producer, new LongAdder());
  }

  /**
   * {@return a source whose producers the sink creates}
   *
   * @param newProducer creates a producer
   * @param first the first producer; null if it has not been created
   * @param replaced counts the producers that were replaced
   */
  static ProducerSource own(
      Supplier<Producer<byte[], byte[]>> newProducer,
      @Nullable Producer<byte[], byte[]> first,
      LongAdder replaced) {
    return new ProducerSource(newProducer, first, replaced);
  }

  /** {@return a producer that is not known to be broken} Called by the sender's thread only. */
  Producer<byte[], byte[]> current() {
    Producer<byte[], byte[]> producer = current;
    if (newProducer == null || (producer != null && !broken)) {
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
    Producer<byte[], byte[]> created = newProducer.get();
    broken = false;
    current = created;
    if (closed) { // by another thread in the meantime
      created.close(Duration.ZERO);
    }
    return created;
  }

  /** Marks a producer as broken, so that a new one replaces it. Called by any thread. */
  void discard(@Nullable Producer<byte[], byte[]> producer) {
    if (producer != null && producer == current) {
      broken = true;
    }
  }

  /**
   * {@return whether a member of the cluster answers} A bootstrap address does not count: a server
   * there may not be a broker, or it may close connections with the wrong security protocol.
   */
  boolean isConnected() {
    Producer<byte[], byte[]> producer = current;
    return producer != null
        && any(
            producer,
            metric -> isOf(metric, "producer-node-metrics", INCOMING_BYTES) && isMember(metric))
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

  /** Bootstrap addresses have negative node ids. */
  private static boolean isMember(MetricName metric) {
    return !metric.tags().getOrDefault("node-id", "node--").startsWith("node--");
  }

  /** {@return a future that completes when all sent records are acknowledged or have failed} */
  CompletableFuture<@Nullable Void> flush() {
    Producer<byte[], byte[]> producer = current;
    return producer == null
        ? CompletableFuture.completedFuture(null)
        : onNewThread("eventrecorder-kafka-flush", producer::flush);
  }

  /**
   * Closes the producer. Returns within the time-out even if the producer's own close does not:
   * that waits for a thread of the producer.
   */
  void close(Duration timeout) {
    closed = true;
    Producer<byte[], byte[]> producer = current;
    if (producer == null) {
      return;
    }
    Duration orderly = timeout.minus(timeout.dividedBy(FORCED_CLOSE_DIVISOR));
    CompletableFuture<@Nullable Void> done =
        newProducer == null
            ? flush()
            : onNewThread("eventrecorder-kafka-close", () -> producer.close(orderly));
    try {
      done.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // The thread goes on closing the producer.
    } catch (ExecutionException e) { // no thread could be started
      if (newProducer != null) {
        producer.close(Duration.ZERO);
      }
    }
  }

  /** Runs slow work on a new thread. */
  private static CompletableFuture<@Nullable Void> onNewThread(String name, Runnable work) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    try {
      Thread thread =
          new KafkaSinkThread(
              () -> {
                try {
                  work.run();
                } catch (RuntimeException e) {
                  // The producer is closed: all records are acknowledged or have failed.
                } finally {
                  done.complete(null);
                }
              },
              name);
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError e) { // no thread could be started
      done.completeExceptionally(e);
    }
    return done;
  }
}
