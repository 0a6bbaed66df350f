package io.eventrecorder.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.eventrecorder.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResumeFileTest {
  private static final List<String> POSITION = List.of("offset 0 17", "offset 1 4");

  @TempDir Path temp;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = temp.resolve("events.resume");
  }

  private void save(List<String> position) throws IOException {
    try (ResumeFile opened = ResumeFile.open(file, "kafka topic=a")) {
      opened.save(position);
    }
  }

  private void assertRefused(String source, String problem) {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> ResumeFile.open(file, source))
        .withMessageStartingWith("--resume-file " + file + " " + problem)
        .withMessageContaining("name another file")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
  }

  @Test
  void a_position_is_read_back() throws IOException {
    try (ResumeFile opened = ResumeFile.open(file, "kafka topic=a")) {
      assertThat(opened.position()).isNull();
    }
    save(List.of("offset 0 3"));
    save(POSITION);
    try (ResumeFile opened = ResumeFile.open(file, "kafka topic=a")) {
      assertThat(opened.position()).isEqualTo(POSITION);
    }
    assertThat(temp).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
  }

  @Test
  void a_file_that_is_cut_off_anywhere_is_refused() throws IOException {
    save(POSITION);
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length() - 1; length++) {
      Files.writeString(file, whole.substring(0, length));
      assertRefused("kafka topic=a", "is ");
    }
    Files.writeString(file, whole.replace("17", "18"));
    assertRefused("kafka topic=a", "is damaged or cut off; delete it to begin afresh");
  }

  @Test
  void a_file_that_is_something_else_is_refused() throws IOException {
    Files.writeString(file, "{\"kind\": \"Event\"}\n");
    assertRefused("kafka topic=a", "is not a resume file");
    Files.write(file, new byte[] {(byte) 0xFF, 0, 10});
    assertRefused("kafka topic=a", "is not a resume file");
  }

  @Test
  void a_file_of_another_source_is_refused() throws IOException {
    save(POSITION);
    assertRefused(
        "kafka topic=b",
        "belongs to another source (kafka topic=a) than the one that you read (kafka topic=b)");
  }

  @Test
  void a_file_is_for_one_process_at_a_time() {
    ResumeFile first = ResumeFile.open(file, "kafka topic=a");
    assertRefused("kafka topic=a", "is in use by another process");
    first.close();
    ResumeFile.open(file, "kafka topic=a").close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void symbolic_links_stay_and_the_file_behind_them_is_replaced_and_locked() throws IOException {
    Path target = Files.createDirectory(temp.resolve("volume")).resolve("position");
    Path middle = Files.createSymbolicLink(temp.resolve("middle"), Path.of("volume/position"));
    Files.createSymbolicLink(file, middle);
    save(POSITION); // the last link leads to nothing yet
    save(POSITION);
    assertThat(file).isSymbolicLink();
    assertThat(middle).isSymbolicLink();
    assertThat(target).isRegularFile();
    assertThat(temp.resolve("volume"))
        .isDirectoryContaining(path -> path.endsWith("position.lock"));
    assertThat(temp).isDirectoryNotContaining(path -> path.toString().endsWith(".lock"));

    try (ResumeFile first = ResumeFile.open(target, "kafka topic=a")) {
      assertThat(first.position()).isEqualTo(POSITION);
      assertRefused("kafka topic=a", "is in use by another process");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void links_in_a_circle_are_refused() throws IOException {
    Files.createSymbolicLink(file, file);
    assertRefused("kafka topic=a", "is a symbolic link in a circle");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void the_mode_of_an_existing_file_is_kept() throws IOException {
    save(POSITION);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    save(POSITION);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void a_directory_that_does_not_exist_is_named() {
    file = temp.resolve("none").resolve("events.resume");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> ResumeFile.open(file, "kafka topic=a"))
        .withMessageContaining("events.resume.lock cannot be written: no such file");
  }
}
