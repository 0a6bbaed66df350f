package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InstalledSizeTest {
  /** The jars of this project's tests and of the program that runs them. */
  private static final Pattern OF_TESTS =
      Pattern.compile("(junit|surefire|assertj|byte-buddy|opentest4j|apiguardian|common-).*");

  /** What the application gains: its own classes are in a folder, not in a jar. */
  @Test
  void theApplicationGrowsByLessThan1450Kilobytes() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Map<String, Long> jars = new TreeMap<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      String name = jar.getFileName().toString();
      if (name.endsWith(".jar") && !OF_TESTS.matcher(name).matches()) {
        jars.put(name, Files.size(jar));
      }
    }
    long total = jars.values().stream().mapToLong(Long::longValue).sum();
    System.out.println("the application gains " + total + " bytes: " + jars);
    assertThat(jars.keySet()).anyMatch(name -> name.startsWith("eventrecorder-sink-log-"));
    assertThat(total).isLessThan(1_450_000);
  }
}
