package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.eventrecorder.Event;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.CheckResult.Status;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.testkit.FakeProviderContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LogEventSinkProviderTest {
  private final EventSinkProvider provider = new LogEventSinkProvider();
  private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();

  @TempDir private Path directory;

  @BeforeEach
  @AfterEach
  void restore() {
    logback.reset();
  }

  @Test
  void the_service_loader_finds_it_in_its_module() {
    LogEventSinkProviderTest.class.getModule().addUses(EventSinkProvider.class);
    assertThat(ServiceLoader.load(EventSinkProvider.class))
        .hasAtLeastOneElementOfType(LogEventSinkProvider.class);
    assertThat(LogEventSinkProvider.class.getModule().getName())
        .isEqualTo("io.eventrecorder.sink.log");
    assertThat(provider.type()).isEqualTo("log");
  }

  @Test
  void it_is_also_registered_for_the_class_path() throws IOException {
    try (var services =
        LogEventSinkProvider.class.getResourceAsStream(
            "/META-INF/services/" + EventSinkProvider.class.getName())) {
      assertThat(services)
          .isNotNull()
          .hasContent(LogEventSinkProvider.class.getName() + System.lineSeparator());
    }
  }

  @Test
  void every_option_is_declared_and_described() {
    assertThat(provider.options())
        .extracting(option -> option.name() + " " + option.type() + " " + option.defaultText())
        .containsExactly(
            "format slf4j|json slf4j",
            "profile otel|ecs|ecs-nested|kubernetes otel",
            "logger text io.eventrecorder.events",
            "marker text ",
            "output stdout|stderr|file stdout",
            "file text ",
            "file-mode text ",
            "file-follow-links true|false true",
            "max-line-bytes number ");
    assertThat(provider.options()).extracting(Option::doc).allMatch(doc -> doc.endsWith("."));
  }

  @Test
  void slf4j_options_reach_the_logger() {
    ListAppender<ILoggingEvent> records = new ListAppender<>();
    records.start();
    Logger logger = logback.getLogger("audit.k8s");
    logger.addAppender(records);

    write(Map.of("logger", "audit.k8s", "marker", "AUDIT", "profile", "kubernetes"));

    assertThat(records.list).hasSize(1);
    ILoggingEvent logged = records.list.get(0);
    assertThat(logged.getMarkerList()).hasToString("[AUDIT]");
    assertThat(logged.getKeyValuePairs().get(0).key).isEqualTo("object");
  }

  @Test
  void json_goes_to_the_current_standard_output() {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventSink sink = provider.create(FakeProviderContext.of("audit", Map.of("format", "json")));
    System.setOut(new PrintStream(out, false, StandardCharsets.US_ASCII));
    try {
      sink.create(Events.message("é")).toCompletableFuture().join();
    } finally {
      System.setOut(before);
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"body\":\"é\"").endsWith("}\n");
  }

  @Test
  void json_goes_to_standard_error_if_configured() {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      write(Map.of("format", "json", "output", "stderr", "profile", "ecs"));
    } finally {
      System.setErr(before);
    }

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("\"ecs.version\"").endsWith("}\n");
  }

  @Test
  void json_goes_to_a_file_and_events_without_time_get_the_time_of_the_broadcasters_clock()
      throws IOException {
    Path file = directory.resolve("events.jsonl");
    FakeProviderContext context =
        context("format", "json", "output", "file", "file", file.toString());
    EventSink sink = provider.create(context);
    sink.create(Event.builder().build()).toCompletableFuture().join();
    sink.close(Duration.ofSeconds(10));

    assertThat(Files.readString(file))
        .startsWith("{\"timestamp\":\"2026-01-01T00:00:00.000000Z\"")
        .endsWith("}\n");
  }

  @Test
  void output_to_a_file_needs_a_file_name() {
    refuses("format", "json", "output", "file")
        .withMessage(
            "eventrecorder.sink.audit.output=file needs a file: set"
                + " eventrecorder.sink.audit.file=<path>, or another output");
    refuses("format", "json", "output", "file", "file", " ").withMessageContaining("needs a file");
  }

  @Test
  void a_file_that_cannot_be_opened_is_an_error_with_a_remedy() {
    String missing = directory.resolve("missing/events.jsonl").toString();

    refuses("format", "json", "output", "file", "file", missing)
        .withMessageStartingWith("eventrecorder.sink.audit.file=" + missing + ": cannot open")
        .withMessageContaining("NoSuchFileException")
        .withMessageEndingWith(
            "name a file that this process may write, in a directory that exists");
    refuses("format", "json", "output", "file", "file", "a\0b")
        .withMessageContaining("eventrecorder.sink.audit.file=")
        .withMessageContaining("Nul character");
  }

  @Test
  void options_that_have_no_effect_are_refused() {
    refuses("output", "stderr")
        .withMessage(
            "eventrecorder.sink.audit.output=stderr has no effect: set format=json too, or"
                + " remove it");
    refuses("file", "x").withMessageContaining("file=x").withMessageContaining("output=file");
    refuses("format", "json", "file", "x").withMessageContaining("set output=file too");
    refuses("format", "json", "logger", "x").withMessageContaining("set format=slf4j too");
    refuses("format", "json", "marker", "x").withMessageContaining("set format=slf4j too");
    refuses("format", "json", "file-mode", "0640").withMessageContaining("set output=file too");
    refuses("file-follow-links", "false").withMessageContaining("format=json and output=file too");
    refuses("max-line-bytes", "16384").withMessageContaining("set format=json too");
    refuses("logger", " ").withMessageContaining("logger is blank: name a logger");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "0999", "64", "00640", "0440", "0200", "-640"})
  void a_mode_is_three_octal_digits_by_which_the_owner_reads_and_writes(String mode) {
    refuses("format", "json", "output", "file", "file", "x", "file-mode", mode)
        .withMessage(
            "eventrecorder.sink.audit.file-mode="
                + mode
                + " must be three octal digits by which the owner may read and write, such as 0640");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void the_file_has_the_configured_mode_and_is_not_a_link() throws IOException {
    Path file = directory.resolve("events.jsonl");
    Map<String, String> options =
        Map.of("format", "json", "output", "file", "file", file.toString(), "file-mode", "0666");
    write(options);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-")); // more than the umask gives

    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    refuses(
            "format",
            "json",
            "output",
            "file",
            "file",
            link.toString(),
            "file-follow-links",
            "false")
        .withMessageContaining("is a link, and file-follow-links is false");
    write(Map.of("format", "json", "output", "file", "file", link.toString()));
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void check_reports_permissions_and_links() throws IOException {
    Path file = Files.createFile(directory.resolve("events.jsonl"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    String name = file.toString();

    assertThat(check("format", "json", "output", "file", "file", name, "file-mode", "640"))
        .isEqualTo(Status.WARNING);
    assertThat(check("format", "json", "output", "file", "file", name, "file-mode", "644"))
        .isEqualTo(Status.OK);
    assertThat(check("format", "json", "output", "file", "file", link.toString()))
        .isEqualTo(Status.OK);
    assertThat(
            check(
                "format",
                "json",
                "output",
                "file",
                "file",
                link.toString(),
                "file-follow-links",
                "false"))
        .isEqualTo(Status.FAILED);

    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(check("format", "json", "output", "file", "file", name)).isEqualTo(Status.WARNING);
    assertThat(
            check("format", "json", "output", "file", "file", name, "file-follow-links", "false"))
        .isEqualTo(Status.OK);
  }

  @Test
  void all_problems_are_reported_at_once() {
    refuses("format", "json", "output", "file", "logger", "l", "marker", "m")
        .withMessageContainingAll("audit.output=file", "audit.logger=l", "audit.marker=m");
  }

  @Test
  void check_reports_whether_lines_can_be_written() throws IOException {
    Path file = directory.resolve("events.jsonl");
    String name = file.toString();
    String missing = directory.resolve("missing/x").toString();

    assertThat(check()).isEqualTo(Status.OK);
    logback.getLogger(LogEventSink.DEFAULT_LOGGER).setLevel(Level.WARN);
    assertThat(provider.check(context()))
        .containsExactly(
            new CheckResult(
                Status.WARNING,
                "logger io.eventrecorder.events",
                "INFO is off, so only Warnings are logged; set its level to INFO"));
    logback.getLogger(LogEventSink.DEFAULT_LOGGER).setLevel(Level.OFF);
    assertThat(check()).isEqualTo(Status.WARNING);
    assertThat(check("output", "file")).isEqualTo(Status.FAILED);
    assertThat(check("format", "json")).isEqualTo(Status.OK);
    assertThat(check("format", "json", "output", "stderr")).isEqualTo(Status.OK);
    assertThat(check("format", "json", "output", "file", "file", name)).isEqualTo(Status.OK);
    assertThat(file).doesNotExist();
    Files.createFile(file);
    assertThat(check("format", "json", "output", "file", "file", name)).isEqualTo(Status.OK);
    assertThat(check("format", "json", "output", "file", "file", missing)).isEqualTo(Status.FAILED);
    assertThat(check("format", "json", "output", "file", "file", directory.toString()))
        .isEqualTo(Status.FAILED);
    assertThat(check("format", "json", "output", "file", "file", "a\0b")).isEqualTo(Status.FAILED);
  }

  private Status check(String... options) {
    List<CheckResult> results = provider.check(context(options));
    assertThat(results).hasSize(1);
    return results.get(0).status();
  }

  private ThrowableAssertAlternative<?> refuses(String... options) {
    return assertThatIllegalArgumentException().isThrownBy(() -> provider.create(context(options)));
  }

  private void write(Map<String, String> options) {
    EventSink sink = provider.create(FakeProviderContext.of("audit", options));
    sink.create(Events.backOff()).toCompletableFuture().join();
    sink.close(Duration.ofSeconds(10));
  }

  private static FakeProviderContext context(String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return FakeProviderContext.of("audit", map);
  }
}
