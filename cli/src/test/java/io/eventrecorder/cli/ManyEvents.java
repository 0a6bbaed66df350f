package io.eventrecorder.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events of a large cluster: 500 pods of 100 deployments, with storms of 20 of them, and messages
 * of which most are distinct. The same in each run.
 */
public final class ManyEvents {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final String HASH = "456789bcdf";
  private static final String RANDOM = "bcdfghjklmnpqrstvwxz2456789";
  private static final int DEPLOYMENTS = 100;
  private static final int PODS = 500;
  private static final int IN_STORM = 20;
  private static final int PHASE = 5000;

  private final Random random = new Random(16);
  private final List<String> pods = new ArrayList<>();
  private double seconds;

  private ManyEvents() {
    for (int i = 0; i < PODS; i++) {
      if (i % (PODS / DEPLOYMENTS) == 0) {
        pods.add("app-" + i + "-" + text(HASH, 10) + "-" + text(RANDOM, 5));
      } else {
        String pod = pods.get(i - 1);
        pods.add(pod.substring(0, pod.length() - 5) + text(RANDOM, 5));
      }
    }
  }

  /** Writes so many events to a file, one in each line. */
  public static void write(Path file, int number) throws IOException {
    ManyEvents events = new ManyEvents();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < number; i++) {
        out.write(events.line(i));
        out.write('\n');
      }
    }
  }

  private String line(int index) {
    boolean storm = index / PHASE % 3 > 0;
    seconds += -Math.log(1 - random.nextDouble()) * (storm ? 0.3 : 2);
    int pod = random.nextInt(storm ? IN_STORM : PODS);
    String name = pods.get(pod);
    String namespace = "ns-" + pod % 20;
    Instant time = START.plusSeconds((long) seconds);
    return """
        {"kind":"Event","apiVersion":"v1","metadata":{"name":"%s.%016x","namespace":"%s",\
        "uid":"%016x"},"involvedObject":{"kind":"Pod","namespace":"%s","name":"%s"},%s,\
        "source":{"component":"kubelet"},"firstTimestamp":"%s","lastTimestamp":"%s","count":1}"""
        .formatted(
            name,
            random.nextLong(),
            namespace,
            random.nextLong(),
            namespace,
            name,
            what(),
            time,
            time);
  }

  private String what() {
    String hex = Long.toHexString(random.nextLong());
    int number = random.nextInt(10_000);
    return switch (random.nextInt(4)) {
      case 0 ->
          "\"type\":\"Warning\",\"reason\":\"BackOff\",\"message\":\"Back-off restarting failed"
              + " container app\"";
      case 1 ->
          "\"type\":\"Normal\",\"reason\":\"Pulled\",\"message\":\"Successfully pulled image"
              + " registry.example/app:"
              + hex
              + " in "
              + number
              + "ms\"";
      case 2 ->
          "\"type\":\"Warning\",\"reason\":\"Unhealthy\",\"message\":\"Readiness probe failed: Get"
              + " http://10.0.3."
              + number % 256
              + ":8080/healthz: context deadline exceeded (request "
              + hex
              + ")\"";
      default -> "\"type\":\"Normal\",\"reason\":\"Created\",\"message\":\"Created container app\"";
    };
  }

  private String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
