package io.eventrecorder.kubernetes.facts;

/** One row: an event that is there is patched, and this is the answer. */
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

  /** A merge patch, in JSON with apostrophes instead of quotes. */
  static PatchFact merge(EventDocument.Base base, String patch, ExpectedResponse expected) {
    return new PatchFact(patch, base, PatchFormat.MERGE, patch.replace('\'', '"'), expected);
  }

  @Override
  public String toString() {
    return base + ", " + type + " " + what + ": " + expected;
  }
}
