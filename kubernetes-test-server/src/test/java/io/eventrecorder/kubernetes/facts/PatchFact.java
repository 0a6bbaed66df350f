package io.eventrecorder.kubernetes.facts;

/** One row: an event that is there is patched, and this is the answer. */
record PatchFact(String what, Draft.Base base, PatchType type, String patch, Expected expected) {
  static PatchFact patch(
      Draft.Base base, PatchType type, String what, String patch, Expected expected) {
    return new PatchFact(what, base, type, patch, expected);
  }

  /** A merge patch, in JSON with apostrophes instead of quotes. */
  static PatchFact merge(Draft.Base base, String patch, Expected expected) {
    return new PatchFact(patch, base, PatchType.MERGE, patch.replace('\'', '"'), expected);
  }

  @Override
  public String toString() {
    return base + ", " + type + " " + what + ": " + expected;
  }
}
