package io.eventrecorder.correlator.internal.aggregate;

/**
 * Where an event comes from. One object instead of two fields: nearly all observations of a program
 * that counts its own events share {@link #NONE}.
 *
 * @param scope where the object of the event lives
 * @param uid the uid of the first occurrence, or the one that the store gave instead; empty if none
 */
record Origin(String scope, String uid) {
  private static final Origin NONE = new Origin("", "");

  static Origin of(String scope, String uid) {
    return scope.isEmpty() && uid.isEmpty() ? NONE : new Origin(scope, uid);
  }
}
