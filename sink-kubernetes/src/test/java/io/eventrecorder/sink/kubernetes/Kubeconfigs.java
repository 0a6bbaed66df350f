package io.eventrecorder.sink.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kubeconfigs with two contexts: {@code one}, which is current, and {@code two}. */
final class Kubeconfigs {
  static final String TOKEN = "s3cr3t-t0k3n";

  private Kubeconfigs() {}

  static Path write(Path file, String server) throws IOException {
    return Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: one
        clusters:
        - name: here
          cluster:
            server: %s
        users:
        - name: admin
          user:
            token: %s
        contexts:
        - name: one
          context:
            cluster: here
            user: admin
            namespace: first
        - name: two
          context:
            cluster: here
            user: admin
            namespace: second
        """
            .formatted(server, TOKEN));
  }
}
