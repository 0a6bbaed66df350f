package io.eventrecorder.kubernetes.facts;

import java.util.function.UnaryOperator;

/**
 * One row: an event is sent that is changed in some way, and this is the answer.
 *
 * @param inDefault whether it is sent to the namespace {@code default}
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
