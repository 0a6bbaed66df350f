package io.eventrecorder.testkit;

/**
 * A rule of a contract, as failure messages say it.
 *
 * @param text what holds
 * @param remedy what to do where it does not
 */
record Rule(String text, String remedy) {
  AssertionError broken(String what) {
    return new AssertionError(
        "\nrule:     " + text + "\nhappened: " + what + "\nremedy:   " + remedy);
  }

  AssertionError broken(String what, Throwable cause) {
    AssertionError error = broken(what);
    error.initCause(cause);
    return error;
  }
}
