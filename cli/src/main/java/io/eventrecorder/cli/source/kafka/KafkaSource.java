package io.eventrecorder.cli.source.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.cli.input.InputCounts;
import io.eventrecorder.cli.source.Backoff;
import io.eventrecorder.cli.source.EventSelection;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.StopSignal;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * The events of a topic, from a position in each partition on. It uses no consumer group: the
 * position is that of this process, and of its resume file.
 */
public final class KafkaSource implements ResumableSource {
  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * How often it looks for new partitions, and whether the brokers answer while no record comes.
   */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final TopicOptions options;
  private final EventSelection selection;
  private final boolean follow;
  private final StandardStreams streams;
  private final EventClock clock;
  private final ConsumerSettings settings;
  private final KafkaProblems problems;
  private final RecordEvents events;
  private final InputCounts counts = new InputCounts();
  private final Offsets offsets = new Offsets();
  private final StopSignal stop = new StopSignal();
  private final Backoff backoff;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private boolean connected;
  private boolean down;
  private volatile boolean broken;
  private volatile boolean lost;

  /**
   * Connects to nothing yet.
   *
   * @param options the topic
   * @param wanted which events; reading begins at its time, or else at the beginning of the topic
   * @param follow whether to go on after the records that exist
   * @param streams where problems are reported
   * @param clock says when it looks for new partitions
   * @param random spreads attempts over time
   */
  public KafkaSource(
      TopicOptions options,
      EventSelection wanted,
      boolean follow,
      StandardStreams streams,
      EventClock clock,
      RandomGenerator random) {
    this.options = options;
    this.selection = wanted;
    this.follow = follow;
    this.streams = streams;
    this.clock = clock;
    this.settings = new ConsumerSettings(options);
    this.problems = new KafkaProblems(settings, options.topic());
    // The time chooses the first record. An old event may be in a new record.
    this.events = new RecordEvents(wanted.ofAnyTime(), counts, streams);
    this.backoff = new Backoff(random);
  }

  @Override
  public String identity() {
    return "kafka topic=" + options.topic() + " " + selection.words();
  }

  @Override
  public void resumeAt(List<String> position) {
    offsets.load(position);
  }

  @Override
  public long positionChanges() {
    return offsets.changes();
  }

  @Override
  public List<String> position() {
    return offsets.lines();
  }

  @Override
  public void forEach(java.util.function.Consumer<Event> action) {
    stop.begin();
    try (Consumer<byte[], byte[]> opened = settings.newConsumer()) {
      consumer = opened;
      Partitions partitions = new Partitions(opened, options.topic(), offsets, selection.since());
      while (!stop.isAsked() && !broken) {
        try {
          if (read(opened, partitions, action)) {
            return;
          }
        } catch (OffsetOutOfRangeException e) {
          gap(partitions.skipGap(e.offsetOutOfRangePartitions()));
        } catch (WakeupException | InterruptException e) {
          return; // the process ends
        } catch (KafkaException e) {
          failed(e);
        }
      }
    } finally {
      consumer = null;
      stop.end();
    }
  }

  /** {@return whether everything is read that existed at the beginning} */
  private boolean read(
      Consumer<byte[], byte[]> opened,
      Partitions partitions,
      java.util.function.Consumer<Event> action) {
    if (!isSameTopic()) {
      return true;
    }
    gap(partitions.refresh());
    reached();
    long looked = clock.nanoTime();
    boolean quiet = true;
    while (!stop.isAsked()) {
      for (ConsumerRecord<byte[], byte[]> taken : opened.poll(POLL)) {
        if (stop.isAsked()) {
          return true;
        }
        events.read(taken, action);
        offsets.set(taken.partition(), taken.offset() + 1);
        quiet = false;
      }
      if (!follow && partitions.isAtEnd()) {
        return true;
      }
      if (Duration.ofNanos(clock.nanoTime() - looked).compareTo(LOOK) >= 0) {
        if (quiet) {
          partitions.requireAnswer();
        }
        gap(partitions.refresh());
        reached();
        looked = clock.nanoTime();
        quiet = true;
      }
    }
    return true;
  }

  /** Whether the offsets are those of this topic. */
  private boolean isSameTopic() {
    TopicIdentity now = TopicIdentity.ask(settings.forAdmin(), options.topic());
    String difference = offsets.identity().difference(now);
    if (!difference.isEmpty() && !connected) {
      streams.error(
          "cannot read events: topic "
              + options.topic()
              + " "
              + difference
              + ", so the offsets in the resume file are not its offsets; delete the file to begin"
              + " afresh, or name another file");
      broken = true;
      return false;
    }
    if (!difference.isEmpty()) {
      gap(List.of("topic " + options.topic() + " " + difference + " while it was read"));
    }
    offsets.setIdentity(now);
    return true;
  }

  /** Reports records that the topic has deleted before they were read. */
  private void gap(List<String> gaps) {
    for (String gap : gaps) {
      streams.error(gap);
      lost = true;
    }
  }

  /** Says once that the topic cannot be read, and waits before the next attempt. */
  private void failed(KafkaException failure) {
    String words = "cannot read events: " + problems.words(failure);
    if (!follow || (KafkaProblems.isFinal(failure) && !connected)) {
      streams.error(words);
      broken = true;
      return;
    }
    if (!down) {
      streams.error(words + "; trying again until it works");
      down = true;
    }
    stop.pause(backoff.next());
  }

  private void reached() {
    connected = true;
    backoff.reset();
    if (down) {
      streams.error("events can be read again");
      down = false;
    }
  }

  @Override
  public void stop() {
    stop.ask();
    Consumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    stop.askAndWait();
  }

  @Override
  public InputCounts counts() {
    return counts;
  }

  @Override
  public boolean isClean() {
    return counts.bad() == 0 && !broken && !lost;
  }
}
