package io.eventrecorder.kubernetes.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the server until the process ends, to try commands by hand. */
public final class ApiServerMain {
  private ApiServerMain() {}

  /**
   * Starts the server.
   *
   * @param arguments the kubeconfig file to write, and optionally the port (default: a free one)
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length == 0 || arguments.length > 2) {
      throw new IllegalArgumentException("usage: ApiServerMain <kubeconfig to write> [<port>]");
    }
    Path kubeconfig = Path.of(arguments[0]);
    int port = arguments.length == 1 ? 0 : Integer.parseInt(arguments[1]);
    try (ApiServer server = ApiServer.https(port)) {
      server.kubeconfig(kubeconfig);
      System.out.println(server.uri() + ", export KUBECONFIG=" + kubeconfig.toAbsolutePath());
      new CountDownLatch(1).await();
    }
  }
}
