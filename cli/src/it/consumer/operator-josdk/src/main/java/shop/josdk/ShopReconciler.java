package shop.josdk;

import io.eventrecorder.EventRecorder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;

@ControllerConfiguration(name = "shops")
public class ShopReconciler implements Reconciler<Shop> {
  private final EventRecorder recorder;

  public ShopReconciler(EventRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public UpdateControl<Shop> reconcile(Shop shop, Context<Shop> context) {
    recorder.normal(shop, "Reconciled", "all shelves are filled");
    return UpdateControl.noUpdate();
  }
}
