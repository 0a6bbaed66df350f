package io.eventrecorder.core.pipeline.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.core.pipeline.machine.Failure.Circuit;
import io.eventrecorder.core.pipeline.machine.Failure.Phase;
import io.eventrecorder.core.pipeline.machine.FailureDecision.Action;
import io.eventrecorder.core.pipeline.machine.FailureDecision.IdentityChange;
import io.eventrecorder.core.pipeline.machine.StoredIdentity.Presence;
import io.eventrecorder.core.pipeline.machine.WriteResult.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens after a failed attempt, as a table. */
class FailureDecisionTest {
  private static final RetryLimits LIMITS = new RetryLimits(3, 100, 10, 60);
  private static final long PAUSE = 20;
  private static final Circuit QUIET = new Circuit(false, false, false);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # the circuit is | opens | a probe | the phase | tries | spent ||  action    | counts | opens
          # a failure of one event
          false, false, false, RUNNING,  1,   0, BACK_OFF,   true,  false
          false, false, false, RUNNING,  3,   0, GIVE_UP,    true,  false
          false, false, false, RUNNING,  2,  80, BACK_OFF,   true,  false
          false, false, false, RUNNING,  2,  81, GIVE_UP,    true,  false
          # a failure that opens the circuit
          false, true,  false, RUNNING,  1,   0, PARK,       true,  true
          false, true,  false, RUNNING,  2, 100, PARK,       true,  true
          false, true,  false, RUNNING,  2, 101, GIVE_UP,    true,  true
          false, true,  false, RUNNING,  3,   0, GIVE_UP,    true,  true
          # a failure while the circuit is open: only that of a probe begins another pause
          true,  false, false, RUNNING,  1,   0, PARK,       false, false
          true,  false, true,  RUNNING,  1,   0, PARK,       false, true
          true,  true,  true,  RUNNING,  3, 500, PARK,       false, true
          # a pipeline that closes
          true,  true,  true,  CLOSING,  3, 500, SEND_AGAIN, true,  false
          false, false, false, CLOSING,  1,   0, SEND_AGAIN, true,  false
          true,  true,  true,  LAST_TRY, 1,   0, ABANDON,    true,  false
          false, false, false, LAST_TRY, 1,   0, ABANDON,    true,  false
          """)
  void a_failure_of_the_sink(
      boolean open,
      boolean breaks,
      boolean probe,
      Phase phase,
      int tries,
      long spent,
      Action action,
      boolean countsAsTry,
      boolean opensCircuit) {
    for (Kind kind : new Kind[] {Kind.RETRYABLE, Kind.MISCONFIGURED}) {
      Failure failure =
          new Failure(
              kind,
              true,
              StoredIdentity.initial(true),
              new RetryBudget(tries, 0, false),
              phase,
              new Circuit(open, breaks, probe));
      long pause = action == Action.BACK_OFF ? PAUSE : 0;
      assertThat(FailureDecision.of(failure, LIMITS, PAUSE, spent))
          .isEqualTo(
              new FailureDecision(action, IdentityChange.NONE, countsAsTry, opensCircuit, pause));
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # the answer  | create | in the store | renamed | tries || action | change
          NOT_FOUND,      false,   PRESENT,       false,    1,       SEND_AGAIN, CREATE_AGAIN
          NOT_FOUND,      false,   PRESENT,       false,    3,       GIVE_UP,    CREATE_AGAIN
          NOT_FOUND,      true,    NEW,           false,    1,       REJECT,     NONE
          ALREADY_EXISTS, true,    NEW,           false,    1,       SEND_AGAIN, RENAME
          ALREADY_EXISTS, true,    NEW,           false,    3,       GIVE_UP,    RENAME
          ALREADY_EXISTS, true,    NEW,           true,     1,       REJECT,     NONE
          ALREADY_EXISTS, true,    UNCERTAIN,     false,    1,       SEND_AGAIN, PATCH
          ALREADY_EXISTS, true,    UNCERTAIN,     true,     1,       SEND_AGAIN, PATCH
          ALREADY_EXISTS, true,    GONE,          false,    2,       SEND_AGAIN, PATCH
          ALREADY_EXISTS, false,   PRESENT,       false,    1,       REJECT,     NONE
          REJECTED,       true,    NEW,           false,    1,       REJECT,     NONE
          REJECTED,       false,   PRESENT,       false,    1,       REJECT,     NONE
          """)
  void an_answer_about_the_event(
      Kind kind,
      boolean create,
      Presence presence,
      boolean renamed,
      int tries,
      Action action,
      IdentityChange change) {
    for (Phase phase : Phase.values()) {
      Failure failure =
          new Failure(
              kind,
              create,
              new StoredIdentity(presence, null, renamed, ""),
              new RetryBudget(tries, 0, false),
              phase,
              QUIET);
      assertThat(failure.mayBackOff()).isFalse();
      assertThat(FailureDecision.of(failure, LIMITS, 0, 0))
          .isEqualTo(new FailureDecision(action, change, true, false, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, RUNNING,  1, BACK_OFF",
    "false, RUNNING,  3, GIVE_UP",
    "false, CLOSING,  1, SEND_AGAIN",
    "false, LAST_TRY, 1, ABANDON",
    "true,  RUNNING,  2, REJECT",
    "true,  CLOSING,  2, REJECT",
    "true,  LAST_TRY, 2, REJECT",
  })
  void an_unexpected_exception_is_tried_again_once(
      boolean retried, Phase phase, int tries, Action action) {
    Failure failure =
        new Failure(
            Kind.BUG,
            true,
            StoredIdentity.initial(true),
            new RetryBudget(tries, 0, retried),
            phase,
            QUIET);
    assertThat(failure.mayBackOff()).isEqualTo(!retried);
    assertThat(FailureDecision.of(failure, LIMITS, PAUSE, 0).action()).isEqualTo(action);
  }

  @Test
  void a_decision_can_be_printed() {
    assertThat(new FailureDecision(Action.BACK_OFF, IdentityChange.NONE, true, false, 20))
        .hasToString(
            "FailureDecision[action=BACK_OFF, identityChange=NONE, countsAsTry=true,"
                + " opensCircuit=false, pauseNanos=20]");
  }

  @Test
  void a_write_that_was_stored_needs_no_decision() {
    Failure stored =
        new Failure(
            Kind.STORED,
            true,
            StoredIdentity.initial(true),
            RetryBudget.UNUSED,
            Phase.RUNNING,
            QUIET);
    assertThatThrownBy(() -> FailureDecision.of(stored, LIMITS, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
