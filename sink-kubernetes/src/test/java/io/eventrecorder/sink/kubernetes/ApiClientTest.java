package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ApiClientTest {
  /**
   * The time-out of the HTTP client ends with the headers. After them, that of the sink applies.
   */
  @Test
  void a_response_that_stops_in_the_middle_times_out_with_our_message() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getLocalPort() + "/")
                        .build())
                .build()) {
      CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answerHalf(server, end));
      EventSink sink =
          KubernetesEventSink.builder(client).requestTimeout(Duration.ofMillis(300)).build();
      Throwable thrown =
          catchThrowable(
              () -> sink.create(TestServer.event("web-0.1").build()).toCompletableFuture().join());
      end.countDown();
      answer.join();

      assertThat(thrown)
          .hasCauseInstanceOf(SinkException.class)
          .cause()
          .hasMessage("no answer: timed out after the request-timeout of 300 ms");
      sink.close(Duration.ZERO);
    }
  }

  private static void answerHalf(ServerSocket server, CountDownLatch end) {
    try (Socket socket = server.accept()) {
      byte[] half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{".getBytes(US_ASCII);
      socket.getOutputStream().write(half);
      socket.getOutputStream().flush();
      end.await();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
