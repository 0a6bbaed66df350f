package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.kubernetes.server.AccessControl;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Clients of the test server, made from the kubeconfig that it writes. */
final class TestClient {
  private TestClient() {}

  static KubernetesClient admin(ApiServer server) {
    return of(server, AccessControl.ADMIN_TOKEN);
  }

  static KubernetesClient of(ApiServer server, String token) {
    try {
      Path file = Files.createTempFile("kubeconfig", ".yaml"); // read again when a token is refused
      file.toFile().deleteOnExit();
      server.kubeconfig(file, token, "default");
      return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(file.toFile())).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
