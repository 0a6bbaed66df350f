package io.eventrecorder.kubernetes.facts;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The cluster of the current kubeconfig. The tests use one namespace, which is removed at the end.
 */
final class CurrentCluster implements Cluster {
  private static final String NAMESPACES = "/api/v1/namespaces";

  private final Config config;
  private final String namespace = "event-recorder-" + UUID.randomUUID();
  private final Map<Caller, CallerHttpClient> calls = new EnumMap<>(Caller.class);

  private CurrentCluster(Config config) throws GeneralSecurityException, IOException {
    this.config = config;
    String base = config.getMasterUrl();
    SSLContext asMe = SSLUtils.sslContext(config);
    SSLContext asNobody = SSLUtils.sslContext(null, SSLUtils.trustManagers(config));
    Map<String, String> me = new HashMap<>(authorization(config));
    calls.put(Caller.ADMIN, new CallerHttpClient(base, asMe, Map.copyOf(me)));
    me.put("Impersonate-User", "nobody");
    calls.put(Caller.NOBODY, new CallerHttpClient(base, asMe, Map.copyOf(me)));
    calls.put(
        Caller.WRONG_TOKEN,
        new CallerHttpClient(base, asNobody, Map.of("Authorization", "Bearer wrong")));
    calls.put(Caller.NO_TOKEN, new CallerHttpClient(base, asNobody, Map.of()));
  }

  static Cluster find() {
    Config config = Config.autoConfigure(null);
    if (config.getCurrentContext() == null) {
      throw new TestAbortedException("no kubeconfig with a current context");
    }
    try {
      CurrentCluster cluster = new CurrentCluster(config);
      cluster.createNamespace();
      return cluster;
    } catch (UncheckedIOException | IOException | GeneralSecurityException e) {
      throw new TestAbortedException(
          "no cluster answers at " + config.getMasterUrl() + ": " + e.getMessage(), e);
    }
  }

  private void createNamespace() {
    String document = "{\"metadata\":{\"name\":\"" + namespace + "\"}}";
    HttpResponse<String> answer =
        send(
            Caller.ADMIN,
            NAMESPACES,
            HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document)));
    if (answer.statusCode() != 201) {
      throw new TestAbortedException(
          "cannot create a namespace at " + config.getMasterUrl() + ": " + answer.body());
    }
  }

  private static Map<String, String> authorization(Config config) {
    String token = firstOf(config.getOauthToken(), config.getAutoOAuthToken());
    if (token != null) {
      return Map.of("Authorization", "Bearer " + token);
    }
    if (config.getUsername() == null) {
      return Map.of();
    }
    String both = config.getUsername() + ':' + config.getPassword();
    return Map.of(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
    return one == null || one.isEmpty() ? other : one;
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public boolean can(Ability ability) {
    return false;
  }

  @Override
  public void beTooBusy(String of, int retryAfterSeconds) {
    throw new UnsupportedOperationException("a real cluster cannot inject faults");
  }

  @Override
  public Config config() {
    return config;
  }

  /** The first existing file of those that the client merges. */
  @Override
  public Path kubeconfig(Path directory) throws IOException {
    return Config.getKubeconfigFilenames().stream()
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new FileNotFoundException("kubeconfig"));
  }

  @Override
  public HttpResponse<String> send(Caller caller, String path, HttpRequest.Builder request) {
    return Objects.requireNonNull(calls.get(caller)).send(path, request);
  }

  @Override
  public void close() {
    send(Caller.ADMIN, NAMESPACES + '/' + namespace, HttpRequest.newBuilder().DELETE());
  }
}
