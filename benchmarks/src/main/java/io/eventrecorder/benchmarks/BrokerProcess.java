package io.eventrecorder.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Kafka broker in another JVM. */
final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final String address;

  /**
   * Starts a broker.
   *
   * @throws IOException if it cannot be started
   */
  BrokerProcess() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "io.eventrecorder.sink.kafka.KafkaBroker")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      close();
      throw new IOException("the broker did not start");
    }
    address = line;
  }

  String address() {
    return address;
  }

  /** The broker ends with its standard input. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    out.close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
