package io.eventrecorder.kubernetes.facts;

import static io.eventrecorder.kubernetes.facts.EventDocument.Base.CORE;
import static io.eventrecorder.kubernetes.facts.EventDocument.Base.EVENTS;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.invalid;
import static io.eventrecorder.kubernetes.facts.ExpectedResponse.ok;
import static io.eventrecorder.kubernetes.facts.PatchFact.merge;
import static io.eventrecorder.kubernetes.facts.PatchFact.patch;

import java.util.List;
import java.util.stream.Stream;

/** The facts about patching an existing event. */
final class PatchFacts {
  private static final String COUNT = "{\"count\":2}";
  private static final String SERIES =
      "{\"count\":2,\"lastObservedTime\":\"" + EventDocument.TIME + "\"}";
  private static final String APPLY_ERROR =
      "the server rejected our request due to an error in our request";

  private PatchFacts() {}

  static Stream<PatchFact> all() {
    return Stream.of(accepted(), refused(), immutable()).flatMap(List::stream);
  }

  private static List<PatchFact> accepted() {
    String series = "{\"series\":" + SERIES + "}";
    String missing = "[{\"op\":\"replace\",\"path\":\"/series\",\"value\":" + SERIES + "}]";
    return List.of(
        patch(CORE, PatchFormat.STRATEGIC, "of count", COUNT, ok()),
        patch(CORE, PatchFormat.MERGE, "of count", COUNT, ok()),
        patch(CORE, PatchFormat.JSON_PATCH, "of count", add("count", "2"), ok()),
        patch(EVENTS, PatchFormat.STRATEGIC, "of series", series, ok()),
        patch(EVENTS, PatchFormat.MERGE, "of series", series, ok()),
        patch(EVENTS, PatchFormat.JSON_PATCH, "of series", add("series", SERIES), ok()),
        patch(CORE, PatchFormat.JSON_PATCH, "replace of nothing", missing, ok()),
        patch(EVENTS, PatchFormat.JSON_PATCH, "replace of nothing", missing, ok()),
        merge(CORE, "{'message':'other'}", ok()),
        merge(EVENTS, "{'metadata':{'labels':{'a':'b'}}}", ok()));
  }

  private static List<PatchFact> refused() {
    ExpectedResponse mediaType = new ExpectedResponse(415, "UnsupportedMediaType", "");
    ExpectedResponse stale =
        new ExpectedResponse(
            409, "Conflict", "the object has been modified; please apply your changes");
    String failedTest = "[{\"op\":\"test\",\"path\":\"/reason\",\"value\":\"Other\"}]";
    return List.of(
        patch(CORE, PatchFormat.PLAIN, "of count", COUNT, mediaType),
        patch(EVENTS, PatchFormat.PLAIN, "of series", "{}", mediaType),
        merge(CORE, "{'metadata':{'resourceVersion':'1'},'count':2}", stale),
        merge(CORE, "{'metadata':{'uid':'wrong'},'count':2}", invalid("field is immutable")),
        merge(EVENTS, "{'metadata':{'uid':'wrong'}}", invalid("field is immutable")),
        merge(EVENTS, "{'series':{'count':1}}", invalid("series.count: Invalid value")),
        patch(CORE, PatchFormat.JSON_PATCH, "test that fails", failedTest, invalid(APPLY_ERROR)),
        patch(EVENTS, PatchFormat.JSON_PATCH, "test that fails", failedTest, invalid(APPLY_ERROR)));
  }

  private static List<PatchFact> immutable() {
    return Stream.of(
            "{'note':'other'}",
            "{'eventTime':'2027-01-02T03:04:05.000000Z'}",
            "{'reason':'Other'}",
            "{'action':'Other'}",
            "{'type':'Normal'}",
            "{'regarding':{'name':'other'}}",
            "{'related':{'name':'other'}}",
            "{'reportingController':'other'}",
            "{'reportingInstance':'other'}",
            "{'deprecatedCount':2}")
        .map(body -> merge(EVENTS, body, invalid("field is immutable")))
        .toList();
  }

  private static String add(String field, String value) {
    return "[{\"op\":\"add\",\"path\":\"/" + field + "\",\"value\":" + value + "}]";
  }
}
