package io.eventrecorder.kubernetes.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes kubeconfig files. */
final class KubeconfigFile {
  private KubeconfigFile() {}

  static Path write(Path file, URI server, @Nullable String pem, String token, String namespace)
      throws IOException {
    String authority =
        pem == null
            ? ""
            : "    certificate-authority-data: "
                + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))
                + '\n';
    return Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts:
        - name: test
          context:
            cluster: test
            user: test
            namespace: %s
        clusters:
        - name: test
          cluster:
            server: %s
        %susers:
        - name: test
          user:
            token: %s
        """
            .formatted(namespace, server, authority, token));
  }
}
