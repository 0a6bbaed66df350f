package io.eventrecorder.testkit;

/**
 * Where AssertJ assertions about recorded events start; for a static import. It needs {@code
 * assertj-core} on the class path.
 */
public final class EventAssertions {
  private EventAssertions() {}

  /**
   * {@return assertions about what was recorded}
   *
   * @param actual the recorder
   */
  public static FakeEventRecorderAssert assertThat(FakeEventRecorder actual) {
    return new FakeEventRecorderAssert(actual);
  }
}
