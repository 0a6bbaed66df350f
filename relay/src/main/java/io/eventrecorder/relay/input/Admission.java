package io.eventrecorder.relay.input;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.relay.input.Incoming.Dead;
import io.eventrecorder.text.PrintableText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides whether an event is admitted. Not thread-safe. */
final class Admission {
  private static final int SHOWN = 80;

  private final Map<String, TopicRules> rules;
  private final InputLimits limits;
  private final NewPairs pairs;

  Admission(Map<String, TopicRules> rules, InputLimits limits) {
    this.rules = Map.copyOf(rules);
    this.limits = limits;
    this.pairs = new NewPairs(limits);
  }

  /** {@return why an event is not admitted; null if it is} */
  @Nullable Dead check(String topic, String scope, Event event, long nowMillis) {
    Dead dead = length(scope, event);
    if (dead == null) {
      dead = namespace(event);
    }
    if (dead == null) {
      dead = rules(topic, scope, event);
    }
    return dead == null ? newPairs(topic, scope, event, nowMillis) : dead;
  }

  private @Nullable Dead newPairs(String topic, String scope, Event event, long nowMillis) {
    NewPairs.Quota exceeded = pairs.exceeded(topic, scope, event, nowMillis);
    if (exceeded == null) {
      return null;
    }
    String detail =
        switch (exceeded) {
          case OF_SOURCE -> tooMany("the source " + shown(scope), limits.newPerMinute());
          case OF_TOPIC -> tooMany("the topic " + topic, limits.newPerMinuteOfTopic());
          case OF_ALL -> tooMany("all topics together", limits.newPerMinuteOfAll());
        };
    return new Dead(DeadReason.TOO_MANY_NEW, detail);
  }

  private static String tooMany(String of, int most) {
    return of
        + ": more than "
        + most
        + " new pairs of object and reason in this minute; record fewer, or raise the quota with"
        + " InputLimits.withNewPerMinute";
  }

  private @Nullable Dead rules(String topic, String scope, Event event) {
    TopicRules topicRules = rules.getOrDefault(topic, TopicRules.all());
    if (!topicRules.sources().test(scope)) {
      return forbidden(topic, "source", scope);
    }
    if (!topicRules.namespaces().test(event.namespace())) {
      return forbidden(topic, "namespace", event.namespace());
    }
    String kind = event.regarding().kind();
    return topicRules.kinds().test(kind) ? null : forbidden(topic, "kind", kind);
  }

  private static Dead forbidden(String topic, String what, String value) {
    return new Dead(
        DeadReason.FORBIDDEN,
        "the "
            + what
            + " "
            + shown(value)
            + " is not allowed in the topic "
            + topic
            + "; add it to the list of the topic if it should be");
  }

  /** Events of objects without a namespace may be in any; the allow-list has the last word. */
  private static @Nullable Dead namespace(Event event) {
    String of = event.regarding().namespace();
    return of.isEmpty() || of.equals(event.namespace())
        ? null
        : new Dead(
            DeadReason.NAMESPACE_DIFFERS,
            "the namespace of the event must be that of its object, "
                + shown(of)
                + ", and is "
                + shown(event.namespace()));
  }

  private @Nullable Dead length(String scope, Event event) {
    if (isLong(scope)) {
      return tooLong("source", limits.maxTextChars());
    }
    if (isLong(event.regarding())) {
      return tooLong("regarding (involvedObject)", limits.maxTextChars());
    }
    ObjectReference related = event.related();
    if (related != null && isLong(related)) {
      return tooLong("related", limits.maxTextChars());
    }
    if (isLong(event.namespace())
        || isLong(event.type())
        || isLong(event.reason())
        || isLong(event.action())
        || isLong(event.source().component())
        || isLong(event.source().host())
        || isLong(event.reportingController())
        || isLong(event.reportingInstance())) {
      return tooLong("namespace, type, reason, action, source or reporter", limits.maxTextChars());
    }
    if (event.message().length() > limits.maxMessageChars()) {
      return tooLong("message", limits.maxMessageChars());
    }
    return pairs(event);
  }

  private @Nullable Dead pairs(Event event) {
    if (event.labels().size() > limits.maxPairs()
        || event.annotations().size() > limits.maxPairs()) {
      return new Dead(
          DeadReason.TOO_LONG,
          "the event has more than "
              + limits.maxPairs()
              + " labels or annotations; remove some, or raise the limit with"
              + " InputLimits.withMaxPairs");
    }
    return chars(event.labels()) + chars(event.annotations()) > limits.maxPairChars()
        ? tooLong("labels and annotations", limits.maxPairChars())
        : null;
  }

  private static long chars(Map<String, String> pairs) {
    long sum = 0;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      sum += pair.getKey().length() + pair.getValue().length();
    }
    return sum;
  }

  private boolean isLong(ObjectReference object) {
    return isLong(object.apiVersion())
        || isLong(object.kind())
        || isLong(object.namespace())
        || isLong(object.name())
        || isLong(object.uid())
        || isLong(object.resourceVersion())
        || isLong(object.fieldPath());
  }

  private boolean isLong(String text) {
    return text.length() > limits.maxTextChars();
  }

  private static Dead tooLong(String what, int most) {
    return new Dead(
        DeadReason.TOO_LONG,
        what + ": longer than " + most + " chars; shorten it, or raise the limit");
  }

  private static String shown(String text) {
    return '"'
        + PrintableText.line(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…")
        + '"';
  }
}
