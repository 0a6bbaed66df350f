package io.eventrecorder.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.cli.input.InputCounts;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.testkit.FaultyEventSink;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.SinkOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final Event EVENT =
      Event.builder()
          .name("a")
          .namespace("shop")
          .regarding(ObjectReference.of("Pod", "shop", "web-0"))
          .reason("Started")
          .build();

  @TempDir Path temp;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FaultyEventSink sink = new FaultyEventSink(new InMemoryEventSink());
  private final EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build();
  private final CountedSource source = new CountedSource();
  private Path file = Path.of("");

  @BeforeEach
  void startPipeline() {
    file = temp.resolve("events.resume");
    var unused = broadcaster.startRecordingToSink("test", sink);
  }

  @AfterEach
  void close() {
    sink.releaseAll();
    broadcaster.close();
  }

  private Checkpoints start() {
    PrintStream out = new PrintStream(err, true, UTF_8);
    StandardStreams streams = new StandardStreams(new ByteArrayInputStream(new byte[0]), out, out);
    return Checkpoints.start(source, ResumeFile.open(file, "counted"), broadcaster, streams);
  }

  private void publish() {
    broadcaster.publish(EVENT);
    source.change();
  }

  private List<String> saved() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().filter(line -> line.startsWith("at ")).toList()
        : List.of();
  }

  @Test
  void a_position_is_saved_when_the_sinks_have_what_came_before() throws IOException {
    sink.next(SinkOutcome.stored().held());
    Checkpoints checkpoints = start();
    publish();
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(5))
        .until(() -> saved().isEmpty());
    sink.releaseAll();
    await().until(() -> saved().equals(List.of("at 1")));
    checkpoints.beforeClose();
    assertThat(checkpoints.end(true)).isTrue();
  }

  @Test
  void the_last_position_is_saved_at_the_end_only_if_all_is_settled() throws IOException {
    Checkpoints checkpoints = start();
    publish();
    await().until(() -> saved().equals(List.of("at 1")));
    publish();
    checkpoints.beforeClose();
    source.change(); // published while the sinks close, and perhaps dropped
    checkpoints.end(false);
    assertThat(saved()).containsExactly("at 1");

    Checkpoints again = start();
    again.beforeClose();
    source.change();
    assertThat(again.end(true)).isTrue();
    assertThat(saved()).containsExactly("at 3");
  }

  @Test
  void a_file_that_cannot_be_written_is_reported_once() throws IOException {
    Checkpoints checkpoints = start();
    Files.createDirectory(temp.resolve("events.resume.new"));
    publish();
    await().until(() -> err.toString(UTF_8).contains("cannot be written"));
    checkpoints.beforeClose();
    assertThat(checkpoints.end(true)).isFalse();
    assertThat(err.toString(UTF_8).lines()).hasSize(1);
  }

  @Test
  void a_large_position_is_saved_less_often() {
    assertThat(Checkpoints.pauseAfter(3)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Checkpoints.pauseAfter(20_001)).isEqualTo(Duration.ofSeconds(6));
    assertThat(Checkpoints.pauseAfter(200_001)).isEqualTo(Duration.ofSeconds(42));
  }

  /** A source whose position is a number. */
  private static final class CountedSource implements ResumableSource {
    private final AtomicInteger changes = new AtomicInteger();

    void change() {
      int unused = changes.incrementAndGet();
    }

    @Override
    public String identity() {
      return "counted";
    }

    @Override
    public void resumeAt(List<String> position) {}

    @Override
    public long positionChanges() {
      return changes.get();
    }

    @Override
    public List<String> position() {
      return List.of("at " + changes.get());
    }

    @Override
    public void forEach(Consumer<Event> action) {}

    @Override
    public void stop() {}

    @Override
    public InputCounts counts() {
      return new InputCounts();
    }

    @Override
    public boolean isClean() {
      return true;
    }
  }
}
