package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each snippet of the README and of the guide to Kubernetes stands, word for word, in a project
 * that the build compiles and runs.
 */
class ReadmeTest {
  private static final Pattern SNIPPET =
      Pattern.compile(
          "^```(?:java|xml|yaml|properties)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern PACKAGE = Pattern.compile("\\Apackage [^;]+;\n\n");
  private static final Pattern TOP_LEVEL_CLASS =
      Pattern.compile("^(?:public |final |abstract )*(?:class|record) ", Pattern.MULTILINE);

  @TestFactory
  Stream<DynamicTest> readme() throws IOException {
    return snippets(Path.of("..", "README.md"));
  }

  @TestFactory
  Stream<DynamicTest> kubernetes() throws IOException {
    return snippets(Path.of("..", "docs", "kubernetes.md"));
  }

  /**
   * A class that is shown is shown with its imports: as a file, without its package, it compiles.
   */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/kubernetes.md"})
  void classesAreWholeFiles(String page) throws IOException {
    List<String> files =
        sources().stream().map(file -> PACKAGE.matcher(file).replaceFirst("")).toList();
    assertThat(found(Path.of("..", page)))
        .filteredOn(snippet -> TOP_LEVEL_CLASS.matcher(snippet).find())
        .isNotEmpty()
        .allSatisfy(snippet -> assertThat(files).contains(snippet));
  }

  private static Stream<DynamicTest> snippets(Path page) throws IOException {
    String sources = String.join("\n", sources());
    List<String> snippets = found(page);
    assertThat(snippets).hasSizeGreaterThan(5);
    return snippets.stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.strip().lines().findFirst().orElse(""),
                    () -> assertThat(sources).contains(snippet)));
  }

  private static List<String> found(Path page) throws IOException {
    return SNIPPET.matcher(Files.readString(page)).results().map(match -> match.group(1)).toList();
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "it", "consumer"))) {
      return files.filter(Files::isRegularFile).map(ReadmeTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
