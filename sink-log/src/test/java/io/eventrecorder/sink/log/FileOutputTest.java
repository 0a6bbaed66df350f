package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("events.jsonl");
  }

  @Test
  void lines_are_appended_to_an_existing_file() throws IOException {
    Files.writeString(file, "{\"old\":1}\n");

    FileOutput lines = new FileOutput(file);
    lines.write(line("{\"new\":1}"));
    lines.write(line("{\"new\":2}"));
    lines.close();

    assertThat(file).hasContent("{\"old\":1}\n{\"new\":1}\n{\"new\":2}\n");
  }

  @Test
  void a_missing_file_is_created_and_a_missing_directory_is_not() throws IOException {
    new FileOutput(file).close();
    assertThat(file).isEmptyFile();

    assertThatThrownBy(() -> new FileOutput(directory.resolve("missing/events.jsonl")))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** The mode holds from the creation on, independent of the umask. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_new_file_gets_the_mode_and_an_existing_file_keeps_its_own() throws IOException {
    Set<PosixFilePermission> narrow = PosixFilePermissions.fromString("rw-------");
    new FileOutput(file, new FileAccess(narrow, true)).close();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(narrow);

    new FileOutput(file, new FileAccess(FileAccess.parsed("0664"), false)).close();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(narrow);

    Path dangling = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("new"));
    new FileOutput(dangling, new FileAccess(narrow, true)).close();
    assertThat(Files.getPosixFilePermissions(directory.resolve("new"))).isEqualTo(narrow);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_link_is_not_followed_if_so_configured_also_after_lines_were_written() throws IOException {
    Path other = Files.createFile(directory.resolve("other"));
    FileOutput lines = new FileOutput(file, new FileAccess(null, false));
    lines.write(line("{\"new\":1}"));
    lines.close();
    Files.delete(file);
    Files.createSymbolicLink(file, other);

    assertThatIOException()
        .isThrownBy(() -> lines.write(line("{\"new\":2}")))
        .withMessageContaining("is a link");
    assertThat(other).isEmptyFile();
  }

  @Test
  void a_partial_line_of_a_crash_does_not_join_the_next_line() throws IOException {
    Files.writeString(file, "{\"old\":1}\n{\"to");

    FileOutput lines = new FileOutput(file);
    lines.write(line("{\"new\":1}"));
    lines.write(line("{\"new\":2}"));
    lines.close();

    assertThat(file).hasContent("{\"old\":1}\n{\"to\n{\"new\":1}\n{\"new\":2}\n");
  }

  @Test
  void a_line_that_the_disk_takes_in_part_is_removed() throws IOException {
    SmallDisk disk = new SmallDisk(file, 15);
    FileOutput lines = new FileOutput(file, path -> disk);
    lines.write(line("{\"a\":1}"));

    assertThatIOException()
        .isThrownBy(() -> lines.write(line("{\"b\":2}")))
        .withMessage("No space left on device");
    assertThat(file).hasContent("{\"a\":1}\n");

    disk.makeRoom(100);
    lines.write(line("{\"b\":2}"));
    lines.close();
    assertThat(file).hasContent("{\"a\":1}\n{\"b\":2}\n");
  }

  @Test
  void a_partial_line_does_not_join_the_next_line_after_the_disk_was_full() throws IOException {
    Files.writeString(file, "torn");
    SmallDisk disk = new SmallDisk(file, 3);
    FileOutput lines = new FileOutput(file, path -> disk);

    assertThatIOException().isThrownBy(() -> lines.write(line("{\"a\":1}")));
    assertThat(file).hasContent("torn");

    disk.makeRoom(100);
    lines.write(line("{\"a\":1}"));
    lines.close();
    assertThat(file).hasContent("torn\n{\"a\":1}\n");
  }

  @Test
  void lines_of_another_program_after_a_partial_line_are_not_removed() throws IOException {
    SmallDisk disk = new SmallDisk(file, 3);
    disk.whenFull(() -> append("{\"theirs\":1}\n"));
    FileOutput lines = new FileOutput(file, path -> disk);

    assertThatIOException().isThrownBy(() -> lines.write(line("{\"a\":1}")));
    disk.makeRoom(100);
    lines.write(line("{\"a\":1}"));
    lines.close();

    assertThat(Files.readString(file)).isEqualTo("{\"a{\"theirs\":1}\n\n{\"a\":1}\n");
  }

  @Test
  void a_part_of_a_line_after_lines_of_another_program_is_removed() throws IOException {
    SmallDisk disk = new SmallDisk(file, 11);
    FileOutput lines = new FileOutput(file, path -> disk);
    lines.write(line("{\"a\":1}"));
    append("{\"theirs\":1}\n");

    assertThatIOException().isThrownBy(() -> lines.write(line("{\"b\":2}")));
    assertThat(file).hasContent("{\"a\":1}\n{\"theirs\":1}\n");
  }

  /** The line feed before a line is the only part that is written. */
  @Test
  void a_line_feed_is_not_removed_because_it_may_belong_to_another_program() throws IOException {
    Files.writeString(file, "torn");
    SmallDisk disk = new SmallDisk(file, 1);
    FileOutput lines = new FileOutput(file, path -> disk);

    assertThatIOException().isThrownBy(() -> lines.write(line("{\"a\":1}")));
    assertThat(Files.readString(file)).isEqualTo("torn\n");
  }

  /** Nothing shows whether the part is still the end of the file that was renamed. */
  @Test
  void a_part_of_a_line_stays_in_a_file_that_was_renamed() throws IOException {
    SmallDisk disk = new SmallDisk(file, 3);
    FileOutput lines = new FileOutput(file, path -> disk);
    Path renamed = Files.move(file, directory.resolve("events.jsonl.1"));

    assertThatIOException().isThrownBy(() -> lines.write(line("{\"a\":1}")));
    disk.makeRoom(100);
    lines.write(line("{\"a\":1}"));
    assertThat(Files.readString(renamed)).isEqualTo("{\"a\n{\"a\":1}\n");
  }

  @Test
  void lines_of_two_programs_do_not_overwrite_each_other() throws IOException {
    FileOutput ours = new FileOutput(file);
    FileOutput theirs = new FileOutput(file);
    ours.write(line("1"));
    theirs.write(line("2"));
    ours.write(line("3"));
    ours.close();
    theirs.close();

    assertThat(file).hasContent("1\n2\n3\n");
  }

  @Test
  void after_a_rotation_truncates_the_file_lines_are_appended_at_its_new_end() throws IOException {
    FileOutput lines = new FileOutput(file);
    lines.write(line("{\"before\":1}"));
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    lines.write(line("{\"after\":1}"));
    lines.close();

    assertThat(file).hasContent("{\"after\":1}\n");
  }

  @Test
  void an_interrupt_fails_one_write_and_the_next_succeeds() throws IOException {
    FileOutput lines = new FileOutput(file);
    lines.write(line("1"));

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lines.write(line("2"))).isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    append("{\"torn");
    lines.write(line("3"));
    lines.flush();
    lines.close();

    assertThat(Files.readString(file)).isEqualTo("1\n{\"torn\n3\n");
  }

  @Test
  void a_full_device_fails_the_write_and_the_message_says_so() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    FileOutput lines = new FileOutput(full);

    assertThatIOException()
        .isThrownBy(() -> lines.write(line("{}")))
        .withMessage("No space left on device");
    lines.flush();
    lines.close();
  }

  private void append(String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
