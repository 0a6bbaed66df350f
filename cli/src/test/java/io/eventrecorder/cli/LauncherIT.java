package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final Path SCRIPT = Path.of("target/bin/event-record").toAbsolutePath();
  private static final Path JAR = Path.of("target/event-record.jar");
  private static final List<String> EMIT =
      List.of("emit", "--regarding=Order/1", "--reason=Paid", "--message=by card");

  @TempDir Path temp;

  private Path cache;
  private String javaHome;
  private Path directory = Path.of("").toAbsolutePath();
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void useOwnCacheAndThisJdk() {
    cache = temp.resolve("cache");
    javaHome = System.getProperty("java.home");
  }

  /** Runs the command; the output is in the file {@code out}, the errors are in {@code err}. */
  private int run(Path script, List<String> args) throws IOException, InterruptedException {
    return run(List.of(script.toString()), args);
  }

  private int run(List<String> command, List<String> args)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(temp.resolve("err").toFile());
    builder.environment().put("JAVA_HOME", javaHome);
    builder.environment().put("EVENT_RECORD_CACHE", cache.toString());
    builder.environment().putAll(variables);
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
  void an_archive_that_cannot_be_written_does_not_stop_it() throws Exception {
    assertEmits(SCRIPT);
    Path archive = archives().get(0);
    Files.delete(archive);
    Files.createSymbolicLink(archive, temp.resolve("nowhere").resolve("archive"));
    assertEmits(SCRIPT);
    assertThat(archive).isSymbolicLink();
  }

  @Test
  void an_archive_that_others_can_write_is_not_used() throws Exception {
    assertEmits(SCRIPT);
    Path archive = archives().get(0);
    assertThat(usesArchive()).isTrue();
    for (String rights : List.of("r--rw-r--", "r--r--rw-")) {
      Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString(rights));
      assertThat(usesArchive()).as(rights).isFalse();
    }
    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("r--r--r--"));
    assertThat(usesArchive()).isTrue();
    Path elsewhere = Files.move(archive, temp.resolve("elsewhere.jsa"));
    Files.createSymbolicLink(archive, elsewhere);
    assertThat(usesArchive()).as("link").isFalse();
  }

  @Test
  void a_folder_that_others_can_write_is_not_used() throws Exception {
    assertEmits(SCRIPT);
    Path folder = cache.resolve("event-record");
    for (String rights : List.of("rwxrwxr-x", "rwxr-xrwx")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
      assertThat(usesArchive()).as(rights).isFalse();
    }
    Files.delete(archives().get(0));
    assertEmits(SCRIPT);
    assertThat(archives()).isEmpty();
  }

  /** The JVM lists where it loaded each class from. */
  private boolean usesArchive() throws IOException, InterruptedException {
    variables.put("EVENT_RECORD_JAVA_OPTS", "-Xlog:class+load:stderr");
    assertThat(run(SCRIPT, EMIT)).isZero();
    variables.clear();
    return text("err").contains(EventRecord.class.getName() + " source: shared objects file");
  }

  @Test
  void a_signal_while_the_archive_is_made_ends_it_and_removes_the_parts() throws Exception {
    Path jdk = temp.resolve("jdk");
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    javaHome = jdk.toString();
    for (var signal : Map.of("HUP", 129, "INT", 130, "TERM", 143).entrySet()) {
      String kill = "kill -" + signal.getKey();
      if (run(List.of("sh", "-c", kill + " $$; exit 0"), List.of()) == 0) {
        continue; // the process that runs the tests ignores this signal, and so do its children
      }
      Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\n" + kill + " $PPID\n");
      assertThat(java.toFile().setExecutable(true)).isTrue();
      assertThat(run(SCRIPT, EMIT)).as(signal.getKey()).isEqualTo(signal.getValue());
      assertThat(archives()).as(signal.getKey()).isEmpty();
    }
  }

  @Test
  void options_of_the_user_for_the_collector_and_the_heap_win() throws Exception {
    for (String option : List.of("-XX:+UseG1GC", "-Xmx300m", "-Xms300m", "-XX:MaxHeapSize=8m")) {
      for (String variable :
          List.of("EVENT_RECORD_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) {
        variables.put(variable, option);
        assertThat(run(SCRIPT, List.of("--version"))).as("%s=%s", variable, option).isZero();
        assertThat(text("out")).as("%s=%s", variable, option).startsWith("event-record ");
        variables.clear();
      }
    }
    variables.put("EVENT_RECORD_JAVA_OPTS", "-XX:MaxRAMPercentage=10 -XX:+PrintFlagsFinal");
    assertThat(run(SCRIPT, List.of("--version"))).isZero();
    assertThat(text("out"))
        .containsPattern(" MaxRAMPercentage += 10\\.0")
        .containsPattern(" MaxHeapSize .*ergonomic");
  }

  @Test
  void options_before_the_command_do_not_hide_it() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("jdk").resolve("bin"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    javaHome = temp.resolve("jdk").toString();
    cache = Path.of("");
    for (String line : List.of("emit", "--sink log emit", "--sink=log -D a=b check", "-h")) {
      assertThat(run(SCRIPT, List.of(line.split(" ", -1)))).isZero();
      assertThat(text("out")).as(line).contains("-XX:TieredStopAtLevel=1").endsWith(line + "\n");
    }
    for (String line : List.of("pipe", "--sink emit pipe", "--config check tail")) {
      assertThat(run(SCRIPT, List.of(line.split(" ", -1)))).isZero();
      assertThat(text("out")).as(line).doesNotContain("-XX:TieredStopAtLevel=1");
    }
  }

  @Test
  void without_enough_memory_it_says_how_to_give_it_more() throws Exception {
    Path input = temp.resolve("in.json");
    Files.writeString(input, "{\"kind\":\"Event\",\"message\":\"" + "x".repeat(40_000_000) + "\"}");
    variables.put("EVENT_RECORD_JAVA_OPTS", "-Xmx16m");
    List<String> pipe = List.of("pipe", "-q", "--max-bytes=100000000", input.toString());
    assertThat(run(SCRIPT, pipe)).isEqualTo(1);
    assertThat(text("err").lines())
        .containsExactly(
            "event-record: out of memory; raise the limit, for example with"
                + " EVENT_RECORD_JAVA_OPTS=-Xmx1g, or java -Xmx1g -jar event-record.jar");
  }

  @Test
  void a_shell_starts_it_through_a_link_in_the_current_folder() throws Exception {
    directory = temp;
    Files.createSymbolicLink(temp.resolve("er"), SCRIPT);
    Files.createSymbolicLink(temp.resolve("er2"), Path.of("er"));
    for (String link : List.of("er", "er2")) {
      assertThat(run(List.of("sh", link), EMIT)).as(link).isZero();
      assertThat(text("out")).as(link).contains("by card");
    }
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
  void it_finds_the_jar_in_the_same_folder_and_in_the_folder_lib() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("home").resolve("bin"));
    Path script =
        Files.copy(SCRIPT, bin.resolve("event-record"), StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(run(script, EMIT)).isEqualTo(2);
    assertThat(text("err")).startsWith("event-record: event-record.jar is neither in ");
    Path lib = Files.createDirectories(temp.resolve("home").resolve("lib"));
    Path jar = Files.copy(JAR, lib.resolve("event-record.jar"));
    assertEmits(script);
    Files.move(jar, bin.resolve("event-record.jar"));
    assertEmits(script);
  }

  /** It cannot run here, so its text is checked for what breaks such scripts. */
  @Test
  void the_script_for_windows_keeps_the_rules_of_its_language() throws Exception {
    String text = Files.readString(SCRIPT.resolveSibling("event-record.bat"));
    assertThat(text.replace("\r\n", "")).as("line ends").doesNotContain("\r", "\n");
    assertThat(text).startsWith("@echo off\r\n").contains("\r\nexit /b %ERRORLEVEL%\r\n");
    assertThat(text.chars()).as("the code page does not matter").allMatch(c -> c < 128);
    for (String line : text.split("\r\n", -1)) {
      if (line.startsWith("rem ") || line.equals("rem")) {
        continue;
      }
      assertThat(line.replaceAll("\"[^\"]*\"", "")) // what is not in quotation marks
          .as(line)
          .doesNotContain("%~dp0", "%here%", "%jar%", "%java%", "%JAVA_HOME");
      assertThat(line).as("a block ends at a parenthesis in a path").doesNotMatch(".*\\($");
    }
    List<String> labels = text.lines().filter(l -> l.startsWith(":")).toList();
    assertThat(labels)
        .hasSize(3)
        .allSatisfy(l -> assertThat(text).contains("goto " + l.substring(1)));
    String script = Files.readString(SCRIPT);
    String shortCommands = text.substring(text.indexOf("in (") + 4, text.indexOf(") do "));
    assertThat(script).contains("  " + shortCommands.replace(" ", " | ") + ") flags=");
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
