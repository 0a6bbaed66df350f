package io.eventrecorder.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures what {@code EventBroadcaster.create()} adds to the start of a program: fresh JVMs with
 * an empty {@code main} and with {@link StartupProgram} run in turns. Only what an application
 * gains is on their class path. Prints medians of the whole process.
 */
public final class StartupTime {
  /** A program and the times that its processes took, in nanoseconds. */
  private static final class Timed {
    final String name;
    final List<String> command;
    final List<Long> nanos = new ArrayList<>();

    Timed(String name, List<String> command) {
      this.name = name;
      this.command = command;
    }

    double medianMillis() {
      return nanos.stream().sorted().toList().get(nanos.size() / 2) / 1e6;
    }
  }

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

  private static List<Timed> programs() {
    String program = StartupProgram.class.getName();
    List<Timed> programs = new ArrayList<>();
    programs.add(new Timed("empty main", List.of(program)));
    for (String format : List.of("slf4j", "json")) {
      String option = "-Deventrecorder.sink.log.format=" + format;
      programs.add(new Timed(format + ": create", List.of(option, program, "create")));
      programs.add(
          new Timed(format + ": create, record, close", List.of(option, program, "record")));
    }
    return programs;
  }

  private static void measure(List<String> java, int rounds, Path folder)
      throws IOException, InterruptedException {
    List<Timed> programs = programs();
    for (int round = -1; round < rounds; round++) {
      for (Timed program : programs) {
        long start = System.nanoTime();
        run(joined(java, program.command), out(folder));
        if (round >= 0) { // the first round fills the caches of the file system
          program.nanos.add(System.nanoTime() - start);
        }
      }
    }
    double empty = programs.get(0).medianMillis();
    for (Timed program : programs) {
      double time = program.medianMillis();
      System.out.printf(
          Locale.ROOT,
          "%-30s %5.0f ms, %5.0f ms beyond the empty main, %5d classes%n",
          program.name,
          time,
          time - empty,
          classes(java, program.command, folder));
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
}
