package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Makes the sink {@code kubernetes} from configuration. It uses the {@code KubernetesClient} that
 * the application provides, and never closes it. Without one it makes a client as {@code kubectl}
 * does, from a kubeconfig or the service account of the pod.
 */
public final class KubernetesEventSinkProvider implements EventSinkProvider {
  /** For {@link java.util.ServiceLoader}. */
  public KubernetesEventSinkProvider() {}

  @Override
  public String type() {
    return "kubernetes";
  }

  @Override
  public List<Option<?>> options() {
    return KubernetesOptions.ALL;
  }

  @Override
  public EventSink create(ProviderContext context) {
    Objects.requireNonNull(context, "context");
    return withFabric8(() -> KubernetesSinkFactory.create(context));
  }

  @Override
  public List<CheckResult> check(ProviderContext context) {
    Objects.requireNonNull(context, "context");
    return withFabric8(() -> KubernetesCheck.of(context));
  }

  /**
   * Runs an action that uses fabric8. No class of fabric8 is linked before, because fabric8 may be
   * missing, or there may be two versions of it.
   */
  private static <T> T withFabric8(Supplier<T> action) {
    ClassLoader loader = KubernetesEventSinkProvider.class.getClassLoader();
    String mixed = Fabric8Jars.mixed(loader);
    if (mixed != null) { // otherwise it may fail only at the first write
      throw new IllegalArgumentException(mixed);
    }
    try {
      return action.get();
    } catch (LinkageError e) {
      throw new IllegalArgumentException(Fabric8Jars.remedy(e, loader), e);
    }
  }
}
