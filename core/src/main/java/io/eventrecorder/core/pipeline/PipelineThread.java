package io.eventrecorder.core.pipeline;

import io.eventrecorder.spi.DeliveryThread;

/** The thread of a pipeline's worker. It inherits no thread-local values of the application. */
public final class PipelineThread extends Thread implements DeliveryThread {
  /**
   * A thread that is not started.
   *
   * @param worker what it runs
   */
  public PipelineThread(Runnable worker) {
    super(null, worker, "", 0, false);
  }
}
