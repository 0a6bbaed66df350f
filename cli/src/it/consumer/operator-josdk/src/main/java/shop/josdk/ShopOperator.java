package shop.josdk;

import io.eventrecorder.broadcaster.EventBroadcaster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;

/** Operator, broadcaster and client, and in which order they end. */
public final class ShopOperator implements AutoCloseable {
  private final KubernetesClient client;
  private final EventBroadcaster broadcaster;
  final Operator operator;

  public ShopOperator(KubernetesClient client, EventBroadcaster broadcaster) {
    this.client = client;
    this.broadcaster = broadcaster;
    operator =
        new Operator(
            options ->
                options
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)); // its default is true
    operator.register(new ShopReconciler(broadcaster.newRecorder("shop-operator")));
  }

  public void start() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    operator.start();
  }

  @Override
  public void close() {
    operator.stop(); // from now on nothing is recorded
    broadcaster.close(); // writes the remaining events
    client.close(); // from now on nothing is written
  }
}
