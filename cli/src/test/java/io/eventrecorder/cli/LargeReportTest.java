package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report of 100 000 events of 3000 pods: the size of the file, and how fast the page is. */
@Timeout(300)
class LargeReportTest {
  private static final int EVENTS = 100_000;
  private static final int PODS = 3000;
  private static final int NOISY = 20;
  private static final String[] REASONS = {"BackOff", "Unhealthy", "Pulled", "Created", "Started"};

  /** The page is to be ready in 2 seconds. Slow machines that do other work as well get more. */
  private static final long PATIENCE = 5_000;

  @Test
  void a_hundred_thousand_events_are_a_small_file_that_opens_fast(@TempDir Path temp)
      throws Exception {
    Path input = temp.resolve("in.ndjson");
    write(input);
    Path file = temp.resolve("large.html");
    CommandRun run = CommandRun.of("report", "-o", file.toString(), input.toString());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(Files.size(file)).isLessThan(10_000_000);

    try (ReportBrowser browser = ReportBrowser.start(temp.resolve("profile"))) {
      browser.open(file, "");
      long ready =
          browser.number("return performance.getEntriesByName('report-ready')[0].startTime");
      long filter =
          browser.number(
              "const start = performance.now(); Filter.set({ text: 'backoff team-3' });"
                  + " return performance.now() - start");
      assertThat(browser.findAll("#rows tr")).hasSize(100);
      assertThat(browser.findAll("#canvas .lane")).hasSizeBetween(20, 100);
      long zoom =
          browser.number(
              "Filter.clear(); const start = performance.now(); Timeline.by(0.5);"
                  + " document.getElementById('lanes').scrollTop = 30000; Timeline.draw();"
                  + " return performance.now() - start");
      assertThat(browser.findAll("#canvas .lane")).hasSizeBetween(20, 100);
      browser.screenshot(Path.of("target/report-large.png"));
      System.out.printf(
          "%d events: %d kB, ready after %d ms, filter %d ms, zoom and scroll %d ms%n",
          EVENTS, Files.size(file) / 1000, ready, filter, zoom);
      assertThat(ready).isLessThan(PATIENCE);
      assertThat(filter).isLessThan(PATIENCE / 5);
      assertThat(zoom).isLessThan(PATIENCE / 5);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** Six hours of events. A third of them are about a few pods. Many messages are unique. */
  private static void write(Path input) throws IOException {
    Random random = new Random(7);
    Instant time = Instant.parse("2026-03-02T06:00:00Z");
    try (Writer out = Files.newBufferedWriter(input)) {
      for (int i = 0; i < EVENTS; i++) {
        int pod = random.nextInt(random.nextInt(3) == 0 ? NOISY : PODS);
        int reason = random.nextInt(REASONS.length);
        String message =
            reason == 1
                ? "Readiness probe failed: read tcp 10.0.0.9:" + (30000 + random.nextInt(30000))
                : "container app of pod " + pod + ", image 1." + random.nextInt(9);
        out.write(
            """
            {"kind":"Event","metadata":{"name":"e%d"},"type":"%s","reason":"%s","message":"%s","count":1,\
            "involvedObject":{"kind":"Pod","namespace":"team-%d","name":"api-%d-55d8f6c8b7-%s"},\
            "source":{"component":"kubelet"},"firstTimestamp":"%s","lastTimestamp":"%s"}
            """
                .formatted(
                    i,
                    reason < 2 ? "Warning" : "Normal",
                    REASONS[reason],
                    message,
                    pod / 10 % 10,
                    pod / 10,
                    "bcdf" + "bcdfghjklm".charAt(pod % 10),
                    time.plusMillis(i * 216L),
                    time.plusMillis(i * 216L)));
      }
    }
  }
}
