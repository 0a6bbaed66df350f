package io.eventrecorder.testkit;

/**
 * A rule of a contract, as failure messages show it.
 *
 * @param text the rule
 * @param remedy how to fix a class that breaks the rule
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
