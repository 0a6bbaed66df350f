package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.StateFormatException;
import io.eventrecorder.testkit.MemoryMoment.Answer;
import io.eventrecorder.testkit.PartMap.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The rules of {@link StatefulCorrelatorContract} about missing, damaged and foreign parts. */
final class DamageRules {
  private static final Rule MISSING =
      new Rule(
          "missing parts are tolerated: counts go on or start anew",
          "in restored(), drop what has lost a part that it needs, with its name; an event that"
              + " starts anew takes the name of its new occurrence");
  private static final Rule DAMAGED =
      new Rule(
          "a damaged part gives a StateFormatException and nothing else",
          "check lengths, numbers and kinds as you read, before they become memory, also that no"
              + " bytes are left over; a part that was read must not make a later call throw");
  private static final Rule VERSION =
      new Rule(
          "a part of an unknown version gives a StateFormatException with a message",
          "begin each value with the version of its format, and compare it in restore()");
  private static final int BEFORE = 60;

  private final MemoryRun.Factory factory;

  DamageRules(MemoryRun.Factory factory) {
    this.factory = factory;
  }

  void missingPartsAreTolerated() {
    List<MemoryStep> steps = MemoryHistory.recorded(5, 110);
    MemoryRun original = factory.fresh();
    Map<String, Integer> written = new HashMap<>();
    for (MemoryMoment moment : original.play(steps.subList(0, BEFORE))) {
      moment.writes().forEach(write -> written.put(nameOf(write), countOf(write)));
    }
    List<Part> parts = original.memory().parts();
    for (Part missing : parts) {
      List<Part> rest = new ArrayList<>(parts);
      rest.remove(missing);
      assertTolerated(rest, steps, written, "without " + missing);
    }
    Random chance = new Random(5);
    for (int i = 0; i < 20; i++) {
      List<Part> some = parts.stream().filter(part -> chance.nextBoolean()).toList();
      assertTolerated(some, steps, written, "with " + some.size() + " of " + parts.size());
    }
    assertTolerated(List.of(), steps, written, "without any part");
  }

  void damagedPartsAreRefused() {
    List<MemoryStep> steps = MemoryHistory.mixed(6, 26);
    List<MemoryStep> rest = steps.subList(20, steps.size());
    List<Part> parts = memoryAfter(steps.subList(0, 20));
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      List<Part> instead = new ArrayList<>();
      PartDamage.of(part.value(), i).forEach(value -> instead.add(new Part(part.key(), value)));
      PartDamage.of(part.key(), i).forEach(key -> instead.add(new Part(key, part.value())));
      instead.add(new Part(part.key(), parts.get((i + 1) % parts.size()).value()));
      for (Part damaged : instead) {
        assertOnlyStateFormat(with(parts, i, damaged), rest, damaged + " in place of " + part);
      }
    }
    List<Part> mixed = new ArrayList<>(parts);
    mixed.addAll(memoryAfter(steps.subList(0, 12)));
    assertOnlyStateFormat(mixed, rest, "parts of two correlators");
  }

  void unknownVersionIsRefused() {
    List<Part> parts = memoryAfter(MemoryHistory.mixed(7, 40));
    for (int i = 0; i < parts.size(); i++) {
      byte[] value = parts.get(i).value().clone();
      if (value.length == 0) {
        throw VERSION.broken(parts.get(i) + " has no version");
      }
      value[0] = (byte) 0xff;
      Part newer = new Part(parts.get(i).key(), value);
      String message = refusalOf(with(parts, i, newer));
      if (message.isBlank()) {
        throw VERSION.broken(newer + " was restored, or refused without a message");
      }
    }
  }

  private String refusalOf(List<Part> parts) {
    try {
      PartMap.restore(factory.empty(MemoryHistory.START).correlator, parts);
      return "";
    } catch (StateFormatException e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      throw VERSION.broken("restoring threw " + e, e);
    }
  }

  private void assertTolerated(
      List<Part> parts, List<MemoryStep> steps, Map<String, Integer> written, String which) {
    Map<String, Long> happened = new HashMap<>();
    for (MemoryStep step : steps) {
      happened.merge(step.object(), 1L, Long::sum);
    }
    Map<String, Integer> counts = new HashMap<>(written);
    List<MemoryMoment> moments = new ArrayList<>();
    try {
      MemoryRun copy = factory.restored(parts, steps.get(BEFORE - 1).at());
      moments.add(copy.moment());
      moments.addAll(copy.play(steps.subList(BEFORE, steps.size())));
      moments.add(copy.end());
    } catch (AssertionError e) {
      throw MISSING.broken("a copy was restored " + which + ", and then " + e.getMessage(), e);
    }
    for (MemoryMoment moment : moments) {
      if (moment.unwritten() < 0) {
        throw MISSING.broken(
            "a copy was restored " + which + "; its unwritten() is " + moment.unwritten());
      }
      for (Answer write : moment.writes()) {
        int count = countOf(write);
        Integer earlier = counts.put(nameOf(write), count);
        int before = earlier == null ? 1 : earlier;
        long most = happened.getOrDefault(objectOf(write), 0L);
        if (count < before || count > most) {
          throw MISSING.broken(
              "a copy was restored "
                  + which
                  + "; it answered "
                  + write
                  + ", where the count was "
                  + before
                  + " before, and the object has "
                  + most
                  + " occurrences");
        }
      }
    }
  }

  /** Plays some more events if the parts are not refused. */
  private void assertOnlyStateFormat(List<Part> parts, List<MemoryStep> rest, String which) {
    MemoryRun copy = factory.empty(rest.get(0).at());
    try {
      PartMap.restore(copy.correlator, parts);
    } catch (StateFormatException e) {
      return;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw DAMAGED.broken("restoring " + which + " threw " + e, e);
    }
    try {
      copy.moment();
      copy.memory();
      List<MemoryMoment> unused = copy.play(rest);
      copy.expire(Integer.MAX_VALUE);
      copy.end();
      copy.memory();
    } catch (AssertionError | OutOfMemoryError e) {
      throw DAMAGED.broken("after restoring " + which + ": " + e.getMessage(), e);
    }
  }

  private List<Part> memoryAfter(List<MemoryStep> steps) {
    MemoryRun run = factory.fresh();
    List<MemoryMoment> unused = run.play(steps);
    return run.memory().parts();
  }

  private static List<Part> with(List<Part> parts, int index, Part part) {
    List<Part> all = new ArrayList<>(parts);
    all.set(index, part);
    return all;
  }

  private static Event eventOf(Answer write) {
    Event event = write.event();
    if (event == null) {
      throw new IllegalArgumentException("not a write: " + write);
    }
    return event;
  }

  private static String nameOf(Answer write) {
    return eventOf(write).name();
  }

  private static int countOf(Answer write) {
    return CorrelatorRun.count(eventOf(write));
  }

  private static String objectOf(Answer write) {
    return MemoryStep.object(write.scope(), eventOf(write));
  }
}
