package io.eventrecorder.kubernetes.facts;

import java.util.function.UnaryOperator;

/**
 * One row: an event is sent that is changed in some way, and this is the answer.
 *
 * @param inDefault whether it is sent to the namespace {@code default}
 */
record CreateFact(
    String what,
    Draft.Base base,
    UnaryOperator<Draft> change,
    boolean inDefault,
    Expected expected) {
  static CreateFact post(
      Draft.Base base, String what, UnaryOperator<Draft> change, Expected expected) {
    return new CreateFact(what, base, change, false, expected);
  }

  static CreateFact postToDefault(
      Draft.Base base, String what, UnaryOperator<Draft> change, Expected expected) {
    return new CreateFact(what, base, change, true, expected);
  }

  @Override
  public String toString() {
    return base + ", " + what + (inDefault ? ", in default" : "") + ": " + expected;
  }
}
