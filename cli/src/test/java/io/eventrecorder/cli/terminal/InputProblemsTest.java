package io.eventrecorder.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputProblemsTest {
  @Test
  void bytes_that_are_not_text_are_named(@TempDir Path temp) throws IOException {
    Path file = Files.write(temp.resolve("bytes"), new byte[] {(byte) 0xFF, 0});
    IOException thrown = catchThrowableOfType(IOException.class, () -> Files.readString(file));
    assertThat(InputProblems.words(thrown)).isEqualTo("not UTF-8 text");
  }

  @Test
  void a_wrong_escape_of_a_properties_file_is_explained() {
    IllegalArgumentException thrown =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () -> new Properties().load(new StringReader("file=C:\\users")));
    assertThat(InputProblems.words(thrown))
        .isEqualTo("\\u without four hexadecimal digits after it; write \\\\ for one backslash");
  }
}
