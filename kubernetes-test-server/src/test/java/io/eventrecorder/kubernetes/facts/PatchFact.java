package io.eventrecorder.kubernetes.facts;

/** One fact: the server answers as expected to a patch of an existing event. */
record PatchFact(
    String what,
    EventDocument.Base base,
    PatchFormat type,
    String patch,
    ExpectedResponse expected) {
  static PatchFact patch(
      EventDocument.Base base,
      PatchFormat type,
      String what,
      String patch,
      ExpectedResponse expected) {
    return new PatchFact(what, base, type, patch, expected);
  }

  /** {@return a fact about a merge patch; the JSON has apostrophes instead of quotes} */
  static PatchFact merge(EventDocument.Base base, String patch, ExpectedResponse expected) {
    return new PatchFact(patch, base, PatchFormat.MERGE, patch.replace('\'', '"'), expected);
  }

  @Override
  public String toString() {
    return base + ", " + type + " " + what + ": " + expected;
  }
}
