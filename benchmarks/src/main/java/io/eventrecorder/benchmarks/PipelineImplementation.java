package io.eventrecorder.benchmarks;

/** A recorder with everything behind it, up to a sink in memory. Used by one recording thread. */
interface PipelineImplementation extends AutoCloseable {
  /**
   * Records one event.
   *
   * @param number selects the event; the same number means the same event
   */
  void record(int number);

  /**
   * Waits until all recorded events are written.
   *
   * @param recorded how many events were recorded so far
   * @throws IllegalStateException if one of them is lost
   */
  void awaitAll(long recorded);

  @Override
  void close();
}
