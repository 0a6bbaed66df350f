package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipeCommandTest {
  private static final String AGGREGATING = "-Deventrecorder.pipeline.log.correlator=aggregating";

  @Test
  void everyEventIsALineInItsOrder() throws IOException {
    List<String> events = Files.readAllLines(Path.of(Run.DEMO));
    Run run = Run.of("pipe", Run.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSameSizeAs(events).hasSizeGreaterThan(200);
    for (int i = 0; i < events.size(); i++) {
      assertThat(run.lines().get(i)).contains(name(events.get(i)));
    }
  }

  private static String name(String event) {
    return event.replaceFirst(".*\"metadata\":\\{\"name\":(\"[^\"]+\").*", "$1");
  }

  @Test
  void theSummaryHasBothLedgers() {
    Run run = Run.of("pipe", Run.DEMO);
    int events = run.lines().size();
    assertThat(run.errors())
        .hasSize(4)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo(events + " events read"),
            line -> assertThat(line).isEqualTo("log: 208 events in, 208 writes out"),
            line -> assertThat(line).startsWith("  events: 208 offered = 208 emitted + 0 supp"),
            line -> assertThat(line).contains("208 emitted + 0 originated = 208 delivered + 0 "));
  }

  @Test
  void correlationWritesLessAndSaysWhatBecameOfTheRest() {
    Run run = Run.of("pipe", AGGREGATING, Run.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSizeBetween(30, 200);
    assertThat(run.out()).contains("(combined from similar events): Readiness probe failed");
    assertThat(run.err()).contains("208 events in, " + run.lines().size() + " writes out; ");
  }

  @Test
  void aSmallQueueSlowsReadingDownAndLosesNothing() {
    Run run = Run.of("pipe", "-Deventrecorder.pipeline.log.queue-capacity=1", Run.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(208);
  }

  @Test
  void whoeverWantsToDropSaysSo() {
    Run run = Run.of("pipe", "-Deventrecorder.pipeline-defaults.overflow=bloc", Run.DEMO);
    assertThat(run.err()).contains("overflow: \"bloc\"");
  }

  @Test
  void eachSinkHasItsOwnPipeline() {
    Run run =
        Run.of(
            "--sink=log", "--sink=audit", "pipe", "-Deventrecorder.sink.audit.type=log", Run.DEMO);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(416);
    assertThat(run.err()).contains("log: 208 events in", "audit: 208 events in");
  }

  @Test
  void namelessEventsGetNames() {
    Run run =
        Run.reading(
            "{\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"web-0\",\"namespace\":\"shop\"},"
                + "\"reason\":\"Started\",\"type\":\"Normal\"}",
            "pipe",
            "-q");
    assertThat(run.out()).containsPattern("\"web-0\\.[0-9a-f]{16}\"").contains("\"shop\"");
  }

  @Test
  void progressIsToldWhereItIsWanted() {
    assertThat(Progress.isWelcome()).isFalse();
    assertThat(Run.of("pipe", "--progress", "-q", Run.DEMO).status()).isZero();
  }

  @Test
  void whatWasNotDeliveredIsStatus1() {
    Run run =
        Run.reading(
            "{\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"w\"},\"reason\":\"R\"}",
            "pipe",
            "-q",
            "--timeout=1ms",
            "-Deventrecorder.sink.log.output=file",
            "-Deventrecorder.sink.log.file=/dev/full");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("event-record: not everything was delivered: log: 1 ");
  }
}
