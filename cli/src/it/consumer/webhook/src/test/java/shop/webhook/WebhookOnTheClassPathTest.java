package shop.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command finds the sink because its classes are on the class path. */
class WebhookOnTheClassPathTest {
  @Test
  void theCommandListsTheSink() throws Exception {
    assertThat(eventRecord("sinks")).contains("webhook", "concurrency", "Posts in flight at a time.");
  }

  @Test
  void theCommandEmitsToTheSink() throws Exception {
    HttpServer server = EventsServer.start();
    String url = "http://localhost:" + server.getAddress().getPort() + "/events";
    String output =
        eventRecord(
            "emit",
            "--sink",
            "webhook",
            "-D",
            "eventrecorder.sink.webhook.url=" + url,
            "--regarding",
            "Order/eu/4711",
            "--type",
            "Warning",
            "--reason",
            "PaymentFailed",
            "--message",
            "declined");
    server.stop(0);
    assertThat(output).isEmpty();
  }

  private static String eventRecord(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.eventrecorder.cli.EventRecord");
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
