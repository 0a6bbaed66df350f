package io.eventrecorder.benchmarks;

/**
 * A recorder whose queue has room for a burst of events. What happens to the events after that is
 * not measured: {@link #finish} runs between two bursts.
 */
interface RecordedBurst {
  /** How many events may be recorded before {@link #finish}. */
  int SIZE = 1000;

  /** Called before a burst. */
  void begin();

  /** Records one event. Called by any thread. */
  void event(String message);

  /** Empties the queue after a burst. */
  void finish();

  /** Releases the resources. */
  void close();

  static RecordedBurst of(String implementation, boolean workerRuns) {
    return switch (implementation) {
      case "eventrecorder" -> new EventRecorderBurst(workerRuns);
      case "client-java" -> new ClientJavaBurst();
      default ->
          throw new IllegalArgumentException(
              "implementation " + implementation + " is neither eventrecorder nor client-java");
    };
  }
}
