package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the archive for users, and runs the command in it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class DistributionIT {
  private static final Pattern LICENCE =
      Pattern.compile("\\| `([^`]+)` \\| [\\w.-]+ \\| `([^`]+)` \\|");

  @TempDir Path temp;

  private static Path archive(String end) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
      return files
          .filter(f -> f.getFileName().toString().matches("event-record-[0-9].*" + end))
          .findFirst()
          .orElseThrow();
    }
  }

  private String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("out").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("EVENT_RECORD_CACHE", "");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String out = Files.readString(temp.resolve("out"));
    assertThat(process.exitValue()).as(out).isZero();
    return out;
  }

  @Test
  void the_command_in_the_archive_runs() throws Exception {
    String unpacked = run("tar", "xf", archive("tar.gz").toString());
    assertThat(unpacked).isEmpty();
    String folder = archive("tar.gz").getFileName().toString().replace(".tar.gz", "");
    String command = folder + "/bin/event-record";
    assertThat(run(command, "emit", "--regarding=Order/1", "--reason=Paid", "--message=by card"))
        .contains("by card");
    String version = folder.substring("event-record-".length());
    assertThat(run(command, "--version")).startsWith("event-record " + version + ", commit ");
    assertThat(temp.resolve(folder).resolve("README.md"))
        .content()
        .startsWith("# event-record " + version);
    assertThat(temp.resolve(folder).resolve("share/bash-completion/completions/event-record"))
        .content()
        .isEqualToIgnoringNewLines(run(command, "completion", "bash"));
  }

  @Test
  void both_archives_have_the_same_files_with_manual_completion_and_licences() throws Exception {
    List<String> tar = run("tar", "tf", archive("tar.gz").toString()).lines().toList();
    try (ZipFile zip = new ZipFile(archive("zip").toFile())) {
      assertThat(files(zip.stream().map(Object::toString))).isEqualTo(files(tar.stream()));
    }
    assertThat(tar.stream().map(name -> name.substring(name.indexOf('/') + 1)))
        .contains(
            "bin/event-record",
            "bin/event-record.bat",
            "lib/event-record.jar",
            "share/man/man1/event-record.1",
            "share/man/man1/event-record-pipe.1",
            "share/bash-completion/completions/event-record",
            "share/zsh/site-functions/_event-record",
            "share/fish/vendor_completions.d/event-record.fish",
            "LICENSE",
            "README.md",
            "licenses/NOTICE")
        .anyMatch(name -> name.matches("licenses/slf4j-api-.*/META-INF/LICENSE.*"));
  }

  @Test
  void every_library_in_the_jar_has_the_text_of_its_licence() throws Exception {
    run("tar", "xf", archive("tar.gz").toString());
    Path root = temp.resolve(archive("tar.gz").getFileName().toString().replace(".tar.gz", ""));
    List<String[]> rows =
        Files.readAllLines(root.resolve("licenses/README.md")).stream()
            .map(LICENCE::matcher)
            .filter(Matcher::matches)
            .map(row -> new String[] {row.group(1).replace("*", ".*"), row.group(2)})
            .toList();
    List<Path> libraries;
    try (Stream<Path> folders = Files.list(root.resolve("licenses"))) {
      libraries = folders.filter(folder -> folder.toString().endsWith("-jar")).toList();
    }
    assertThat(libraries)
        .hasSizeGreaterThan(40)
        .map(DistributionIT::library)
        .contains("jline-terminal");
    for (Path library : libraries) {
      if (!hasLicence(library)) {
        List<String> texts =
            rows.stream().filter(r -> library(library).matches(r[0])).map(r -> r[1]).toList();
        assertThat(texts).as("licence of " + library(library)).hasSize(1);
        assertThat(root.resolve(texts.get(0))).isNotEmptyFile();
      }
    }
    for (String[] row : rows) {
      assertThat(libraries).map(DistributionIT::library).anyMatch(name -> name.matches(row[0]));
    }
    assertThat(root.resolve("licenses/d3/LICENSE")).content().contains("Mike Bostock");
  }

  /** {@return the name without the version} */
  private static String library(Path folder) {
    return folder.getFileName().toString().replaceFirst("-[0-9].*-jar$", "");
  }

  private static boolean hasLicence(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("LICENSE"));
    }
  }

  private static Set<String> files(Stream<String> names) {
    return names.filter(name -> !name.endsWith("/")).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void the_modes_of_the_files_do_not_depend_on_the_machine() throws Exception {
    List<String> lines = run("tar", "tvf", archive("tar.gz").toString()).lines().toList();
    for (String line : lines) {
      boolean script = line.endsWith("/bin/event-record");
      assertThat(line)
          .startsWith(line.endsWith("/") || script ? line.charAt(0) + "rwxr-xr-x" : "-rw-r--r--");
    }
  }
}
