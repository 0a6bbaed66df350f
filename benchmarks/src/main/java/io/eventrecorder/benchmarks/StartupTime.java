package io.eventrecorder.benchmarks;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.Multimap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures what {@code EventBroadcaster.create()} adds to the start of a program: fresh JVMs with
 * an empty {@code main} and with {@link StartupProgram} run in turns. Only what an application
 * gains is on their class path. Prints medians of the whole process.
 */
public final class StartupTime {
  private static final String EMPTY = "empty main";

  private static final Map<String, List<String>> PROGRAMS = programs();

  private StartupTime() {}

  /**
   * Runs the measurement.
   *
   * @param args the number of processes of each kind (31 if there is no argument), then options for
   *     all JVMs
   * @throws IOException if a process cannot be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length == 0 ? 31 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("startup");
    Path jar = folder.resolve("application.jar");
    try {
      List<String> java = new ArrayList<>();
      java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      java.addAll(List.of(args).subList(Math.min(1, args.length), args.length));
      java.addAll(List.of("-cp", ApplicationJar.write(jar).toString()));
      measure(java, rounds, folder);
    } finally {
      for (Path file : List.of(jar, out(folder), classes(folder), folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Map<String, List<String>> programs() {
    String program = StartupProgram.class.getName();
    Map<String, List<String>> programs = new LinkedHashMap<>();
    programs.put(EMPTY, List.of(program));
    for (String format : List.of("slf4j", "json")) {
      String option = "-Deventrecorder.sink.log.format=" + format;
      programs.put(format + ": create", List.of(option, program, "create"));
      programs.put(format + ": create, record, close", List.of(option, program, "record"));
    }
    return programs;
  }

  private static void measure(List<String> java, int rounds, Path folder)
      throws IOException, InterruptedException {
    Multimap<String, Long> nanos = ArrayListMultimap.create();
    for (int round = -1; round < rounds; round++) {
      for (var program : PROGRAMS.entrySet()) {
        long start = System.nanoTime();
        run(joined(java, program.getValue()), out(folder));
        if (round >= 0) { // the first round fills the caches of the file system
          nanos.put(program.getKey(), System.nanoTime() - start);
        }
      }
    }
    long empty = median(nanos.get(EMPTY));
    for (var program : PROGRAMS.entrySet()) {
      long time = median(nanos.get(program.getKey()));
      System.out.printf(
          Locale.ROOT,
          "%-30s %5.0f ms, %5.0f ms beyond the empty main, %5d classes%n",
          program.getKey(),
          time / 1e6,
          (time - empty) / 1e6,
          classes(java, program.getValue(), folder));
    }
  }

  private static long classes(List<String> java, List<String> program, Path folder)
      throws IOException, InterruptedException {
    Path log = classes(folder);
    run(
        joined(joined(java, List.of("-Xlog:class+load:file=" + log + "::filecount=0")), program),
        out(folder));
    try (var lines = Files.lines(log)) {
      return lines.count();
    }
  }

  private static void run(List<String> command, Path out) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command + " failed: " + Files.readString(out));
    }
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static Path out(Path folder) {
    return folder.resolve("out");
  }

  private static Path classes(Path folder) {
    return folder.resolve("classes");
  }

  private static long median(Collection<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
