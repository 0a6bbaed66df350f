package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.eventrecorder.cli.table.TerminalSinkProvider;
import io.eventrecorder.cli.terminal.LogDefaults;
import io.eventrecorder.cli.terminal.PrintableLog;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Compares the metadata for GraalVM's native-image with the classes and resources. {@code
 * -Ddocs.update=true} writes the list of the classes of the command. No native image is built.
 */
class NativeImageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PICOCLI = "picocli.CommandLine$";

  private static Path folder(String module) {
    return Path.of("..", module, "src/main/resources/META-INF/native-image/io.eventrecorder")
        .resolve("eventrecorder-" + module);
  }

  private static Set<String> reflected(String module) throws IOException {
    Set<String> names = new TreeSet<>();
    JSON.readTree(folder(module).resolve("reflect-config.json").toFile())
        .forEach(entry -> names.add(entry.get("name").asText()));
    return names;
  }

  private static List<String> patterns(String module) throws IOException {
    List<String> patterns = new ArrayList<>();
    JsonNode config = JSON.readTree(folder(module).resolve("resource-config.json").toFile());
    config.at("/resources/includes").forEach(e -> patterns.add(e.get("pattern").asText()));
    return patterns;
  }

  /** picocli reads and writes the fields of these classes, and calls their constructors. */
  private static Set<String> classesOfTheCommand() {
    Set<Class<?>> classes = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
    classes.addAll(Set.of(LogDefaults.class, PrintableLog.class, TerminalSinkProvider.class));
    collect(CommandRun.commandLine(), classes);
    return classes.stream()
        .map(Class::getName)
        .filter(
            name ->
                name.startsWith("io.eventrecorder.")
                    || name.startsWith(PICOCLI + "H")
                    || name.startsWith(PICOCLI + "AutoHelp"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void collect(CommandLine command, Set<Class<?>> classes) {
    CommandSpec spec = command.getCommandSpec();
    add(classes, spec.userObject());
    add(classes, spec.versionProvider());
    spec.mixins().values().forEach(mixin -> add(classes, mixin.userObject()));
    for (ArgSpec arg : spec.args()) {
      if (arg.userObject() instanceof Field field) {
        classes.add(field.getDeclaringClass());
      }
      add(classes, arg.completionCandidates());
      for (Object converter : arg.converters()) {
        add(classes, converter);
      }
    }
    command.getSubcommands().values().forEach(subcommand -> collect(subcommand, classes));
  }

  private static void add(Set<Class<?>> classes, @Nullable Object object) {
    if (object != null) {
      classes.add(object.getClass());
    }
  }

  @Test
  void the_classes_of_the_command_are_those_that_picocli_uses() throws IOException {
    Path file = folder("cli").resolve("reflect-config.json");
    if (Boolean.getBoolean("docs.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          classesOfTheCommand().stream()
              .map(
                  name ->
                      "  {\"name\": \""
                          + name
                          + "\", \"allDeclaredConstructors\": true,"
                          + " \"allDeclaredFields\": true, \"allDeclaredMethods\": true}")
              .collect(Collectors.joining(",\n", "[\n", "\n]\n")));
      return;
    }
    assertThat(reflected("cli"))
        .as("run this test with -Ddocs.update=true to update " + file)
        .isEqualTo(classesOfTheCommand());
  }

  @Test
  void every_class_with_an_annotation_of_picocli_is_listed() throws IOException {
    List<String> annotated =
        new ClassFileImporter()
            .importPath(Path.of("target/classes")).stream()
                .filter(NativeImageTest::isAnnotated)
                .map(JavaClass::getName)
                .toList();
    assertThat(annotated).hasSizeGreaterThan(6);
    assertThat(reflected("cli")).containsAll(annotated);
  }

  private static boolean isAnnotated(JavaClass type) {
    return Stream.concat(Stream.of(type), type.getFields().stream())
        .flatMap(element -> element.getAnnotations().stream())
        .anyMatch(annotation -> annotation.getRawType().getName().startsWith("picocli."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli", "core", "correlator", "sink-kafka", "sink-kubernetes", "sink-log"})
  void every_listed_class_exists(String module) throws Exception {
    for (String name : reflected(module)) {
      Class<?> found = Class.forName(name, false, NativeImageTest.class.getClassLoader());
      assertThat(found.getName()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli", "core", "correlator", "sink-kafka", "sink-kubernetes", "sink-log"})
  void every_provider_is_listed(String module) throws IOException {
    Path services = Path.of("..", module, "src/main/resources/META-INF/services");
    Set<String> providers = new TreeSet<>();
    try (Stream<Path> files = Files.list(services)) {
      for (Path file : files.toList()) {
        Files.readAllLines(file).stream().filter(l -> !l.isBlank()).forEach(providers::add);
      }
    }
    assertThat(providers).isNotEmpty();
    if (module.equals("cli")) {
      assertThat(reflected(module)).containsAll(providers); // and the classes of the commands
    } else {
      assertThat(reflected(module)).isEqualTo(providers);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli", "core", "correlator", "sink-kafka", "sink-kubernetes", "sink-log"})
  void every_resource_of_a_module_is_listed(String module) throws IOException {
    List<String> patterns = patterns(module);
    Path root = Path.of("..", module, "target/classes");
    List<String> resources;
    try (Stream<Path> files = Files.walk(root)) {
      resources =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.endsWith(".class") && !name.contains("native-image/"))
              .toList();
    }
    assertThat(resources)
        .isNotEmpty()
        .allSatisfy(r -> assertThat(patterns).as(r).anyMatch(r::matches));
  }

  @Test
  void every_resource_that_is_read_from_a_library_exists() throws IOException {
    ClassLoader loader = NativeImageTest.class.getClassLoader();
    assertThat(patterns("sink-kafka")).contains("kafka/kafka-version.properties");
    assertThat(loader.getResource("kafka/kafka-version.properties")).isNotNull();
    String pom = "META-INF/maven/io.fabric8/kubernetes-client-api/pom.properties";
    assertThat(loader.getResource(pom)).isNotNull();
    assertThat(patterns("sink-kubernetes")).anyMatch(pom::matches);
  }
}
