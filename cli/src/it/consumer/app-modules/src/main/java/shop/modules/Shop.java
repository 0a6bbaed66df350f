package shop.modules;

import io.eventrecorder.broadcaster.EventBroadcaster;
import shop.library.Pricing;

public class Shop {
  public static void main(String[] args) {
    try (EventBroadcaster broadcaster = EventBroadcaster.create()) {
      Pricing pricing = new Pricing(broadcaster.newRecorder("shop"));
      for (int cents = 1; cents <= 3; cents++) {
        pricing.reprice("4711", 999);
      }
    }
  }
}
