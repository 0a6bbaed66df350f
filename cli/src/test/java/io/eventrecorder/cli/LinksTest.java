package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages link to files and headings that exist, and are wrapped. */
class LinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MOST_COLUMNS = 120;
  private static final Pattern CODE =
      Pattern.compile("^ *```.*?^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s:]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$", Pattern.MULTILINE);
  private static final Pattern TESTS =
      Pattern.compile("^\\|.*\\|([^|]*Test[^|]*)\\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
  private static final Pattern METHOD = Pattern.compile("\\b(?:void|class) (\\w+)");
  private static final Pattern JAVA_FILE = Pattern.compile("`([\\w/]+\\.java)`");

  @TestFactory
  Stream<DynamicTest> links_lead_to_files_and_headings() throws IOException {
    return pages().flatMap(LinksTest::links);
  }

  private static Stream<DynamicTest> links(Path page) {
    return LINK.matcher(prose(page))
        .results()
        .map(match -> match.group(1))
        .map(
            link ->
                DynamicTest.dynamicTest(
                    ROOT.relativize(page) + " -> " + link, () -> assertLeadsSomewhere(page, link)));
  }

  private static void assertLeadsSomewhere(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    assertThat(target).exists();
    if (parts.length == 2) {
      assertThat(headings(target)).contains(parts[1]);
    }
  }

  @TestFactory
  Stream<DynamicTest> prose_is_wrapped() throws IOException {
    return pages()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    ROOT.relativize(page).toString(), () -> assertThat(longLines(page)).isEmpty()));
  }

  /** Tables cannot be wrapped. */
  private static List<String> longLines(Path page) {
    return prose(page)
        .lines()
        .filter(line -> line.length() > MOST_COLUMNS && !line.startsWith("|"))
        .toList();
  }

  @Test
  void the_page_about_the_architecture_names_files_that_exist() throws IOException {
    List<String> sources = sources().map(Path::toString).toList();
    assertThat(JAVA_FILE.matcher(read(ROOT.resolve("docs/architecture.md"))).results())
        .isNotEmpty()
        .map(match -> match.group(1))
        .filteredOn(file -> sources.stream().noneMatch(source -> source.endsWith("/" + file)))
        .isEmpty();
  }

  /** In the last column of its tables, each rule of correlation names its tests. */
  @Test
  void the_tests_of_the_rules_of_correlation_exist() throws IOException {
    Set<String> names =
        sources()
            .filter(file -> file.getFileName().toString().endsWith("Test.java"))
            .flatMap(LinksTest::classAndMethods)
            .collect(Collectors.toSet());
    assertThat(
            TESTS
                .matcher(read(ROOT.resolve("docs/correlation.md")))
                .results()
                .flatMap(cell -> NAME.matcher(cell.group(1)).results())
                .map(match -> match.group(1)))
        .isNotEmpty()
        .filteredOn(name -> !names.contains(name))
        .isEmpty();
  }

  private static Stream<String> classAndMethods(Path file) {
    String type = file.getFileName().toString().replace(".java", "");
    return Stream.concat(
        Stream.of(type),
        METHOD
            .matcher(read(file))
            .results()
            .flatMap(method -> Stream.of(method.group(1), type + "." + method.group(1))));
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList()
          .stream();
    }
  }

  private static Stream<Path> pages() throws IOException {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(root, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList()
          .stream();
    }
  }

  private static String prose(Path page) {
    return CODE.matcher(read(page)).replaceAll("");
  }

  private static List<String> headings(Path page) {
    return HEADING.matcher(prose(page)).results().map(match -> anchor(match.group(1))).toList();
  }

  /** The name that GitHub gives to a heading. */
  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
