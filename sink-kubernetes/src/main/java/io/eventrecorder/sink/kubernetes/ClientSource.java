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
 * The client of a sink, and whether the sink owns it.
 *
 * @param client the client
 * @param isOurs whether the sink made it, and closes it
 */
record ClientSource(KubernetesClient client, boolean isOurs) {
  /** {@return a client that the application made, and closes} */
  static ClientSource provided(KubernetesClient client) {
    return new ClientSource(client, false);
  }

  /** {@return the client that the application provides, or a new one} */
  static ClientSource of(ProviderContext context) {
    KubernetesClient provided = context.provided(KubernetesClient.class).orElse(null);
    if (provided == null) {
      return discovered(context);
    }
    List<String> ignored = new ArrayList<>();
    for (Option<String> option :
        List.of(
            KubernetesOptions.CONTEXT, KubernetesOptions.KUBECONFIG, KubernetesOptions.NAMESPACE)) {
      if (context.find(option).isPresent()) {
        ignored.add(KubernetesOptions.named(context, option));
      }
    }
    if (!ignored.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", ignored)
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
            .orElseGet(() -> autoConfigured(name));
    if (name != null && !isCurrent(config, name)) {
      throw new IllegalArgumentException(
          KubernetesOptions.named(context, KubernetesOptions.CONTEXT)
              + "="
              + name
              + " is not in the kubeconfig: choose one that kubectl config get-contexts lists");
    }
    context.find(KubernetesOptions.NAMESPACE).ifPresent(config::setNamespace);
    // Over HTTP/2 the server sends GOAWAY after a 401. Then the HTTP client of Java 17 does not
    // report the 401.
    config.setHttp2Disable(true);
    try {
      return new ClientSource(new KubernetesClientBuilder().withConfig(config).build(), true);
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException(
          "cannot make a KubernetesClient ("
              + firstLine(e)
              + "): add an HTTP client for it to the class path, for example"
              + " io.fabric8:kubernetes-httpclient-jdk in the version of the KubernetesClient",
          e);
    }
  }

  private static boolean isCurrent(Config config, String name) {
    return config.getCurrentContext() != null && name.equals(config.getCurrentContext().getName());
  }

  private static Config autoConfigured(@Nullable String name) {
    try {
      return Config.autoConfigure(name);
    } catch (RuntimeException e) { // fabric8 does not wrap the exceptions of its parsers
      throw unusable("the file that $KUBECONFIG names, or ~/.kube/config,", "kubectl config view");
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
      throw unusable(option, "kubectl config view --kubeconfig " + path);
    }
  }

  /** Shows nothing that the parser says: even its first line may quote the file, with tokens. */
  private static IllegalArgumentException unusable(String what, String check) {
    return new IllegalArgumentException(
        what
            + " is not a kubeconfig: name another file, or repair it; '"
            + check
            + "' says what is"
            + " wrong");
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
