package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code sinks} and {@code check}, with the class path and with plug-ins. */
class SinksCommandTest {
  @TempDir Path temp;

  /** The sink of a plug-in. */
  public static final class Webhook implements EventSinkProvider {
    private static final Option<String> URL =
        Option.string("url").require().describedAs("Where events are sent.");
    private static final Option<String> TOKEN = Option.string("token").confidential();

    @Override
    public String type() {
      return "webhook";
    }

    @Override
    public List<Option<?>> options() {
      return List.of(URL, TOKEN);
    }

    @Override
    public EventSink create(ProviderContext context) {
      throw new IllegalArgumentException("this test creates no sink");
    }

    @Override
    public List<CheckResult> check(ProviderContext context) {
      CheckResult.Status status =
          context.get(URL).startsWith("https:") ? CheckResult.Status.OK : CheckResult.Status.FAILED;
      return List.of(new CheckResult(status, "url", context.get(URL)));
    }
  }

  private Path plugin() throws IOException {
    Path jar = temp.resolve("webhook.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("META-INF/services/" + EventSinkProvider.class.getName()));
      out.write(Webhook.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  @Test
  void lists_sinks_and_correlators_with_their_options() {
    CommandRun run = CommandRun.of("sinks");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("  log\n", "format  <slf4j|json>, default slf4j", "  none\n", "  aggregating\n")
        .contains("burst  <number>\n        How many writes a bucket allows at once");
  }

  @Test
  void the_loaded_plugins_are_printed() throws IOException {
    Path jar = plugin();
    for (Path path : List.of(jar, temp)) {
      assertThat(CommandRun.of("sinks", "--plugins", path.toString()).errors())
          .containsExactly("event-record: --plugins loads " + jar);
    }
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertThat(CommandRun.of("sinks", "--plugins", empty.toString()).errors())
        .containsExactly(
            "event-record: --plugins " + empty + " loads nothing, because it contains no jar");
    assertThat(CommandRun.of("sinks").err()).isEmpty();
  }

  @Test
  void lists_the_sinks_of_a_plugin() throws IOException {
    Path jar = plugin();
    for (Path path : List.of(jar, temp)) {
      assertThat(CommandRun.of("sinks", "--plugins", path.toString()).out())
          .contains("  webhook\n", "url  <text>, required", "token  <text>, secret", "  log\n");
    }
    assertThat(CommandRun.of("sinks").out()).doesNotContain("webhook");
  }

  @Test
  void check_runs_the_checks_of_the_sink() throws IOException {
    String jar = plugin().toString();
    CommandRun good =
        CommandRun.of(
            "check",
            "--sink=webhook",
            "--plugins",
            jar,
            "-Deventrecorder.sink.webhook.url=https://x");
    assertThat(good.out()).isEqualTo("webhook: ok, url: https://x" + System.lineSeparator());
    assertThat(good.status()).isZero();
    CommandRun bad =
        CommandRun.of(
            "check", "--sink=webhook", "--plugins", jar, "-Deventrecorder.sink.webhook.url=x");
    assertThat(bad.out()).startsWith("webhook: failed, url: x");
    assertThat(bad.status()).isEqualTo(1);
    CommandRun incomplete = CommandRun.of("check", "--sink=webhook", "--plugins", jar);
    assertThat(incomplete.err()).contains("eventrecorder.sink.webhook.url is required");
    assertThat(incomplete.status()).isEqualTo(2);
  }

  @Test
  void check_tests_the_default_sink() {
    CommandRun run = CommandRun.of("check");
    assertThat(run.out()).startsWith("log: ok, standard output: open");
    assertThat(run.status()).isZero();
  }
}
