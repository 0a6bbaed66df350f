package io.eventrecorder.kubernetes.facts;

import io.eventrecorder.kubernetes.server.AccessControl;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.RequestFilter;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The fake server. */
final class FakeCluster implements Cluster {
  private static final String NAMESPACE = "facts";

  private final ApiServer server = ApiServer.https();
  private final Map<Caller, CallerHttpClient> calls = new EnumMap<>(Caller.class);

  FakeCluster() {
    server.createNamespace(NAMESPACE);
    calls.put(Caller.ADMIN, bearer(AccessControl.ADMIN_TOKEN));
    calls.put(Caller.NOBODY, bearer(AccessControl.NOBODY_TOKEN));
    calls.put(Caller.WRONG_TOKEN, bearer("wrong"));
    calls.put(
        Caller.NO_TOKEN,
        new CallerHttpClient(server.uri().toString(), server.clientTls(), Map.of()));
  }

  private CallerHttpClient bearer(String token) {
    return new CallerHttpClient(
        server.uri().toString(), server.clientTls(), Map.of("Authorization", "Bearer " + token));
  }

  @Override
  public String namespace() {
    return NAMESPACE;
  }

  @Override
  public boolean can(Ability ability) {
    return true;
  }

  @Override
  public void beTooBusy(String namespace, int retryAfterSeconds) {
    server
        .faults()
        .add(
            RequestFilter.namespace(namespace),
            InjectedFault.tooManyRequests(retryAfterSeconds),
            1);
  }

  @Override
  public Config config() {
    try {
      Path directory = Files.createTempDirectory("kubeconfig");
      Path file = kubeconfig(directory);
      try {
        return Config.fromKubeconfig(file.toFile());
      } finally {
        Files.delete(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path kubeconfig(Path directory) throws IOException {
    return server.kubeconfig(directory.resolve("kubeconfig"), AccessControl.ADMIN_TOKEN, NAMESPACE);
  }

  @Override
  public HttpResponse<String> send(Caller caller, String path, HttpRequest.Builder request) {
    return Objects.requireNonNull(calls.get(caller)).send(path, request);
  }

  @Override
  public void close() {
    server.close();
  }
}
