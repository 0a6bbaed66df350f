package io.eventrecorder.sink.kafka;

import io.eventrecorder.spi.DeliveryThread;

/** A thread of the sink. Serializers and interceptors that run on it may record events. */
final class KafkaSinkThread extends Thread implements DeliveryThread {
  KafkaSinkThread(Runnable task, String name) {
    super(task, name);
    setDaemon(true);
  }
}
