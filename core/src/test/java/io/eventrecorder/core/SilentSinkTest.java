package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SilentSinkTest {
  @Test
  @Timeout(120)
  void a_million_events_to_a_sink_that_never_answers_fit_into_64_megabytes() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String paths =
        System.getProperty("java.class.path")
            + System.getProperty("path.separator")
            + System.getProperty("jdk.module.path", "");
    String classes =
        Path.of("target", "classes")
            + System.getProperty("path.separator")
            + Path.of("target", "test-classes");
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx64m",
                "-cp",
                classes + System.getProperty("path.separator") + paths,
                SilentSinkMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).startsWith("fine ");
  }
}
