package io.eventrecorder.testkit;

/**
 * Entry point of the AssertJ assertions about recorded events; import it statically. It needs
 * {@code assertj-core} on the class path.
 */
public final class EventAssertions {
  private EventAssertions() {}

  /**
   * {@return assertions about the events of a recorder}
   *
   * @param actual the recorder
   */
  public static FakeEventRecorderAssert assertThat(FakeEventRecorder actual) {
    return new FakeEventRecorderAssert(actual);
  }
}
