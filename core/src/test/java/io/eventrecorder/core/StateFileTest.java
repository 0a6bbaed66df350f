package io.eventrecorder.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.testkit.InMemoryEventSink;
import io.eventrecorder.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipeline goes on after a restart where it was. */
@Timeout(60)
class StateFileTest {
  @TempDir Path directory;

  private final InMemoryEventSink store = new InMemoryEventSink();
  private final ManualClock clock = new ManualClock();
  private RestartedProcess.Setting setting = new RestartedProcess.Setting(Path.of("unused"), clock);

  @BeforeEach
  void emptyDirectory() {
    setting = new RestartedProcess.Setting(directory, clock);
  }

  private Path file() {
    return directory.resolve("state");
  }

  private RestartedProcess start() {
    return setting.start(store);
  }

  private List<String> writes() {
    return store.writes().stream()
        .map(
            write -> write.operation() + " " + write.event().reason() + "=" + write.event().count())
        .toList();
  }

  @Test
  void a_count_goes_on_after_a_restart() {
    start().record("BackOff", 1).flush().record("BackOff", 1).end();
    RestartedProcess second = start().record("BackOff", 1);
    assertThat(second.end().complete()).isTrue();

    assertThat(writes())
        .containsExactly("CREATE BackOff=1", "UPDATE BackOff=2", "UPDATE BackOff=3");
    assertThat(store.events()).extracting(Event::count).containsExactly(3);
    assertThat(second.warnings()).isEmpty();
  }

  @Test
  void a_process_that_is_killed_costs_what_happened_since_the_last_write() throws IOException {
    RestartedProcess killed = start().record("BackOff", 3);
    awaitCount(killed, 3);
    clock.advance(Duration.ofSeconds(2));
    killed.awaitWrites(1).record("BackOff", 2);
    awaitCount(killed, 5);
    Files.copy(file(), directory.resolve("left")); // what the disk has at kill -9

    RestartedProcess second = setting.file(directory, "left").start(store).record("BackOff", 1);
    second.end();
    assertThat(store.events()).extracting(Event::count).containsExactly(4);
    killed.end(); // its threads
  }

  private void awaitCount(RestartedProcess process, int count) {
    process.awaitThat(() -> store.events().stream().anyMatch(event -> event.count() == count));
  }

  @Test
  void a_flush_writes_the_file() throws IOException {
    RestartedProcess killed = start().record("BackOff", 3).flush();
    Files.copy(file(), directory.resolve("left"));
    setting.file(directory, "left").start(store).record("BackOff", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(4);
    killed.end(); // its threads
  }

  @Test
  void a_write_that_is_due_comes_after_the_restart_at_its_time() {
    start().record("held", 1).flush().end();
    clock.advance(Duration.ofSeconds(59));
    RestartedProcess second = start().record("other", 1).flush();
    assertThat(writes()).containsExactly("CREATE other=1");
    clock.advance(Duration.ofSeconds(1));
    second.record("other", 1).flush().end();
    assertThat(writes()).contains("CREATE held=1");
  }

  /** A minute is then a minute in which the process runs. */
  @Test
  void time_does_not_go_back_if_the_time_of_day_was_set_back() {
    start().record("held", 1).flush().end();
    clock.setWall(ManualClock.START.minusSeconds(3600));
    RestartedProcess second = start();
    clock.advance(Duration.ofSeconds(60));
    second.record("other", 1).flush().end();
    assertThat(writes()).contains("CREATE held=1");
  }

  @Test
  void a_part_that_the_correlator_removes_is_not_restored() {
    start().record("BackOff", 2).record("gone", 1).end();
    start().record("BackOff", 1).end();
    assertThat(store.events(event -> event.reason().equals("BackOff")))
        .extracting(Event::count)
        .containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void nothing_is_written_while_nothing_changes() {
    RestartedProcess process = start().record("BackOff", 1).flush();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofSeconds(2));
      process.flush();
    }
    assertThat(process.stats().counters()).containsEntry("state-writes", 1L);
    process.end();
  }

  @Test
  void only_the_owner_may_read_the_file() throws IOException {
    start().record("BackOff", 1).end();
    for (String name : List.of("state", "state.lock")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(directory.resolve("state.new")).doesNotExist();
  }

  /** Somebody else may have made it, with permissions for all. */
  @Test
  void a_temporary_file_that_a_killed_process_left_is_replaced() throws IOException {
    Files.writeString(directory.resolve("state.new"), "half");
    start().record("BackOff", 1).end();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_symbolic_link_stays() throws IOException {
    Path real = Files.createDirectory(directory.resolve("disk")).resolve("real");
    Files.createSymbolicLink(file(), real);
    start().record("BackOff", 1).end();
    start().record("BackOff", 1).end();
    assertThat(file()).isSymbolicLink();
    assertThat(real).isRegularFile();
    assertThat(store.events()).extracting(Event::count).containsExactly(2);
  }

  /** The policy withholds some of the updates, and the memory below it has all. */
  @Test
  void counts_go_on_also_if_updates_are_withheld() {
    setting.with("updates", "powers-of-ten");
    start().record("BackOff", 5).end();
    start().record("BackOff", 5).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "notes of somebody", "eventrecorder state\n\u0001half"})
  void a_file_that_is_no_state_file_is_kept_aside_and_counts_begin_afresh(String content)
      throws IOException {
    Files.writeString(file(), content);
    RestartedProcess process = start().record("BackOff", 1);
    process.end();

    assertThat(directory.resolve("state.bad")).content(UTF_8).isEqualTo(content);
    assertThat(process.warnings())
        .singleElement()
        .asString()
        .startsWith("WARNING event pipeline main: state file " + file())
        .endsWith("; counts begin afresh, and the file is kept as " + file() + ".bad");
    assertThat(writes()).containsExactly("CREATE BackOff=1");
    start().record("BackOff", 1).end();
    assertThat(writes()).endsWith("UPDATE BackOff=2");
  }

  @Test
  void each_bad_file_is_kept() throws IOException {
    for (String content : List.of("first", "second", "third")) {
      Files.writeString(file(), content);
      start().end();
    }
    assertThat(directory.resolve("state.bad")).hasContent("first");
    assertThat(directory.resolve("state.bad2")).hasContent("second");
    assertThat(directory.resolve("state.bad3")).hasContent("third");
  }

  @Test
  void a_file_of_other_options_is_kept_aside_with_the_reason() {
    start().record("BackOff", 1).end();
    RestartedProcess other = setting.with("correlator.level", "2").start(store);
    other.record("BackOff", 1).end();
    assertThat(other.warnings())
        .singleElement()
        .asString()
        .contains("was written with other options of the correlator remembering; counts begin");
    assertThat(store.events()).extracting(Event::count).containsExactlyInAnyOrder(1, 1);
  }

  @Test
  void an_option_that_is_set_to_its_default_changes_nothing() {
    start().record("BackOff", 1).end();
    setting.with("correlator.level", "1").start(store).record("BackOff", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(2);
  }

  @Test
  void an_adjustable_option_may_change() {
    start().record("BackOff", 1).end();
    RestartedProcess second = setting.with("correlator.size", "2").start(store);
    second.record("BackOff", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(2);
    assertThat(second.warnings()).isEmpty();
  }

  /** The create of the event may have been on its way when the process before was killed. */
  @Test
  void without_updates_each_event_is_written_once_after_a_restart() {
    setting.with("updates", "none");
    start().record("BackOff", 2).end();
    start().record("BackOff", 3).record("new", 2).end();
    assertThat(writes()).containsExactly("CREATE BackOff=1", "UPDATE BackOff=3", "CREATE new=1");
  }

  @Test
  void a_file_that_is_larger_than_allowed_is_not_read() {
    start().record("BackOff", 1).end();
    RestartedProcess small = setting.with("state-max-bytes", "10").start(store);
    assertThat(small.warnings())
        .singleElement()
        .asString()
        .containsPattern("has \\d+ bytes, more than state-max-bytes=10");
    small.end();
  }

  @Test
  void a_correlator_that_throws_in_restore_begins_afresh_and_that_is_counted() {
    start().record("BackOff", 1).end();
    setting.faults.add("restore");
    RestartedProcess second = start();
    assertThat(second.warnings())
        .singleElement()
        .asString()
        .contains("because the correlator threw java.lang.AssertionError: a bug in restore");
    second.record("BackOff", 1).end();
    assertThat(second.stats().bugs()).isEqualTo(1);
    assertThat(store.events()).extracting(Event::count).containsExactlyInAnyOrder(1, 1);
  }

  @Test
  void a_correlator_that_throws_in_changes_does_not_stop_the_pipeline() {
    setting.faults.add("changes");
    RestartedProcess process = start().record("BackOff", 1);
    assertThat(process.flushes()).isFalse();
    clock.advance(Duration.ofSeconds(2));
    process.awaitFailures(2).record("BackOff", 1);
    assertThat(process.flushes()).isFalse();
    assertThat(file()).doesNotExist();
    assertThat(process.stats().bugs()).isGreaterThan(1);
    assertThat(process.warnings())
        .anySatisfy(line -> assertThat(line).endsWith("the last one: the correlator threw"))
        .anySatisfy(
            line -> assertThat(line).contains("is not written, because the correlator threw"));
    setting.faults.clear();
    assertThat(process.end().complete()).isTrue();
    start().record("BackOff", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(3);
  }

  /** Two parts of different moments do not fit together. */
  @Test
  void parts_that_came_before_a_correlator_threw_are_written_together_with_the_rest()
      throws IOException {
    RestartedProcess process = start().record("first", 1).record("second", 1).flush();
    byte[] before = Files.readAllBytes(file());
    setting.faults.add("second part");
    process.record("first", 1).record("second", 1);
    assertThat(process.flushes()).isFalse();
    assertThat(file()).hasBinaryContent(before);
    setting.faults.clear();
    process.flush();
    Files.copy(file(), directory.resolve("left"));
    setting.file(directory, "left").start(store).record("first", 1).record("second", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(3, 3);
    process.end(); // its threads
  }

  /** Its directory is replaced by a file, as root may write everywhere. */
  @Test
  void an_outage_of_the_disk_is_logged_once_and_loses_no_event() throws IOException {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    RestartedProcess process =
        setting.file(disk, "state").start(store).record("BackOff", 1).flush();
    clock.advance(Duration.ofSeconds(2));
    process.awaitWrites(1);

    Files.move(disk, directory.resolve("unmounted"));
    Files.writeString(disk, "no directory");
    for (int i = 1; i <= 3; i++) {
      clock.advance(Duration.ofSeconds(2));
      process.record("BackOff", 1);
      assertThat(process.flushes()).isFalse();
      process.awaitFailures(i);
    }
    assertThat(store.events()).extracting(Event::count).containsExactly(4);
    assertThat(process.warnings())
        .singleElement()
        .asString()
        .startsWith("WARNING event pipeline main: state file " + disk.resolve("state"))
        .contains("cannot be written: ")
        .endsWith("Until then a restart continues from the file as it is");

    Files.delete(disk);
    Files.move(directory.resolve("unmounted"), disk);
    clock.advance(Duration.ofSeconds(2));
    process.flush().awaitWrites(2); // nothing has changed since, but the file is behind
    assertThat(process.logger.lines)
        .last()
        .asString()
        .isEqualTo(
            "INFO event pipeline main: state file " + disk.resolve("state") + " is written again");
    process.end();
    start().record("BackOff", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(5);
  }

  @Test
  void a_state_that_is_too_large_is_not_written_and_the_log_has_the_remedy() {
    RestartedProcess process = setting.with("state-max-bytes", "100").start(store);
    for (int i = 0; i < 3; i++) {
      assertThat(process.record("BackOff", 1).flushes()).isFalse();
      clock.advance(Duration.ofSeconds(2));
      process.awaitFailures(i + 1);
    }
    assertThat(process.warnings())
        .singleElement()
        .asString()
        .containsPattern("would have \\d+ bytes, more than state-max-bytes=100, and is not written")
        .contains("raise state-max-bytes");
    assertThat(file()).doesNotExist();
    CloseReport report = process.end();
    assertThat(report.complete()).isFalse();
    assertThat(report.examples())
        .containsExactly("state file " + file() + ": the last counts are not written to it");
    assertThat(process.warnings())
        .last()
        .asString()
        .contains("closed before all events and state files were written");
  }

  /** The thread that writes does not even begin until the latch opens. */
  @Test
  void a_disk_that_hangs_delays_no_event() {
    CountDownLatch disk = new CountDownLatch(1);
    AtomicInteger made = new AtomicInteger();
    ThreadFactory threads =
        task ->
            made.getAndIncrement() == 0 ? new Thread(task) : new Thread(() -> after(disk, task));
    RestartedProcess process = setting.threads(threads).start(store).record("BackOff", 1);
    for (int i = 1; i <= 3; i++) {
      clock.advance(Duration.ofSeconds(2));
      process.record("BackOff", 100);
      awaitCount(process, 1 + 100 * i);
    }
    assertThat(process.broadcaster.flush(Duration.ofMillis(1))).isFalse();
    assertThat(process.stats().counters()).containsEntry("state-writes", 0L);
    disk.countDown();
    process.end();
    start().record("BackOff", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(302);
  }

  @Test
  void flushes_wait_for_one_write_while_the_disk_hangs() {
    CountDownLatch disk = new CountDownLatch(1);
    AtomicInteger made = new AtomicInteger();
    ThreadFactory threads =
        task ->
            made.getAndIncrement() == 0 ? new Thread(task) : new Thread(() -> after(disk, task));
    RestartedProcess process = setting.threads(threads).start(store);
    for (int i = 0; i < 10; i++) {
      process.record("BackOff", 1);
      assertThat(process.broadcaster.flush(Duration.ofMillis(1))).isFalse();
    }
    awaitCount(process, 10);
    disk.countDown();
    process.flush();
    // One for the flushes so far, one for the last of them if it came later, one for this one.
    assertThat(process.stats().counters().get("state-writes")).isBetween(1L, 3L);
    process.end();
    start().record("BackOff", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(11);
  }

  private static void after(CountDownLatch latch, Runnable task) {
    try {
      latch.await();
      task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** With the limit of threads reached, the next interval tries again. */
  @Test
  void a_thread_that_cannot_be_started_is_tried_again() {
    AtomicInteger made = new AtomicInteger();
    ThreadFactory threads =
        task -> {
          if (made.getAndIncrement() == 1) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return new Thread(task);
        };
    RestartedProcess process = setting.threads(threads).start(store).record("BackOff", 2);
    assertThat(process.flushes()).isFalse();
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofSeconds(2));
      process.flush();
    }
    process.end();
    setting.threads(Thread::new);
    start().record("BackOff", 1).end();
    assertThat(store.events()).extracting(Event::count).containsExactly(3);
  }
}
