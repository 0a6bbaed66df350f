package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real terminal: tmux, with a server of its own, in which a shell runs. */
final class TmuxScreen implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Path tmux;
  private final Path socket;

  /**
   * Starts a shell.
   *
   * @param directory for the socket of the server
   */
  TmuxScreen(Path directory, int columns, int rows) throws IOException {
    this.tmux = TestTool.require("tmux");
    this.socket = directory.resolve("tmux");
    run(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        String.valueOf(columns),
        "-y",
        String.valueOf(rows),
        "env PS1='> ' sh");
    awaitText(">");
  }

  private String run(String... args) throws IOException {
    List<String> line = new ArrayList<>(List.of(tmux.toString(), "-u", "-S", socket.toString()));
    line.addAll(List.of(args));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", line) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }

  /** Types a command and the return key. */
  void type(String command) throws IOException {
    run("send-keys", "-l", command);
    run("send-keys", "Enter");
  }

  /** Presses a key, for example {@code C-c}. */
  void press(String key) throws IOException {
    run("send-keys", key);
  }

  void resize(int columns, int rows) throws IOException {
    run("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows));
  }

  /** {@return the lines on the screen} */
  List<String> lines() throws IOException {
    return run("capture-pane", "-p").lines().toList();
  }

  /** {@return the lines on the screen with escape codes for colours} */
  String coloured() throws IOException {
    return run("capture-pane", "-p", "-e");
  }

  /** Waits until the screen has a text. */
  void awaitText(String text) {
    Awaitility.await(text).atMost(LONGEST).until(() -> String.join("\n", lines()).contains(text));
  }

  @Override
  public void close() throws IOException {
    run("kill-server");
  }
}
