package io.eventrecorder.kubernetes.facts;

import java.util.function.UnaryOperator;

/**
 * One fact: the server answers as expected to the creation of a valid event with one change.
 *
 * @param inDefault whether the event is created in the namespace {@code default}
 */
record CreateFact(
    String what,
    EventDocument.Base base,
    UnaryOperator<EventDocument> change,
    boolean inDefault,
    ExpectedResponse expected) {
  static CreateFact post(
      EventDocument.Base base,
      String what,
      UnaryOperator<EventDocument> change,
      ExpectedResponse expected) {
    return new CreateFact(what, base, change, false, expected);
  }

  static CreateFact postToDefault(
      EventDocument.Base base,
      String what,
      UnaryOperator<EventDocument> change,
      ExpectedResponse expected) {
    return new CreateFact(what, base, change, true, expected);
  }

  @Override
  public String toString() {
    return base + ", " + what + (inDefault ? ", in default" : "") + ": " + expected;
  }
}
