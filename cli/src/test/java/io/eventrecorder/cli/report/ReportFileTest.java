package io.eventrecorder.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.cli.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is written as a whole, or not at all. */
class ReportFileTest {
  @TempDir Path temp;

  private ReportFile file() {
    return ReportFile.of("--output", temp.resolve("r.html").toString());
  }

  @Test
  void if_writing_fails_the_old_file_stays_and_no_other_file_is_left() throws IOException {
    Files.writeString(temp.resolve("r.html"), "old");
    ReportFile.Content failing =
        out -> {
          out.write("half");
          throw new IOException("No space left on device");
        };
    assertThatThrownBy(() -> file().write(failing))
        .isInstanceOf(CommandException.class)
        .hasMessageEndingWith("r.html: No space left on device; the report was not written");
    assertThat(temp.resolve("r.html")).hasContent("old");
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void it_has_the_permissions_that_the_user_gives_to_new_files() throws IOException {
    Path other = Files.writeString(temp.resolve("other"), "");
    assertThat(file().write(out -> out.write("ä"))).isEqualTo(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)));
  }

  @Test
  void a_device_is_written_directly() {
    ReportFile device = ReportFile.of("--output", "/dev/null");
    assertThat(device.write(out -> out.write("text"))).isZero();
    assertThat(Path.of("/dev/null")).exists();
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void a_script_that_would_end_its_element_is_refused() {
    for (String text : new String[] {"a</script>", "a</STYLE >", "<!-- a"}) {
      assertThatThrownBy(() -> PageResources.inline(text))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(PageResources.inline("a < b")).isEqualTo("a < b");
    assertThat(PageResources.hash("")).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  }
}
