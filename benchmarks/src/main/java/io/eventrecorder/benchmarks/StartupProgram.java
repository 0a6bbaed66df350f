package io.eventrecorder.benchmarks;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;

/** The program that {@link StartupTime} starts. */
final class StartupProgram {
  private StartupProgram() {}

  /**
   * Creates a broadcaster and closes it.
   *
   * @param args {@code record} records an event between the two; without an argument, the program
   *     does nothing
   */
  public static void main(String[] args) {
    if (args.length > 0) {
      try (EventBroadcaster broadcaster = EventBroadcaster.create()) {
        if (args[0].equals("record")) {
          broadcaster
              .newRecorder("startup")
              .normal(ObjectReference.of("Order", "eu", "4711"), "Started", "the program started");
        }
      }
    }
  }
}
