package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import io.eventrecorder.testkit.SinkProbe.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of {@link EventSinkContract} about writes and their answers. */
final class SinkWriteRules {
  private static final Rule KEPT =
      new Rule(
          "a stored event keeps namespace, name and regarding",
          "answer with the stored event, or with null to say \"stored as written\"");
  private static final Rule OWN_ANSWER =
      new Rule(
          "every write gets its own answer",
          "keep no state of a write in a field of the sink: other writes are in flight");
  private static final Rule ANY_TEXT =
      new Rule(
          "a message with any characters is accepted or REJECTED",
          "encode text as UTF-8 and escape control characters, or fail with"
              + " SinkException.rejected and the answer of the store");
  private static final Rule FAILURES =
      new Rule(
          "a write fails with a SinkException, an IOException or a TimeoutException",
          "translate the exceptions of the client: SinkException.retryable, notFound, alreadyExists,"
              + " rejected or misconfigured; anything else counts as a bug of the sink");
  private static final Rule CANCELLABLE =
      new Rule(
          "a stage may be cancelled, and the sink continues",
          "return stages that the caller can complete, and ignore that it did");
  private static final Rule EXISTS =
      new Rule(
          "create of an event that exists answers ALREADY_EXISTS",
          "fail with SinkException.alreadyExists, or override appendOnly() if the store cannot tell");
  private static final Rule MISSING =
      new Rule(
          "patch and update of an event that does not exist answer NOT_FOUND",
          "fail with SinkException.notFound, or override appendOnly() if the store cannot tell");

  private final SinkProbe probe;
  private final SinkEvents events;
  private final Function<Event, Optional<Event>> stored;

  SinkWriteRules(SinkProbe probe, SinkEvents events, Function<Event, Optional<Event>> stored) {
    this.probe = probe;
    this.events = events;
    this.stored = stored;
  }

  void createAnswers() {
    succeeded("create", probe.create(events.fresh("created")));
  }

  void patchSucceeds() {
    Event event = events.fresh("created");
    Answer created = succeeded("create", probe.create(event));
    Event newest = events.again(event, created.stored(), "patched");
    succeeded("patch", probe.patch(newest));
    assertStored(newest);
  }

  void updateSucceeds() {
    Event event = events.fresh("created");
    Answer created = succeeded("create", probe.create(event));
    Event newest = events.again(event, created.stored(), "updated");
    succeeded("update", probe.update(newest));
    assertStored(newest);
  }

  void identityIsKept() {
    Event event = events.fresh("created");
    Answer created = succeeded("create", probe.create(event));
    assertSame("create", event, created.stored());
    Event newest = events.again(event, created.stored(), "patched");
    Answer patched = succeeded("patch", probe.patch(newest));
    assertSame("patch", newest, patched.stored());
    newest = events.again(newest, patched.stored(), "updated");
    assertSame("update", newest, succeeded("update", probe.update(newest)).stored());
    stored.apply(newest).ifPresent(inStore -> assertSame("stored(event)", event, inStore));
  }

  void anyText() {
    for (String message : SinkEvents.MESSAGES) {
      Event event = events.fresh(message);
      Answer created = probe.create(event);
      accepted("create", message, created);
      if (created.failure() == null) {
        accepted("patch", message, probe.patch(events.again(event, created.stored(), message)));
      }
    }
  }

  void failures() {
    for (Event bad : events.bad()) {
      assertKnown("create", bad, probe.create(bad));
      assertKnown("update", bad, probe.update(bad));
      assertKnown("patch", bad, probe.patch(bad));
    }
    Event event = events.fresh("twice");
    assertKnown("create", event, probe.create(event));
    assertKnown("a second create", event, probe.create(event));
    Event missing = events.fresh("missing");
    assertKnown("patch of a missing event", missing, probe.patch(missing));
  }

  void manyInFlight() {
    int writes = Math.min(1000, Math.max(32, 2 * probe.sink().defaults().maxInFlight()));
    Map<Event, CompletionStage<@Nullable Event>> underWay = new LinkedHashMap<>();
    for (int i = 0; i < writes; i++) {
      Event event = events.fresh("write " + i);
      underWay.put(event, probe.startCreate(event));
    }
    underWay.forEach(
        (event, stage) -> {
          Event answer = succeeded("create", probe.answer("create", stage)).stored();
          if (answer != null && !answer.name().equals(event.name())) {
            throw OWN_ANSWER.broken("create of " + event + " was answered with " + answer);
          }
        });
  }

  void oneAfterAnother() {
    Event newest = events.fresh("occurrence 1");
    Answer answer = succeeded("create", probe.create(newest));
    for (int i = 2; i <= 10; i++) {
      newest = events.again(newest, answer.stored(), "occurrence " + i);
      answer = succeeded("patch " + (i - 1), probe.patch(newest));
    }
    assertStored(newest);
  }

  void cancel() {
    CompletionStage<@Nullable Event> stage = probe.startCreate(events.fresh("cancelled"));
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (RuntimeException e) {
      throw CANCELLABLE.broken("stage.toCompletableFuture().cancel(true) threw " + e, e);
    }
    Answer next = probe.create(events.fresh("after a cancelled write"));
    if (next.failure() != null) {
      throw CANCELLABLE.broken("the next create failed with " + next.failure(), next.failure());
    }
  }

  void alreadyExists() {
    Event event = events.fresh("created");
    succeeded("create", probe.create(event));
    assertKind(EXISTS, Kind.ALREADY_EXISTS, "the second create", probe.create(event));
  }

  void patchNotFound() {
    assertKind(MISSING, Kind.NOT_FOUND, "patch", probe.patch(events.fresh("missing")));
  }

  void updateNotFound() {
    assertKind(MISSING, Kind.NOT_FOUND, "update", probe.update(events.fresh("missing")));
  }

  private static Answer succeeded(String what, Answer answer) {
    if (answer.failure() != null) {
      throw SinkProbe.SUCCEEDS.broken(what + " failed with " + answer.failure(), answer.failure());
    }
    return answer;
  }

  private void assertStored(Event newest) {
    stored
        .apply(newest)
        .ifPresent(
            inStore -> {
              if (inStore.count() != newest.count()
                  || !inStore.message().equals(newest.message())) {
                throw SinkProbe.SUCCEEDS.broken(
                    "the store has " + inStore + " after " + newest + " was written");
              }
            });
  }

  private static void assertSame(String what, Event written, @Nullable Event answer) {
    if (answer == null) {
      return;
    }
    List<String> lost = new ArrayList<>();
    if (!answer.namespace().equals(written.namespace())) {
      lost.add("namespace " + written.namespace() + " became \"" + answer.namespace() + '"');
    }
    if (!answer.name().equals(written.name())) {
      lost.add("name " + written.name() + " became \"" + answer.name() + '"');
    }
    if (!answer.regarding().equals(written.regarding())) {
      lost.add("regarding " + written.regarding() + " became " + answer.regarding());
    }
    if (!lost.isEmpty()) {
      throw KEPT.broken("in the answer of " + what + " " + String.join(", ", lost));
    }
  }

  private static void accepted(String method, String message, Answer answer) {
    Throwable failure = answer.failure();
    if (failure != null && !isKind(Kind.REJECTED, failure)) {
      throw ANY_TEXT.broken(
          method + " of the message " + SinkEvents.escaped(message) + " failed with " + failure,
          failure);
    }
  }

  private static void assertKnown(String what, Event event, Answer answer) {
    Throwable failure = answer.failure();
    if (failure != null && !isKnown(failure)) {
      throw FAILURES.broken(what + " of " + event + " failed with " + failure, failure);
    }
  }

  private static boolean isKnown(Throwable failure) {
    return failure instanceof SinkException
        || failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof EventJsonException;
  }

  private static void assertKind(Rule rule, Kind kind, String what, Answer answer) {
    Throwable failure = answer.failure();
    if (failure == null) {
      throw rule.broken(what + " succeeded");
    }
    if (!isKind(kind, failure)) {
      throw rule.broken(what + " failed with " + failure, failure);
    }
  }

  private static boolean isKind(Kind kind, Throwable failure) {
    return failure instanceof SinkException said && said.kind() == kind;
  }
}
