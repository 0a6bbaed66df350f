package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes the sink {@code kubernetes} from configuration. The client is the {@code KubernetesClient}
 * that the application provides, which is never closed, or one that is found as {@code kubectl}
 * finds its own.
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
    return withFabric8(() -> KubernetesSinkFactory.create(context));
  }

  @Override
  public List<CheckResult> check(ProviderContext context) {
    return withFabric8(() -> KubernetesCheck.of(context));
  }

  /** Nothing of fabric8 is linked before this: it may be missing, or two versions of it mixed. */
  private static <T> T withFabric8(Supplier<T> action) {
    ClassLoader loader = KubernetesEventSinkProvider.class.getClassLoader();
    String mixed = Fabric8Jars.mixed(loader);
    if (mixed != null) { // else it may fail at a write only
      throw new IllegalArgumentException(mixed);
    }
    try {
      return action.get();
    } catch (LinkageError e) {
      throw new IllegalArgumentException(Fabric8Jars.remedy(e, loader), e);
    }
  }
}
