package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the command by its script, as users do. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class LauncherIT {
  private static final Path SCRIPT = Path.of("target/bin/event-record");
  private static final Path JAR = Path.of("target/event-record.jar");
  private static final List<String> EMIT =
      List.of("emit", "--regarding=Order/1", "--reason=Paid", "--message=by card");

  @TempDir Path temp;

  private Path cache;
  private String javaHome;

  @BeforeEach
  void useOwnCacheAndThisJdk() {
    cache = temp.resolve("cache");
    javaHome = System.getProperty("java.home");
  }

  /** Runs the command; the output is in the file {@code out}, the errors are in {@code err}. */
  private int run(Path script, List<String> args) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(temp.resolve("err").toFile());
    builder.environment().put("JAVA_HOME", javaHome);
    builder.environment().put("EVENT_RECORD_CACHE", cache.toString());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String text(String file) throws IOException {
    return Files.readString(temp.resolve(file));
  }

  private void assertEmits(Path script) throws IOException, InterruptedException {
    assertThat(run(script, EMIT)).isZero();
    assertThat(text("out").lines()).singleElement().asString().contains("by card");
    assertThat(text("err")).isEmpty();
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("event-record"))) {
      return files.toList();
    }
  }

  @Test
  void the_first_start_makes_an_archive_and_the_second_uses_it() throws Exception {
    assertEmits(SCRIPT);
    assertThat(archives()).singleElement().satisfies(a -> assertThat(a).isNotEmptyFile());
    var made = Files.getLastModifiedTime(archives().get(0));
    assertEmits(SCRIPT);
    assertThat(Files.getLastModifiedTime(archives().get(0))).isEqualTo(made);
  }

  @Test
  void a_broken_archive_is_ignored() throws Exception {
    assertEmits(SCRIPT);
    Path archive = archives().get(0);
    assertThat(archive.toFile().setWritable(true)).isTrue();
    Files.writeString(archive, "no archive of classes");
    assertEmits(SCRIPT);
  }

  @Test
  void without_a_cache_it_starts_without_an_archive() throws Exception {
    cache = Path.of("");
    assertEmits(SCRIPT);
  }

  @Test
  void a_cache_that_cannot_be_written_does_not_stop_it() throws Exception {
    cache = Files.writeString(temp.resolve("file"), "not a directory");
    assertEmits(SCRIPT);
  }

  @Test
  void it_starts_through_symbolic_links_and_from_a_path_with_spaces() throws Exception {
    Path home = Files.createDirectories(temp.resolve("my programs"));
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path script =
        Files.copy(SCRIPT, bin.resolve("event-record"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(JAR, home.resolve("event-record.jar"));
    Path relative = Files.createSymbolicLink(bin.resolve("er"), Path.of("event-record"));
    Path absolute = Files.createSymbolicLink(temp.resolve("er"), relative.toAbsolutePath());
    assertEmits(script);
    assertEmits(relative);
    assertEmits(absolute);
  }

  @Test
  void a_java_home_without_java_is_an_error_that_names_it() throws Exception {
    javaHome = temp.resolve("nowhere").toString();
    assertThat(run(SCRIPT, EMIT)).isEqualTo(2);
    assertThat(text("out")).isEmpty();
    assertThat(text("err")).startsWith("event-record: ").contains("JAVA_HOME=" + javaHome);
  }

  @Test
  void arguments_are_passed_on_as_they_are() throws Exception {
    assertThat(
            run(
                SCRIPT,
                List.of("emit", "--regarding=Order/1", "--reason=Paid", "--message", "a  * $b")))
        .isZero();
    assertThat(text("out")).contains("\"a  * $b\"");
  }

  @Test
  void long_commands_start_too() throws Exception {
    assertThat(run(SCRIPT, List.of("pipe", CommandRun.DEMO))).isZero();
    assertThat(text("err")).startsWith("208 events read");
  }
}
