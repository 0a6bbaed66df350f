package shop.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application runs as modules, and in a run-time image that jlink makes of them. */
class ModulePathTest {
  private static final Pattern OF_THE_TEST =
      Pattern.compile(".*(test-classes|junit|assertj|surefire|opentest4j|apiguardian|byte-buddy).*");

  private static final String MAIN = "shop.modules/shop.modules.Shop";

  @TempDir Path folder;

  @Test
  void on_the_module_path_the_api_finds_runtime_correlator_and_sink() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(events(java, "-p", modulePath(), "-m", MAIN)).hasSize(3).anyMatch(this::isPrice);
  }

  @Test
  void jlink_makes_an_image_of_it() throws Exception {
    Path image = folder.resolve("image");
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--module-path",
                modulePath(),
                "--add-modules",
                "shop.modules,io.eventrecorder.core,io.eventrecorder.correlator,io.eventrecorder.sink.log",
                "--output",
                image.toString());
    assertThat(status).isZero();
    Path java = image.resolve("bin").resolve("java");
    assertThat(events(java, "-m", MAIN)).hasSize(3).anyMatch(this::isPrice);
  }

  private boolean isPrice(String line) {
    return line.contains("4711") && line.contains("the order costs 999 cents");
  }

  private List<String> events(Path java, String... arguments)
      throws IOException, InterruptedException {
    Path log = folder.resolve("events.ndjson");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.add("-Deventrecorder.sink.log.format=json");
    command.add("-Deventrecorder.sink.log.output=file");
    command.add("-Deventrecorder.sink.log.file=" + log);
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(log);
  }

  private static String modulePath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !OF_THE_TEST.matcher(Path.of(entry).getFileName().toString()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
