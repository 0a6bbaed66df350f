package shop.quarkus;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@ApplicationScoped
public class Events {
  private final EventBroadcaster broadcaster;

  @Inject
  public Events(KubernetesClient client) {
    broadcaster = EventBroadcaster.builder().provide(KubernetesClient.class, client).build();
  }

  Events() { // for the proxy
    broadcaster = null;
  }

  @Produces
  @Singleton
  EventRecorder recorder() {
    return broadcaster.newRecorder("shop-operator");
  }

  void stop(@Observes ShutdownEvent event) { // beans, and so the client, are still there
    broadcaster.close();
  }
}
