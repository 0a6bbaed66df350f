package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
