package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eventrecorder.Event;
import io.eventrecorder.sink.log.LogEventSink.Profile;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-05-04T03:02:01Z"));
  private final LogEventSink.Builder builder =
      LogEventSink.builder().profile(Profile.KUBERNETES).clock(clock);

  @Test
  void every_write_is_a_line_of_the_newest_state() {
    EventSink sink = builder.json(out);
    Event newest = Events.backOff().toBuilder().count(4).build();

    assertThat(sink.create(Events.backOff())).succeedsWithin(SOON).isNull();
    assertThat(sink.update(newest)).succeedsWithin(SOON).isNull();
    assertThat(sink.patch(newest.toBuilder().count(5).build(), EventPatch.ofCount(newest)))
        .succeedsWithin(SOON)
        .isNull();

    assertThat(lines()).hasSize(3).allSatisfy(line -> assertThat(line).contains("\"BackOff\""));
    assertThat(lines().get(0)).contains("\"count\":3,");
    assertThat(lines().get(1)).contains("\"count\":4,");
    assertThat(lines().get(2)).contains("\"count\":5,");
  }

  @Test
  void a_line_has_the_time_of_the_last_occurrence_or_else_of_the_clock() {
    EventSink sink = builder.json(out);
    join(sink.create(Events.backOff()));
    join(sink.create(Event.builder().message("timeless").build()));

    assertThat(lines().get(0)).startsWith("{\"time\":\"2026-01-01T00:05:00.123456Z\"");
    assertThat(lines().get(1)).startsWith("{\"time\":\"2026-05-04T03:02:01.000000Z\"");
  }

  @Test
  void lines_keep_the_order_of_the_writes() {
    EventSink sink = builder.json(out);
    List<CompletionStage<@Nullable Event>> writes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      writes.add(sink.create(Event.builder().message("m" + i).build()));
    }
    writes.forEach(JsonLinesSinkTest::join);

    assertThat(lines())
        .extracting(line -> line.replaceAll(".*\"message\":\"|\".*", ""))
        .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void a_stream_that_blocks_does_not_block_the_caller() throws InterruptedException {
    CountDownLatch reader = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    EventSink sink =
        builder.json(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                writing.countDown();
                try {
                  reader.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
            });

    CompletableFuture<@Nullable Event> write = sink.create(Events.backOff()).toCompletableFuture();
    writing.await();
    assertThat(write).isNotDone();
    reader.countDown();
    assertThat(write).succeedsWithin(SOON);
  }

  @Test
  void a_write_error_is_retryable_and_names_the_file() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    EventSink sink = builder.json(full);

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> join(sink.create(Events.backOff())))
        .havingCause()
        .isInstanceOf(SinkException.class)
        .withMessage("cannot write to /dev/full: No space left on device")
        .satisfies(
            e -> assertThat(((SinkException) e).kind()).isEqualTo(SinkException.Kind.RETRYABLE))
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void a_time_that_cannot_be_written_is_rejected_and_writes_nothing() {
    EventSink sink = builder.json(out);
    Event event = Events.backOff().toBuilder().lastTimestamp(Instant.MAX).build();

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> join(sink.create(event)))
        .havingCause()
        .isInstanceOf(SinkException.class)
        .satisfies(
            e -> assertThat(((SinkException) e).kind()).isEqualTo(SinkException.Kind.REJECTED));
    assertThat(out.toByteArray()).isEmpty();
  }

  @Test
  void flush_flushes_and_close_closes_the_file_of_the_sink(@TempDir Path directory)
      throws IOException {
    List<String> calls = new ArrayList<>();
    EventSink sink =
        builder.json(
            new LineOutput() {
              @Override
              public void write(byte[] line) {}

              @Override
              public void flush() {
                calls.add("flush");
              }

              @Override
              public void close() throws IOException {
                calls.add("close");
                throw new IOException("lost");
              }
            });
    assertThat(sink.flush()).succeedsWithin(SOON);
    assertThatThrownBy(() -> sink.close(SOON))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("lost");
    assertThat(calls).containsExactly("flush", "close");

    Path file = directory.resolve("events.jsonl");
    EventSink toFile = builder.json(file);
    join(toFile.create(Events.backOff()));
    toFile.close(SOON);
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void a_file_that_cannot_be_opened_is_named_in_the_error(@TempDir Path directory) {
    assertThatThrownBy(() -> builder.json(directory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open " + directory + " for appending");
  }

  @Test
  void every_event_is_a_line_in_the_order_of_recording_unless_the_user_says_otherwise() {
    assertThat(builder.json(out).defaults().correlator()).isEqualTo("none");
    assertThat(builder.json(out).defaults().maxInFlight()).isEqualTo(1);
  }

  private static @Nullable Event join(CompletionStage<@Nullable Event> write) {
    return write.toCompletableFuture().join();
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
