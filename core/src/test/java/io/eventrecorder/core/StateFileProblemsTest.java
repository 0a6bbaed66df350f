package io.eventrecorder.core;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.ManualClock;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State files that a pipeline cannot start with. Each message names option, value and remedy. */
class StateFileProblemsTest {
  @TempDir Path directory;

  private final InMemoryEventSink store = new InMemoryEventSink();
  private RestartedProcess.Setting setting =
      new RestartedProcess.Setting(Path.of("unused"), new ManualClock());

  @BeforeEach
  void emptyDirectory() {
    setting = new RestartedProcess.Setting(directory, new ManualClock());
  }

  private void assertProblem(String text) {
    assertThatThrownBy(() -> setting.start(store))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eventrecorder.pipeline.main.state-file=" + text);
  }

  @Test
  void a_correlator_without_memory() {
    setting.with("correlator", "none");
    assertProblem(
        directory.resolve("state")
            + ": the correlator none has no memory that can be kept: set"
            + " eventrecorder.pipeline.main.correlator to one that has, for example aggregating, or"
            + " remove state-file");
  }

  @Test
  void a_correlator_in_code() {
    RestartedProcess process = setting.file(directory, "other").start(store);
    assertThatThrownBy(
            () ->
                process.broadcaster.startRecordingToSink(
                    "second",
                    store,
                    EventCorrelator.none(),
                    PipelineOptions.builder().stateFile(directory.resolve("second")).build()))
        .hasMessageContaining("eventrecorder.pipeline.second.state-file=")
        .hasMessageContaining("needs a correlator that is named in the configuration");
    process.end();
  }

  @Test
  void a_file_that_another_pipeline_uses_until_that_one_is_closed() {
    RestartedProcess first = setting.start(store);
    assertProblem(
        directory.resolve("state")
            + " is in use by another pipeline or process; give each pipeline of each process a file"
            + " of its own");
    first.end();
    setting.start(store).end();
  }

  @Test
  void a_file_of_a_pipeline_whose_name_is_taken_is_released() {
    RestartedProcess first = setting.file(directory, "first").start(store);
    PipelineOptions options =
        PipelineOptions.builder().stateFile(directory.resolve("second")).build();
    assertThatThrownBy(() -> first.broadcaster.startRecordingToSink("main", store, options))
        .hasMessageContaining("a pipeline named main is running already");
    setting.file(directory, "second").start(store).end();
    first.end();
  }

  /** On Linux, a process that closes any descriptor of a file loses its locks on that file. */
  @Test
  void a_second_start_does_not_let_another_process_have_the_file() throws IOException {
    RestartedProcess first = setting.start(store);
    assertProblem(directory.resolve("state") + " is in use by another pipeline or process");
    assertThat(lockOfAnotherProcess()).isEqualTo("locked");
    assertThatThrownBy(
            () -> first.broadcaster.startRecordingToSink("main", store, PipelineOptions.none()))
        .hasMessageContaining("a pipeline named main is running already");
    assertThat(lockOfAnotherProcess()).isEqualTo("locked");
    first.end();
    assertThat(lockOfAnotherProcess()).isEqualTo("free");
  }

  /** As this library does in a second class loader. */
  @Test
  void a_start_does_not_release_a_lock_that_other_code_of_the_process_has() throws IOException {
    Path lock = directory.resolve("state.lock");
    try (FileChannel other = FileChannel.open(lock, CREATE, WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      assertProblem(directory.resolve("state") + " is in use by another pipeline or process");
      assertThat(lockOfAnotherProcess()).isEqualTo("locked");
    }
  }

  private String lockOfAnotherProcess() throws IOException {
    return LockProbeMain.run(directory.resolve("state.lock"));
  }

  /** Each reading of the clock at the start fails once, wherever it is. */
  @Test
  void a_start_that_fails_anywhere_releases_the_file() {
    boolean failed = true;
    for (int good = 0; failed; good++) {
      AtomicInteger left = new AtomicInteger(good);
      RestartedProcess.Setting broken =
          new RestartedProcess.Setting(directory, new FailingClock(left));
      failed = false;
      try {
        RestartedProcess started = broken.start(store);
        left.set(Integer.MAX_VALUE);
        started.end();
      } catch (AssertionError e) {
        failed = true;
      }
      setting.start(store).end();
      assertThat(good).isLessThan(1000);
    }
  }

  private record FailingClock(AtomicInteger left) implements EventClock {
    private static final EventClock CLOCK = EventClock.system();

    private void read() {
      if (left.getAndDecrement() <= 0) {
        throw new AssertionError("a clock that cannot be read");
      }
    }

    @Override
    public Instant instant() {
      read();
      return CLOCK.instant();
    }

    @Override
    public long nanoTime() {
      read();
      return CLOCK.nanoTime();
    }
  }

  @Test
  void a_correlator_for_other_uses_does_not_touch_the_file() {
    RestartedProcess process = setting.start(store);
    assertThat(process.newCorrelator()).isNotNull();
    process.end();
  }

  @Test
  void a_directory_that_does_not_exist() {
    setting.file(directory.resolve("none"), "state");
    assertProblem(
        directory.resolve("none/state")
            + " there is no directory "
            + directory.resolve("none")
            + "; create it, or name a file in another one");
  }

  @Test
  void a_directory() throws IOException {
    Files.createDirectory(directory.resolve("state"));
    assertProblem(directory.resolve("state") + " is a directory; name a file");
  }

  /** As a device is: it must not be renamed, and reading from it may never end. */
  @Test
  void a_socket() throws IOException {
    Path socket = directory.resolve("state");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertProblem(
          socket + " is a device, a pipe or a socket, and no regular file; name another file");
      assertThat(socket).exists();
    }
  }

  @Test
  void a_lock_file_that_cannot_be_opened() throws IOException {
    Path lock = Files.createDirectory(directory.resolve("state.lock"));
    assertProblem(
        directory.resolve("state")
            + " cannot be locked: its lock file "
            + lock
            + " cannot be opened");
  }

  @Test
  void a_symbolic_link_in_a_circle() throws IOException {
    Files.createSymbolicLink(directory.resolve("state"), directory.resolve("other"));
    Files.createSymbolicLink(directory.resolve("other"), directory.resolve("state"));
    assertProblem(directory.resolve("state") + " is a symbolic link in a circle");
  }

  @Test
  void one_file_for_all_pipelines() {
    setting.properties.put("eventrecorder.pipeline-defaults.state-file", "/tmp/x");
    assertThatThrownBy(() -> setting.start(store))
        .hasMessageContaining(
            "eventrecorder.pipeline-defaults.state-file=/tmp/x would be the file of all pipelines")
        .hasMessageContaining("set eventrecorder.pipeline.<name>.state-file instead");
  }
}
