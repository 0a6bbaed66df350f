package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.correlator.CorrelatorOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A relay in a JVM of its own. It prints, several times a second, how many records of each
 * partition it has consumed, and ends when its standard input ends.
 */
final class RelayProcess implements AutoCloseable {
  static final String INPUT = "events";
  static final String APPLICATION = "kill-test";
  static final int PARTITIONS = 4;
  private static final String PROGRESS = "consumed ";
  private static final int ATTEMPTS = 3;

  /** What is rate-limited is written again within the test: a token comes back each second. */
  static final CorrelatorOptions CORRELATOR =
      CorrelatorOptions.builder()
          .burst(5)
          .qps(1)
          .cacheSize(4096)
          .observationExpiry(Duration.ofHours(2))
          .build();

  private final String name;
  private final Process process;
  private volatile Map<Integer, Long> consumed = Map.of();

  private RelayProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  static RelayOptions options(String bootstrapServers, String stateDirectory) {
    return RelayOptions.builder()
        .bootstrapServers(bootstrapServers)
        .applicationId(APPLICATION)
        .from(INPUT)
        .correlator(CORRELATOR)
        .threads(1)
        .kafka(
            Map.of(
                "state.dir",
                stateDirectory,
                "session.timeout.ms",
                3000,
                "heartbeat.interval.ms",
                500,
                "producer.transaction.timeout.ms",
                4000,
                "acceptable.recovery.lag", // so that a new process gets partitions at once
                1_000_000L))
        .build();
  }

  /** The main class of the process. */
  public static void main(String[] args) throws IOException {
    ScheduledExecutorService printer = Executors.newSingleThreadScheduledExecutor();
    try (Relay relay = started(options(args[0], args[1]))) {
      ScheduledFuture<?> unused =
          printer.scheduleAtFixedRate(() -> print(relay), 0, 100, TimeUnit.MILLISECONDS);
      while (System.in.read() >= 0) {
        // until the test closes the stream
      }
    }
    System.exit(0);
  }

  /** Tries again, as a supervisor does: on a busy machine a broker may not answer at first. */
  private static Relay started(RelayOptions options) {
    for (int attempt = 1; true; attempt++) {
      Relay relay = Relay.builder(options).createTopics(PARTITIONS).build();
      try {
        relay.start();
        return relay;
      } catch (RelayException e) {
        relay.close();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void print(Relay relay) {
    StringBuilder line = new StringBuilder(PROGRESS);
    for (RelayStats.Partition partition : relay.stats().partitions()) {
      line.append(partition.partition()).append('=').append(partition.consumed()).append(' ');
    }
    System.out.println(line);
  }

  static RelayProcess start(String name, String bootstrapServers, Path directory) {
    try {
      Process started =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx192m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Djava.util.logging.config.file="
                      + System.getProperty("java.util.logging.config.file"),
                  "-cp",
                  System.getProperty("java.class.path"),
                  RelayProcess.class.getName(),
                  bootstrapServers,
                  directory.resolve(name).toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      RelayProcess relay = new RelayProcess(name, started);
      Thread reader = new Thread(relay::read, "relay-" + name);
      reader.setDaemon(true);
      reader.start();
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(PROGRESS)) {
          Map<Integer, Long> now = new HashMap<>();
          for (String part : line.substring(PROGRESS.length()).split(" ", 0)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
              now.put(
                  Integer.valueOf(part.substring(0, equals)),
                  Long.valueOf(part.substring(equals + 1)));
            }
          }
          consumed = Map.copyOf(now);
        } else {
          System.out.println("relay " + name + ": " + line);
        }
      }
    } catch (IOException e) {
      // The process was killed.
    }
  }

  /** {@return the records that it consumed, by the partitions that it has now} */
  Map<Integer, Long> consumed() {
    return consumed;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal that the process cannot notice: STOP or CONT. */
  void signal(String signal) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(process.pid())))
            .inheritIO()
            .start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill -" + signal + " failed");
    }
  }

  /** Kills it with SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it in good order. */
  int end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor(40, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
