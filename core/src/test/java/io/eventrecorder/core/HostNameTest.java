package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void a_variable_goes_before_the_files() throws IOException {
    List<Path> files = List.of(file("kernel", "node-2\n"));
    assertThat(HostName.of(Map.of("HOSTNAME", "web-0", "COMPUTERNAME", "PC")::get, files))
        .isEqualTo("web-0");
    assertThat(HostName.of(Map.of("HOSTNAME", " ", "COMPUTERNAME", "PC")::get, files))
        .isEqualTo("PC");
  }

  @Test
  void without_variable_the_name_comes_from_the_first_file() throws IOException {
    Path kernel = file("kernel", "node-2\n");
    Path etc = file("etc", "node-3.example\n# more\n");
    Path missing = directory.resolve("missing");
    Map<String, String> none = Map.of();
    assertThat(HostName.of(none::get, List.of(kernel, etc))).isEqualTo("node-2");
    assertThat(HostName.of(none::get, List.of(missing, directory, etc)))
        .isEqualTo("node-3.example");
    assertThat(HostName.of(none::get, List.of(missing))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "(none)\n", "localhost\n", "a b\n", "# comment\n", "\u001b[2J\n"})
  void a_text_that_is_not_a_host_name_is_ignored(String text) throws IOException {
    List<Path> files = List.of(file("kernel", text), file("etc", "node-3\n"));
    assertThat(HostName.of(Map.<String, String>of()::get, files)).isEqualTo("node-3");
  }
}
