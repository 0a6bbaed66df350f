package io.eventrecorder.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies what an application with the log sink gains from the class path of this program into one
 * jar. The class path of the benchmarks is much larger, and has more providers.
 */
final class ApplicationJar {
  private static final String SERVICES = "META-INF/services/io.eventrecorder.";
  private static final Pattern WANTED =
      Pattern.compile(
          "(io/eventrecorder/(?!sink/kafka/|benchmarks/)|tools/jackson/core/|org/slf4j/).*"
              + "|io/eventrecorder/benchmarks/StartupProgram\\.class");

  private ApplicationJar() {}

  /** {@return the jar, written} */
  static Path write(Path jar) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        collect(path, files);
      } else if (Files.isRegularFile(path)) {
        try (FileSystem zip = FileSystems.newFileSystem(path)) {
          collect(zip.getPath("/"), files);
        }
      }
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new JarEntry(file.getKey()));
        out.write(file.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }

  private static void collect(Path root, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace(File.separatorChar, '/');
        if (name.startsWith(SERVICES)) {
          files.merge(name, withoutKafka(file), ApplicationJar::joined);
        } else if (WANTED.matcher(name).matches()) {
          files.putIfAbsent(name, Files.readAllBytes(file));
        }
      }
    }
  }

  private static byte[] withoutKafka(Path services) throws IOException {
    return Files.readAllLines(services).stream()
        .filter(provider -> !provider.contains(".kafka."))
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(UTF_8);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return (new String(first, UTF_8) + new String(second, UTF_8)).getBytes(UTF_8);
  }
}
