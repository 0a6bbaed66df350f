package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.testkit.MemoryMoment.Answer;
import io.eventrecorder.testkit.PartMap.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of {@link StatefulCorrelatorContract} about scopes. */
final class ScopeRules {
  private static final Rule APART =
      new Rule(
          "what happens in one scope changes nothing in another",
          "make the scope of the Arrival a part of every key: of events, of groups, of rate limits,"
              + " and of counts from elsewhere");
  private static final Rule TOLD =
      new Rule(
          "scopeOf() tells the scope in which the event of a write happened",
          "keep the scope with the event and in its part, for writes of due() and drain()");
  private static final String SOUTH = "south";
  private static final String NORTH = "north";

  private final MemoryRun.Factory factory;

  ScopeRules(MemoryRun.Factory factory) {
    this.factory = factory;
  }

  /** The same events happen in two scopes; one of them is then compared with a run of its own. */
  void scopesAreApart() {
    for (int seed = 1; seed <= 3; seed++) {
      List<MemoryStep> steps = MemoryHistory.mixed(seed, 150);
      MemoryRun both = factory.fresh();
      MemoryRun alone = factory.fresh();
      for (MemoryStep step : steps) {
        MemoryStep one = step.arriving(NORTH, step.arrival().occurrences());
        List<Answer> aloneAnswers = new ArrayList<>(alone.play(one).answers());
        List<Answer> bothAnswers = new ArrayList<>(both.play(one).answers());
        if (step.number() % 3 > 0) {
          bothAnswers.addAll(both.play(step.arriving(SOUTH, 1)).answers());
        }
        assertApart(aloneAnswers, bothAnswers, one.toString());
      }
      assertApart(alone.end().answers(), both.end().answers(), "the end");
    }
  }

  void scopesAreTold() {
    List<MemoryStep> steps = new ArrayList<>();
    Map<ObjectReference, String> scopes = new HashMap<>();
    for (MemoryStep step : MemoryHistory.repeats(4, 240)) {
      String scope = step.number() % 2 == 0 ? NORTH : SOUTH;
      MemoryStep scoped = stormy(step, scope);
      steps.add(scoped);
      scopes.put(scoped.event().regarding(), scope);
    }
    MemoryRun run = factory.fresh();
    for (MemoryStep step : steps) {
      assertTold(run.play(step), scopes, "");
    }
    List<Part> parts = run.memory().parts();
    long now = run.now();
    assertTold(run.end(), scopes, "");
    assertTold(factory.restored(parts, now).end(), scopes, " of a restored copy");
    MemoryRun drained = factory.restored(parts, now);
    assertTold(
        new MemoryMoment(drained.drain(), drained.moment().nextDue(), 0),
        scopes,
        " of a restored copy");
  }

  /** Of an object of its scope alone, and every third with a message of its own. */
  private static MemoryStep stormy(MemoryStep step, String scope) {
    ObjectReference object = step.event().regarding();
    Event.Builder event =
        step.event().toBuilder()
            .regarding(
                object.toBuilder()
                    .name(object.name() + "-" + scope)
                    .uid(object.uid() + "-" + scope)
                    .build());
    if (step.number() % 3 == 0) {
      event.message("attempt " + step.number() + " failed");
    }
    return new MemoryStep(
        step.number(), step.at(), event.build(), new Arrival(scope, 1), step.answer());
  }

  private static void assertApart(List<Answer> alone, List<Answer> both, String when) {
    String difference =
        MemoryMoment.difference(
            in(alone), in(both), "a run of this scope", "a run of this scope and another one");
    if (!difference.isEmpty()) {
      throw APART.broken("in " + when + ": " + difference);
    }
  }

  private static List<Answer> in(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.kind() != Kind.SUPPRESS && answer.scope().equals(NORTH))
        .toList();
  }

  private static void assertTold(
      MemoryMoment moment, Map<ObjectReference, String> scopes, String whose) {
    for (Answer write : moment.writes()) {
      String scope = write.event() == null ? null : scopes.get(write.event().regarding());
      if (!write.scope().equals(scope)) {
        throw TOLD.broken(
            "scopeOf() is '" + write.scope() + "', not '" + scope + "', for " + write + whose);
      }
    }
  }
}
