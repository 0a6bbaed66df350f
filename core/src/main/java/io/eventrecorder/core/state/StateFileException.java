package io.eventrecorder.core.state;

/** A state file cannot be used at all, so the pipeline cannot start. */
public final class StateFileException extends Exception {
  private static final long serialVersionUID = 1L;

  StateFileException(String problemAndRemedy) {
    super(problemAndRemedy);
  }

  /** {@return what is wrong, and what to do about it} */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
