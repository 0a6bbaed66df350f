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
 * Each snippet of the README, of the tutorials and of the guides is part, word for word, of a
 * project that the build compiles and runs.
 */
class ReadmeTest {
  private static final List<String> PAGES =
      List.of(
          "README.md",
          "docs/tutorial-first-event.md",
          "docs/tutorial-operator.md",
          "docs/tutorial-sink.md",
          "docs/kubernetes.md",
          "docs/frameworks.md");

  private static final Pattern SNIPPET =
      Pattern.compile(
          "^```(?:java|xml|yaml|properties)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern PACKAGE = Pattern.compile("\\Apackage [^;]+;\n\n");
  private static final Pattern TOP_LEVEL_CLASS =
      Pattern.compile("^(?:public |final |abstract )*(?:class|record) ", Pattern.MULTILINE);

  @TestFactory
  Stream<DynamicTest> snippets_are_in_a_project_that_is_built() throws IOException {
    String sources = String.join("\n", sources());
    return PAGES.stream().flatMap(page -> snippets(page, sources));
  }

  private static Stream<DynamicTest> snippets(String page, String sources) {
    List<String> snippets = found(page);
    assertThat(snippets).as(page).hasSizeGreaterThan(1);
    return snippets.stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    page + ": " + snippet.strip().lines().findFirst().orElse(""),
                    () -> assertThat(sources).contains(snippet)));
  }

  /** A class is shown with its imports, so that a reader can copy it into a file and compile it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/tutorial-first-event.md",
        "docs/tutorial-operator.md",
        "docs/tutorial-sink.md",
        "docs/frameworks.md"
      })
  void classes_are_shown_as_whole_files(String page) throws IOException {
    List<String> files =
        sources().stream().map(file -> PACKAGE.matcher(file).replaceFirst("")).toList();
    assertThat(found(page))
        .filteredOn(snippet -> TOP_LEVEL_CLASS.matcher(snippet).find())
        .isNotEmpty()
        .allSatisfy(snippet -> assertThat(files).contains(snippet));
  }

  private static List<String> found(String page) {
    return SNIPPET
        .matcher(read(Path.of("..", page)))
        .results()
        .map(match -> match.group(1))
        .toList();
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
