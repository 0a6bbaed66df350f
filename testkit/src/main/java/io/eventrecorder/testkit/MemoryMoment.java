package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventPatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a correlator answered in one step of a history, and what can be seen of it afterwards.
 *
 * @param answers its answers in order, with suppressions
 * @param nextDue when it wants to be called next
 * @param unwritten its unwritten occurrences
 */
record MemoryMoment(List<Answer> answers, OptionalLong nextDue, long unwritten) {
  /**
   * An answer.
   *
   * @param call the call that it answers
   * @param at the reading of the clock
   * @param kind the decision
   * @param event the event to write; null if suppressed
   * @param patch the patch; null if it has none
   * @param absolute whether the state includes all earlier ones
   * @param scope the scope of the write; empty if suppressed
   */
  record Answer(
      String call,
      long at,
      Kind kind,
      @Nullable Event event,
      @Nullable EventPatch patch,
      boolean absolute,
      String scope) {
    /** {@return the values that are compared, by name} */
    Map<String, @Nullable Object> values() {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      values.put("the answer", kind);
      values.put("the time", at);
      if (event != null) {
        values.put("the count", CorrelatorRun.count(event));
        values.put("the name", event.name());
        values.put("firstTimestamp", event.firstTimestamp());
        values.put("lastTimestamp", event.lastTimestamp());
        values.put("resourceVersion", event.resourceVersion());
        values.put("the message", event.message());
        values.put("labels", event.labels());
        values.put("annotations", event.annotations());
        values.put("related", event.related());
        values.put("action", event.action());
        values.put("series", event.series());
        values.put("key", event.key());
        values.put("unknownFields", event.unknownFields());
        values.put("the event", event);
      }
      values.put("the patch", patch);
      values.put("absolute", absolute);
      values.put("the scope", scope);
      return values;
    }

    @Override
    public String toString() {
      return kind + " " + Objects.toString(event, "") + " from " + call;
    }
  }

  /** {@return the writes among the answers} */
  List<Answer> writes() {
    return answers.stream().filter(answer -> answer.kind() != Kind.SUPPRESS).toList();
  }

  /** {@return how the second differs from this one; empty if it does not} */
  String difference(MemoryMoment other, String here, String there) {
    String first = difference(answers, other.answers, here, there);
    if (!first.isEmpty()) {
      return first;
    }
    if (!nextDue.equals(other.nextDue)) {
      return differs("nextDueNanos()", nextDue, other.nextDue, here, there);
    }
    return unwritten == other.unwritten
        ? ""
        : differs("unwritten()", unwritten, other.unwritten, here, there);
  }

  /** {@return how the second answers differ from the first ones; empty if they do not} */
  static String difference(List<Answer> one, List<Answer> two, String here, String there) {
    for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
      String difference = difference(one.get(i), two.get(i), here, there);
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    if (one.size() == two.size()) {
      return "";
    }
    boolean more = one.size() > two.size();
    Answer extra = (more ? one : two).get(Math.min(one.size(), two.size()));
    return "only " + (more ? here : there) + " answered " + extra;
  }

  private static String difference(Answer one, Answer two, String here, String there) {
    Map<String, @Nullable Object> others = two.values();
    for (Map.Entry<String, @Nullable Object> value : one.values().entrySet()) {
      Object other = others.get(value.getKey());
      if (!Objects.equals(value.getValue(), other)) {
        return differs(value.getKey() + " of " + one.call(), value.getValue(), other, here, there);
      }
    }
    return "";
  }

  private static String differs(
      String what, @Nullable Object one, @Nullable Object two, String here, String there) {
    return what + " is " + one + " in " + here + ", and " + two + " in " + there;
  }
}
