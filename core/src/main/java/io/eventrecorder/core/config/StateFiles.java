package io.eventrecorder.core.config;

import io.eventrecorder.core.state.KeptState;
import io.eventrecorder.core.state.StateFileException;
import io.eventrecorder.core.state.StateSettings;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.StatefulCorrelator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the state files of pipelines, and restores correlators. Not thread-safe. */
final class StateFiles {
  private final ConfigurationProblems problems;
  private final EventClock clock;
  private final List<KeptState> opened = new ArrayList<>();

  StateFiles(ConfigurationProblems problems, EventClock clock) {
    this.problems = problems;
    this.clock = clock;
  }

  /** {@return the correlator with the memory in the file; empty if there is a problem} */
  Optional<RestoredCorrelator> restore(
      String pipeline, StateSettings settings, CorrelatorChoice choice) {
    String prefix = PipelineSettings.prefixes(pipeline).get(0);
    String option = prefix + PipelineSettings.STATE_FILE.name() + "=" + settings.file();
    if (choice.name().isEmpty()) {
      problems.add(
          option
              + " needs a correlator that is named in the configuration, because its clock must"
              + " count from 1970: set "
              + prefix
              + "correlator and its options instead of a correlator in code, or remove"
              + " state-file");
      return Optional.empty();
    }
    try {
      KeptState state = KeptState.open(settings, clock);
      opened.add(state);
      return restore(option, prefix, state, choice);
    } catch (StateFileException e) {
      problems.add(option + " " + e.problem());
      return Optional.empty();
    }
  }

  private Optional<RestoredCorrelator> restore(
      String option, String prefix, KeptState state, CorrelatorChoice choice)
      throws StateFileException {
    EventCorrelator correlator = choice.create(state.clock()).orElse(null);
    if (correlator == null) {
      return Optional.empty();
    }
    if (!(correlator instanceof StatefulCorrelator stateful)) {
      problems.add(
          option
              + ": the correlator "
              + choice.name()
              + " has no memory that can be kept: set "
              + prefix
              + "correlator to one that has, for example aggregating, or remove state-file");
      return Optional.empty();
    }
    boolean usable = state.restore(stateful, choice.identity());
    state.setAside();
    Optional<EventCorrelator> restored =
        usable ? Optional.of(correlator) : choice.create(state.clock());
    return restored.map(it -> new RestoredCorrelator(it, state));
  }

  /** Releases all files, because the start has failed. No pipeline logs their warnings. */
  void close() {
    opened.forEach(KeptState::close);
    StartupPlan.log(
        opened.stream().map(KeptState::warning).filter(warning -> !warning.isEmpty()).toList());
  }
}
