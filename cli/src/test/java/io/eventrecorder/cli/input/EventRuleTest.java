package io.eventrecorder.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An object that is not an event is always one bad item. */
class EventRuleTest {
  private static final String GOOD = "{\"message\":\"good\"}";

  @Property(tries = 3000)
  void an_object_that_is_not_an_event_is_one_bad_item(@ForAll("noEvents") String object) {
    assertThat(InputText.read(GOOD + "\n" + object + "\n" + GOOD))
        .containsExactly("1 good", "2 !", "3 good");
    assertThat(InputText.read("{\"items\":[" + GOOD + ",\n" + object + ",\n" + GOOD + "]}"))
        .containsExactly("1 good", "2 !", "3 good");
    assertThat(InputText.read("[" + GOOD + ",\n" + object + ",\n" + GOOD + "]"))
        .containsExactly("1 good", "2 !", "3 good");
    String prefixed = "2026-03-02T09:25:11Z stdout F " + object;
    assertThat(InputText.read(prefixed + "\n" + GOOD)).containsExactly("1 !", "2 good");
  }

  /** Has no names of envelopes, which {@link FormsTest} has. */
  @Provide
  Arbitrary<String> noEvents() {
    Arbitrary<String> names =
        Arbitraries.of(
            "apiVersion",
            "metadata",
            "message",
            "note",
            "reason",
            "count",
            "source",
            "series",
            "type",
            "related",
            "firstTimestamp",
            "log",
            "level",
            "time",
            "foo",
            "Kind",
            "involvedobject",
            "reportingComponent",
            "object",
            "events",
            "a b",
            "");
    Arbitrary<String> member =
        Combinators.combine(names, values(2)).as((name, value) -> '"' + name + "\":" + value);
    Arbitrary<String> kind =
        Arbitraries.of(
            "\"kind\":\"\"",
            "\"kind\":null",
            "\"kind\":\"Pod\"",
            "\"kind\":\"event\"",
            "\"involvedObject\":null",
            "\"regarding\":null",
            "\"x\":1");
    return Combinators.combine(kind, member.list().ofMaxSize(6))
        .as(
            (first, others) -> {
              Map<String, String> members = new LinkedHashMap<>();
              members.put(first.split(":", 2)[0], first);
              others.forEach(other -> members.putIfAbsent(other.split(":", 2)[0], other));
              return "{" + String.join(",", members.values()) + "}";
            })
        .filter(object -> !object.matches(".*\"type\":\"ADDED\".*\"object\":\\{.*"))
        .filter(object -> !object.matches(".*\"object\":\\{.*\"type\":\"ADDED\".*"));
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> plain =
        Arbitraries.of(
            "1",
            "-0.5e3",
            "true",
            "null",
            "\"\"",
            "\"x\"",
            "\"ADDED\"",
            "\"{\\\"a\\\":1}\"",
            "{}",
            "[]",
            "\"\\u001b\"",
            "{\"kind\":\"Event\",\"involvedObject\":{\"name\":\"a\"}}");
    if (depth == 0) {
      return plain;
    }
    Arbitrary<String> inner = values(depth - 1);
    return Arbitraries.oneOf(
        plain,
        inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
        Combinators.combine(inner, inner).as((a, b) -> "{\"name\":" + a + ",\"b\":" + b + "}"));
  }
}
