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

class FileLinesTest {
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("events.jsonl");
  }

  @Test
  void linesAreAppendedToWhatIsThere() throws IOException {
    Files.writeString(file, "{\"old\":1}\n");

    FileLines lines = new FileLines(file);
    lines.write(line("{\"new\":1}"));
    lines.write(line("{\"new\":2}"));
    lines.close();

    assertThat(file).hasContent("{\"old\":1}\n{\"new\":1}\n{\"new\":2}\n");
  }

  @Test
  void aMissingFileIsMadeAndAMissingDirectoryIsNot() throws IOException {
    new FileLines(file).close();
    assertThat(file).isEmptyFile();

    assertThatThrownBy(() -> new FileLines(directory.resolve("missing/events.jsonl")))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** From the first moment on, and whatever the umask says. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFileIsMadeWithItsModeAndKeepsTheOneItHas() throws IOException {
    Set<PosixFilePermission> narrow = PosixFilePermissions.fromString("rw-------");
    new FileLines(file, new FileAccess(narrow, true)).close();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(narrow);

    new FileLines(file, new FileAccess(FileAccess.parsed("0664"), false)).close();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(narrow);

    Path dangling = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("new"));
    new FileLines(dangling, new FileAccess(narrow, true)).close();
    assertThat(Files.getPosixFilePermissions(directory.resolve("new"))).isEqualTo(narrow);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLinkIsNotFollowedOnRequestAlsoOnceLinesWereWritten() throws IOException {
    Path other = Files.createFile(directory.resolve("other"));
    FileLines lines = new FileLines(file, new FileAccess(null, false));
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
  void whatACrashHasTornDoesNotJoinTheNextLine() throws IOException {
    Files.writeString(file, "{\"old\":1}\n{\"to");

    FileLines lines = new FileLines(file);
    lines.write(line("{\"new\":1}"));
    lines.write(line("{\"new\":2}"));
    lines.close();

    assertThat(file).hasContent("{\"old\":1}\n{\"to\n{\"new\":1}\n{\"new\":2}\n");
  }

  @Test
  void aLineThatTheDiskTakesInPartLeavesNothingBehind() throws IOException {
    SmallDisk disk = new SmallDisk(file, 15);
    FileLines lines = new FileLines(file, path -> disk);
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
  void aTornLineStaysApartThoughTheDiskIsFullForAWhile() throws IOException {
    Files.writeString(file, "torn");
    SmallDisk disk = new SmallDisk(file, 3);
    FileLines lines = new FileLines(file, path -> disk);

    assertThatIOException().isThrownBy(() -> lines.write(line("{\"a\":1}")));
    assertThat(file).hasContent("torn");

    disk.makeRoom(100);
    lines.write(line("{\"a\":1}"));
    lines.close();
    assertThat(file).hasContent("torn\n{\"a\":1}\n");
  }

  @Test
  void whatAnotherProgramHasWrittenBehindIsNotCutOff() throws IOException {
    SmallDisk disk = new SmallDisk(file, 3);
    disk.whenFull(() -> append("{\"theirs\":1}\n"));
    FileLines lines = new FileLines(file, path -> disk);

    assertThatIOException().isThrownBy(() -> lines.write(line("{\"a\":1}")));
    disk.makeRoom(100);
    lines.write(line("{\"a\":1}"));
    lines.close();

    assertThat(Files.readString(file)).isEqualTo("{\"a{\"theirs\":1}\n\n{\"a\":1}\n");
  }

  @Test
  void linesOfTwoProgramsDoNotOverwriteEachOther() throws IOException {
    FileLines ours = new FileLines(file);
    FileLines theirs = new FileLines(file);
    ours.write(line("1"));
    theirs.write(line("2"));
    ours.write(line("3"));
    ours.close();
    theirs.close();

    assertThat(file).hasContent("1\n2\n3\n");
  }

  @Test
  void aFileThatWasCutShortByRotationIsAppendedToFromItsNewEnd() throws IOException {
    FileLines lines = new FileLines(file);
    lines.write(line("{\"before\":1}"));
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    lines.write(line("{\"after\":1}"));
    lines.close();

    assertThat(file).hasContent("{\"after\":1}\n");
  }

  @Test
  void anInterruptFailsOneWriteAndTheNextSucceeds() throws IOException {
    FileLines lines = new FileLines(file);
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
  void aFullDeviceIsAFailureThatSaysSo() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    FileLines lines = new FileLines(full);

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
