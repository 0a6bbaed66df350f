package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client, and whose it is.
 *
 * @param client the client
 * @param isOurs whether it was made here and is closed with the sink
 */
record ClientSource(KubernetesClient client, boolean isOurs) {
  /** A client that the application has, and closes. */
  static ClientSource provided(KubernetesClient client) {
    return new ClientSource(client, false);
  }

  /** The application's client, or else a new one. */
  static ClientSource of(ProviderContext context) {
    KubernetesClient provided = context.provided(KubernetesClient.class).orElse(null);
    if (provided == null) {
      return discovered(context);
    }
    List<String> useless = new ArrayList<>();
    for (Option<String> option :
        List.of(
            KubernetesOptions.CONTEXT, KubernetesOptions.KUBECONFIG, KubernetesOptions.NAMESPACE)) {
      if (context.find(option).isPresent()) {
        useless.add(KubernetesOptions.named(context, option));
      }
    }
    if (!useless.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", useless)
              + " has no effect on the KubernetesClient that the application provides: remove it,"
              + " or do not provide a client");
    }
    return provided(provided);
  }

  private static ClientSource discovered(ProviderContext context) {
    String name = context.find(KubernetesOptions.CONTEXT).orElse(null);
    Config config =
        context
            .find(KubernetesOptions.KUBECONFIG)
            .map(file -> fromFile(context, file, name))
            .orElseGet(() -> found(name));
    if (name != null && !isCurrent(config, name)) {
      throw new IllegalArgumentException(
          KubernetesOptions.named(context, KubernetesOptions.CONTEXT)
              + "="
              + name
              + " is in no kubeconfig: kubectl config get-contexts lists those that are");
    }
    context.find(KubernetesOptions.NAMESPACE).ifPresent(config::setNamespace);
    // Over HTTP/2 a 401 is followed by GOAWAY, and then Java 17's HTTP client does not tell the
    // 401.
    config.setHttp2Disable(true);
    try {
      return new ClientSource(new KubernetesClientBuilder().withConfig(config).build(), true);
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException(
          "the KubernetesClient cannot be made ("
              + firstLine(e)
              + "): it needs an HTTP client beside it, for example"
              + " io.fabric8:kubernetes-httpclient-jdk of its own version",
          e);
    }
  }

  private static boolean isCurrent(Config config, String name) {
    return config.getCurrentContext() != null && name.equals(config.getCurrentContext().getName());
  }

  private static Config found(@Nullable String name) {
    try {
      return Config.autoConfigure(name);
    } catch (RuntimeException e) { // fabric8 lets its parsers' exceptions through
      throw unusable("the kubeconfig", e);
    }
  }

  private static Config fromFile(ProviderContext context, String path, @Nullable String name) {
    File file = new File(path);
    String option = KubernetesOptions.named(context, KubernetesOptions.KUBECONFIG) + "=" + path;
    if (!file.isFile() || !file.canRead()) {
      throw new IllegalArgumentException(
          option + " cannot be read: name a kubeconfig file that this process may read");
    }
    try {
      return Config.fromKubeconfig(name, file);
    } catch (RuntimeException e) {
      throw unusable(option, e);
    }
  }

  /** Without the cause: a parser's message may show lines of the file, and tokens are in there. */
  private static IllegalArgumentException unusable(String what, RuntimeException failure) {
    return new IllegalArgumentException(
        what
            + " is no kubeconfig that can be used ("
            + firstLine(failure)
            + "): kubectl config view checks it");
  }

  private static String firstLine(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  void close() {
    if (isOurs) {
      client.close();
    }
  }
}
