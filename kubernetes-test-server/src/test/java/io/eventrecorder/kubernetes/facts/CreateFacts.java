package io.eventrecorder.kubernetes.facts;

import static io.eventrecorder.kubernetes.facts.CreateFact.post;
import static io.eventrecorder.kubernetes.facts.CreateFact.postToDefault;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.CORE;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.CORE_WITH_TIME;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.EVENTS;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.badRequest;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.created;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.invalid;

import java.util.List;
import java.util.stream.Stream;

/** The facts about creating events. */
final class CreateFacts {
  private static final String OBJECT_NAMESPACE = "involvedObject.namespace";
  private static final String REGARDING_NAMESPACE = "regarding.namespace";
  private static final String MISMATCH = "does not match event.namespace";
  private static final String UNSET = "needs to be unset";

  private CreateFacts() {}

  static Stream<CreateFact> all() {
    return Stream.of(
            accepted(), names(), namespaces(), lengths(), required(), strict(), SyntaxFacts.all())
        .flatMap(List::stream);
  }

  private static List<CreateFact> accepted() {
    return List.of(
        post(CORE, "as it should be", e -> e, created()),
        post(CORE_WITH_TIME, "as it should be", e -> e, created()),
        post(EVENTS, "as it should be", e -> e, created()),
        post(CORE, "type Error", e -> e.set("type", "Error"), created()),
        postToDefault(EVENTS, "no note", e -> e.remove("note"), created()),
        postToDefault(EVENTS, "no regarding", e -> e.remove("regarding"), created()),
        post(CORE, "unknown field", e -> e.set("unheardOf", 1), created()),
        post(EVENTS, "unknown field", e -> e.set("unheardOf", 1), created()));
  }

  private static List<CreateFact> names() {
    String long253 = "n".repeat(253);
    String long254 = "n".repeat(254);
    String invalidName = "metadata.name: Invalid value";
    return List.of(
        post(CORE, "name uppercase", e -> e.set("metadata.name", "Name"), created()),
        post(CORE, "name of 254", e -> e.set("metadata.name", long254), created()),
        post(CORE, "name a_b", e -> e.set("metadata.name", "a_b"), created()),
        post(CORE, "name a/b", e -> e.set("metadata.name", "a/b"), invalid(invalidName)),
        post(EVENTS, "name uppercase", e -> e.set("metadata.name", "X"), invalid(invalidName)),
        post(EVENTS, "name of 254", e -> e.set("metadata.name", long254), invalid(invalidName)),
        post(EVENTS, "name of 253", e -> e.set("metadata.name", long253), created()));
  }

  private static List<CreateFact> namespaces() {
    return List.of(
        post(
            CORE,
            "object in another namespace",
            e -> e.set(OBJECT_NAMESPACE, "default"),
            invalid(OBJECT_NAMESPACE + ": Invalid value: \"default\": " + MISMATCH)),
        post(
            CORE_WITH_TIME,
            "object in another namespace",
            e -> e.set(OBJECT_NAMESPACE, "default"),
            created()),
        post(
            EVENTS,
            "object in another namespace",
            e -> e.set(REGARDING_NAMESPACE, "default"),
            created()),
        postToDefault(CORE, "object without namespace", e -> e.remove(OBJECT_NAMESPACE), created()),
        postToDefault(
            EVENTS, "object without namespace", e -> e.remove(REGARDING_NAMESPACE), created()),
        post(
            CORE,
            "object without namespace",
            e -> e.remove(OBJECT_NAMESPACE),
            invalid(OBJECT_NAMESPACE + ": Invalid value: \"\": " + MISMATCH)),
        post(
            EVENTS,
            "object without namespace",
            e -> e.remove(REGARDING_NAMESPACE),
            invalid(MISMATCH)),
        post(
            CORE,
            "another namespace than the URL",
            e -> e.set("metadata.namespace", "default"),
            badRequest("does not match the namespace sent on the request")),
        post(
            EVENTS,
            "another namespace than the URL",
            e -> e.set("metadata.namespace", "default"),
            badRequest("does not match the namespace sent on the request")));
  }

  private static List<CreateFact> lengths() {
    String ascii1024 = "x".repeat(1024);
    String ascii1025 = ascii1024 + "x";
    String wide513 = "é".repeat(512) + "x";
    String of129 = "x".repeat(129);
    ExpectedResponse most1024 = invalid("can have at most 1024 characters");
    ExpectedResponse most128 = invalid("can have at most 128 characters");
    return List.of(
        post(CORE, "message of 1025 bytes", e -> e.set("message", ascii1025), created()),
        post(CORE_WITH_TIME, "message of 1025 bytes", e -> e.set("message", ascii1025), most1024),
        post(EVENTS, "note of 1024 bytes", e -> e.set("note", ascii1024), created()),
        post(EVENTS, "note of 1025 bytes", e -> e.set("note", ascii1025), most1024),
        post(EVENTS, "note of 513 characters, 1025 bytes", e -> e.set("note", wide513), most1024),
        post(CORE, "reason of 129 bytes", e -> e.set("reason", of129), created()),
        post(EVENTS, "reason of 129 bytes", e -> e.set("reason", of129), most128),
        post(EVENTS, "action of 129 bytes", e -> e.set("action", of129), most128),
        post(
            EVENTS,
            "reportingInstance of 129 bytes",
            e -> e.set("reportingInstance", of129),
            most128));
  }

  private static List<CreateFact> required() {
    return List.of(
        post(
            EVENTS,
            "no reportingController",
            e -> e.remove("reportingController"),
            invalid("reportingController: Required value")),
        post(
            CORE_WITH_TIME,
            "no reportingComponent",
            e -> e.remove("reportingComponent"),
            invalid("reportingComponent: Required value")),
        post(
            CORE_WITH_TIME,
            "reportingComponent with a space",
            e -> e.set("reportingComponent", "my operator"),
            invalid("reportingComponent: Invalid value")),
        post(
            EVENTS,
            "reportingController with a space",
            e -> e.set("reportingController", "my operator"),
            invalid("reportingController: Invalid value")),
        post(
            EVENTS,
            "reportingController with two slashes",
            e -> e.set("reportingController", "a/b/c"),
            invalid("reportingController: Invalid value")),
        post(
            EVENTS,
            "reportingController of 63",
            e -> e.set("reportingController", "example.com/" + "c".repeat(63)),
            created()),
        post(
            EVENTS,
            "reportingController of 64",
            e -> e.set("reportingController", "example.com/" + "c".repeat(64)),
            invalid("reportingController: Invalid value")),
        post(
            EVENTS,
            "no reportingInstance",
            e -> e.remove("reportingInstance"),
            invalid("reportingInstance: Required value")),
        post(EVENTS, "no action", e -> e.remove("action"), invalid("action: Required value")),
        post(EVENTS, "no reason", e -> e.remove("reason"), invalid("reason: Required value")),
        post(
            EVENTS,
            "no eventTime",
            e -> e.remove("eventTime"),
            invalid("eventTime: Required value")),
        post(EVENTS, "no type", e -> e.remove("type"), invalid("type: Invalid value")),
        post(EVENTS, "type Error", e -> e.set("type", "Error"), invalid("type: Invalid value")));
  }

  private static List<CreateFact> strict() {
    String seconds = "2026-01-02T03:04:05Z";
    return List.of(
        post(
            EVENTS,
            "deprecatedCount",
            e -> e.set("deprecatedCount", 1),
            invalid("count: Invalid value: \"\": " + UNSET)),
        post(
            EVENTS,
            "deprecatedSource",
            e -> e.set("deprecatedSource.component", "c"),
            invalid("source: Invalid value: \"\": " + UNSET)),
        post(
            EVENTS,
            "deprecatedFirstTimestamp",
            e -> e.set("deprecatedFirstTimestamp", seconds),
            invalid("firstTimestamp: Invalid value: \"\": " + UNSET)),
        post(
            EVENTS,
            "deprecatedLastTimestamp",
            e -> e.set("deprecatedLastTimestamp", seconds),
            invalid("lastTimestamp: Invalid value: \"\": " + UNSET)),
        post(
            EVENTS,
            "series of 1",
            e -> e.set("series.count", 1).set("series.lastObservedTime", EventDocument.TIME),
            invalid("series.count: Invalid value: \"\": should be at least 2")),
        post(
            EVENTS,
            "series of 2",
            e -> e.set("series.count", 2).set("series.lastObservedTime", EventDocument.TIME),
            created()),
        post(
            EVENTS,
            "series without lastObservedTime",
            e -> e.set("series.count", 2),
            invalid("series.lastObservedTime: Required value")));
  }
}
