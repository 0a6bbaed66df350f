package io.eventrecorder.kubernetes.facts;

import static io.eventrecorder.kubernetes.facts.CreateFact.post;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.CORE;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.CORE_WITH_TIME;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.EVENTS;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.badRequest;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.created;

import java.util.List;
import java.util.stream.Stream;

/** The facts about documents that the server cannot decode. */
final class SyntaxFacts {
  private SyntaxFacts() {}

  static List<CreateFact> all() {
    return Stream.concat(times(), documents()).toList();
  }

  private static Stream<CreateFact> times() {
    Stream<CreateFact> wrong =
        Stream.of("58Z", "58.1Z", "58.123456789Z")
            .map(end -> "2026-01-02T03:04:" + end)
            .flatMap(
                time ->
                    Stream.of(
                        post(
                            EVENTS,
                            "eventTime " + time,
                            e -> e.set("eventTime", time),
                            badRequest("")),
                        post(
                            CORE_WITH_TIME,
                            "eventTime " + time,
                            e -> e.set("eventTime", time),
                            badRequest("")),
                        post(
                            EVENTS,
                            "series.lastObservedTime " + time,
                            e -> e.set("series.count", 2).set("series.lastObservedTime", time),
                            badRequest(""))));
    Stream<CreateFact> right =
        Stream.of("58Z", "58.1Z", "58.123456789Z")
            .map(end -> "2026-01-02T03:04:" + end)
            .map(
                time ->
                    post(
                        CORE,
                        "firstTimestamp " + time,
                        e -> e.set("firstTimestamp", time),
                        created()));
    return Stream.concat(wrong, right);
  }

  private static Stream<CreateFact> documents() {
    return Stream.of(CORE, EVENTS)
        .flatMap(
            base ->
                Stream.of(
                    post(base, "reason is a number", e -> e.set("reason", 1), badRequest("reason")),
                    post(base, "malformed JSON", e -> e.raw("{\"kind\":"), badRequest("")),
                    post(
                        base,
                        "wrong apiVersion",
                        e -> e.set("apiVersion", "apps/v1"),
                        badRequest(""))));
  }
}
