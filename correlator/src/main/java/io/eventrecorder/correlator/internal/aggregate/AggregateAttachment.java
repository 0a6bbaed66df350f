package io.eventrecorder.correlator.internal.aggregate;

/**
 * Travels with a write and comes back with its answer.
 *
 * @param observation the event that is written
 * @param upTo the newest occurrence in the write
 * @param raised {@link Observation#raised} at the time of the write
 */
public record AggregateAttachment(Observation observation, long upTo, int raised) {
  /** Where the object of the event lives. */
  public String scope() {
    return observation.scope();
  }

  /** Whether no stored write includes its newest occurrence. */
  boolean isUnrecorded() {
    return upTo > observation.recorded;
  }
}
