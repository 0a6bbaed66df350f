package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Opens reports in Chromium, as a person does. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {
  private static final String BACK_OFF = "#canvas .mark[aria-label^='Warning BackOff']";

  private final Path temp;
  private final ReportBrowser browser;
  private final Path demo;

  ReportPageTest(@TempDir Path temp) {
    this.temp = temp;
    this.browser = ReportBrowser.start(temp.resolve("profile"));
    this.demo = report("demo.html", "--title", "checkout fails", CommandRun.DEMO);
  }

  @AfterAll
  void close() {
    browser.close();
  }

  private Path report(String name, String... args) {
    Path file = temp.resolve(name);
    CommandRun run = CommandRun.of(List.of("report", "-o", file.toString()), args);
    assertThat(run.status()).as(run.err()).isZero();
    return file;
  }
}
