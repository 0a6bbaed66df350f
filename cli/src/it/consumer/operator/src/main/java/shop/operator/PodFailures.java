package shop.operator;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

public class PodFailures {
  public static void main(String[] args) {
    try (KubernetesClient client = new KubernetesClientBuilder().build();
        EventBroadcaster broadcaster =
            EventBroadcaster.builder().provide(KubernetesClient.class, client).build()) {
      EventRecorder recorder = broadcaster.newRecorder("shop-operator");
      Pod pod = // or: client.pods().inNamespace("default").withName("web-0").get()
          new PodBuilder()
              .withNewMetadata()
              .withNamespace("default")
              .withName("web-0")
              .endMetadata()
              .build();
      recorder.warning(pod, "BackOff", "restarting failed container %s", "app");
    } // closes the broadcaster, which writes the remaining events, then the client
  }
}
