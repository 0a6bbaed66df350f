package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract class inside a test, as a user's build would. */
final class ContractRun {
  private ContractRun() {}

  /** Fails unless this one rule fails, with all of these texts in its message. */
  static void assertBroken(Class<?> contract, String rule, String... texts) {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectMethod(contract, rule))
            .execute()
            .testEvents();
    List<Event> failed = tests.failed().list();
    assertThat(failed).as(contract.getSimpleName() + " breaks " + rule).hasSize(1);
    Throwable failure =
        failed
            .get(0)
            .getRequiredPayload(TestExecutionResult.class)
            .getThrowable()
            .orElseThrow(AssertionError::new);
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("\nrule:     ")
        .hasMessageContaining("\nhappened: ")
        .hasMessageContaining("\nremedy:   ")
        .hasMessageContainingAll(texts);
  }

  /** Fails unless all rules hold, but for that many that do not apply. */
  static void assertKept(Class<?> contract, int tests, int notApplicable) {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .execute()
        .testEvents()
        .assertStatistics(
            count ->
                count
                    .started(tests)
                    .aborted(notApplicable)
                    .failed(0)
                    .succeeded(tests - notApplicable));
  }
}
