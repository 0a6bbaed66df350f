package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jar on real terminals. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class TerminalIT {
  private static final String COMMAND =
      Path.of(System.getProperty("java.home"), "bin", "java")
          + " -XX:TieredStopAtLevel=1 -jar "
          + Path.of("target/event-record.jar").toAbsolutePath();
  private static final String DEMO = Path.of(CommandRun.DEMO).toAbsolutePath().toString();

  @TempDir Path temp;

  private static String event(String name, int count, String message) {
    return ("{'kind':'Event','metadata':{'name':'%s','namespace':'shop'},'count':%d,"
            + "'involvedObject':{'kind':'Pod','name':'web-0','namespace':'shop'},"
            + "'lastTimestamp':'2026-03-02T09:14:02Z','type':'Warning','reason':'BackOff',"
            + "'message':'%s'}\n")
        .formatted(name, count, message)
        .replace('\'', '"');
  }

  @Test
  void the_demo_is_a_table_with_a_summary_and_the_command_for_the_report() throws Exception {
    try (TmuxScreen screen = new TmuxScreen(temp, 120, 120)) {
      screen.type(COMMAND + " pipe --correlator aggregating " + DEMO);
      screen.awaitText("-o report.html");
      List<String> lines = screen.lines();
      int titles = lines.indexOf("2026-03-02, times in UTC") + 1;
      assertThat(lines.get(titles))
          .matches("NAMESPACE  LAST SEEN  TYPE     REASON +OBJECT +COUNT  MESSAGE");
      assertThat(lines.get(titles + 1))
          .matches(
              "shop +09:14:00Z  Normal   Scaling\\S+ +deployment/checkout +1      Scaled up.*…");
      assertThat(lines).anyMatch(line -> line.matches("shop .* BackOff .* 36     Back-off.*…"));
      assertThat(lines)
          .contains("Read      208 events", "Lost      nothing")
          .anyMatch(line -> line.matches("Noisiest objects .* Noisiest reasons .*"))
          .anyMatch(line -> line.matches("(See.*: |  )event-record report \\S+ -o report.html"));
      assertThat(screen.coloured()).contains("\u001b[1m\u001b[33mWarning");
    }
  }

  @Test
  void a_newer_state_is_written_into_the_row_of_its_event() throws Exception {
    Path pipe = temp.resolve("events");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (TmuxScreen screen = new TmuxScreen(temp, 80, 20)) {
      screen.type(COMMAND + " pipe < " + pipe);
      try (var events = Files.newOutputStream(pipe)) {
        events.write((event("a", 1, "first") + event("b", 1, "日本語 🚀")).getBytes(UTF_8));
        screen.awaitText("日本語");
        screen.press("Enter"); // a user who wants an empty line
        events.write(event("a", 7, "again").getBytes(UTF_8));
        screen.awaitText("again");
        assertThat(rows(screen))
            .containsExactly(
                "09:14:02Z Warning BackOff pod/web-0 7     again",
                "09:14:02Z Warning BackOff pod/web-0 1     日本語 🚀");

        events.write("not an event\n".getBytes(UTF_8));
        screen.awaitText("skipped");
        events.write(event("b", 2, "after the error").getBytes(UTF_8));
        screen.awaitText("after the error");
        assertThat(rows(screen)).hasSize(3);

        screen.resize(60, 20);
        events.write(event("a", 8, "a message that is cut at the new width").getBytes(UTF_8));
        screen.awaitText("a message");
        assertThat(rows(screen)).last().asString().endsWith("a message that i…").hasSize(59);
      }
      screen.awaitText("Lost ");
      screen.type("stty -a");
      screen.awaitText(" echo ");
    }
  }

  private static List<String> rows(TmuxScreen screen) throws IOException {
    return screen.lines().stream().filter(line -> line.contains("BackOff ")).toList();
  }

  @Test
  void after_ctrl_c_the_terminal_shows_what_is_typed() throws Exception {
    Path pipe = temp.resolve("events");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (TmuxScreen screen = new TmuxScreen(temp, 80, 20)) {
      screen.type(COMMAND + " pipe < " + pipe);
      try (var events = Files.newOutputStream(pipe)) {
        events.write(event("a", 1, "first").getBytes(UTF_8));
        screen.awaitText("first");
        screen.press("C-c");
        screen.awaitText("Lost ");
        screen.type("echo status $?; stty -a");
        screen.awaitText("status 130");
        screen.awaitText(" echo ");
      }
    }
  }

  @Test
  void no_color_and_dumb_terminals_get_no_escape_codes() throws Exception {
    Path input = temp.resolve("in.ndjson");
    Files.writeString(input, event("a", 1, "first") + event("a", 2, "second"));
    String pipe = COMMAND + " pipe " + input;
    assertThat(onTerminal("NO_COLOR=1 " + pipe))
        .contains("pod/web-0")
        .doesNotContainPattern("\u001b\\[[0-9;]*m");
    assertThat(onTerminal("TERM=dumb " + pipe)).contains("pod/web-0").doesNotContain("\u001b");
    assertThat(onTerminal(pipe)).contains("\u001b[1;33mWarning\u001b[0m");
    assertThat(onTerminal(pipe + " | cat")).contains("k8s.event.reason").doesNotContain("\u001b");
    assertThat(onTerminal(pipe + " -o table --color always | cat")).contains("\u001b[1;33mWarning");
  }

  /** {@return what a command writes to the terminal of script(1)} */
  private String onTerminal(String command) throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(
                TestTool.require("script").toString(), "-qec", command, temp + "/typescript")
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String output = new String(script.getInputStream().readAllBytes(), UTF_8);
    assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void a_command_in_a_pipe_loads_no_class_for_terminals() throws Exception {
    Path classes = temp.resolve("classes");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                COMMAND.replace(" -jar", " -Xlog:class+load:file=" + classes + " -jar")
                    + " emit --regarding Pod/web-0 --reason A --message b | cat")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("web-0");
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(classes))
        .contains("io.eventrecorder.cli.EmitCommand")
        .doesNotContain("org.jline", "io.eventrecorder.cli.table.TableOutput");
  }
}
