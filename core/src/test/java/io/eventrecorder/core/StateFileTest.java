package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.InMemoryEventSink.Operation;
import io.eventrecorder.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline goes on after a restart where it was. */
@Timeout(60)
class StateFileTest {
  @TempDir Path directory;

  private final InMemoryEventSink store = new InMemoryEventSink();
  private final ManualClock clock = new ManualClock();

  private RestartedProcess.Setting setting() {
    return new RestartedProcess.Setting(directory, clock);
  }

  private List<String> writes() {
    return store.writes().stream()
        .map(
            write -> write.operation() + " " + write.event().reason() + "=" + write.event().count())
        .toList();
  }

  @Test
  void a_count_goes_on_after_a_restart() {
    assertThat(setting().start(store).record("BackOff", 1).flush().record("BackOff", 1).end())
        .matches(report -> report.complete());
    RestartedProcess second = setting().start(store).record("BackOff", 1);
    assertThat(second.end()).matches(report -> report.complete());

    assertThat(writes())
        .containsExactly("CREATE BackOff=1", "UPDATE BackOff=2", "UPDATE BackOff=3");
    assertThat(store.events()).hasSize(1).extracting(Event::count).containsExactly(3);
    assertThat(store.count(Operation.CREATE)).isEqualTo(1);
  }

  @Test
  void only_the_owner_may_read_the_file() throws Exception {
    setting().start(store).record("BackOff", 1).end();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(file().resolveSibling("state.new")).doesNotExist();
  }

  private Path file() {
    return directory.resolve("state");
  }
}
