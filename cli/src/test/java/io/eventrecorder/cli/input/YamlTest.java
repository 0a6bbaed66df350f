package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  private static final String EVENT =
      """
      apiVersion: v1
      count: 3
      eventTime: null
      involvedObject:
        kind: Pod
        name: web-0
        resourceVersion: "17555"
      kind: Event
      lastTimestamp: "2026-03-02T09:25:11Z"
      message: |-
        first line
        - no item: {
        ---x
      metadata:
        annotations:
          on: "yes"
          plain: yes
        name: web-0.1
      source: {component: kubelet, host: 'node-1'}
      type: Warning
      """;

  private static String list(String indent, String... items) {
    StringBuilder text = new StringBuilder("apiVersion: v1\nitems:\n");
    for (String item : items) {
      String inner = item.stripTrailing();
      text.append(indent).append("- ");
      text.append(inner.replace("\n", "\n" + indent + "  ")).append('\n');
    }
    return text.append("kind: List\nmetadata:\n  resourceVersion: \"\"\n").toString();
  }

  private static List<Event> events(String text) throws IOException {
    List<Event> events = new ArrayList<>();
    try (InputReader reader = InputText.reader(text.getBytes(UTF_8), InputLimits.standard())) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
    }
    return events;
  }

  private static String item(String message) {
    return "involvedObject:\n  name: a\nmessage: " + message;
  }

  @Test
  void an_event_in_yaml_equals_the_event_in_json() throws IOException {
    Event expected =
        EventJson.read(
            """
            {"kind":"Event","apiVersion":"v1","count":3,"eventTime":null,
             "involvedObject":{"kind":"Pod","name":"web-0","resourceVersion":"17555"},
             "lastTimestamp":"2026-03-02T09:25:11Z",
             "message":"first line\\n- no item: {\\n---x",
             "metadata":{"name":"web-0.1","annotations":{"on":"yes","plain":"yes"}},
             "source":{"component":"kubelet","host":"node-1"},"type":"Warning"}""");
    assertThat(events(EVENT)).containsExactly(expected);
    assertThat(events("---\n" + EVENT + "---\n" + EVENT + "...\n---\n# none\n"))
        .containsExactly(expected, expected);
    assertThat(events(EVENT.replace("\n", "\r\n"))).containsExactly(expected);
    String watched = "object:\n  " + EVENT.strip().replace("\n", "\n  ") + "\ntype: ADDED\n";
    assertThat(events(watched + "---\n" + watched)).containsExactly(expected, expected);
  }

  @Test
  void a_document_may_be_a_sequence() throws IOException {
    String list = list("", EVENT, EVENT);
    assertThat(events(list.substring(list.indexOf("- "), list.indexOf("kind: List")))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "    "})
  void items_of_a_list_may_be_indented_or_not(String indent) throws IOException {
    String list = list(indent, EVENT, EVENT);
    assertThat(events(list)).hasSize(2).allMatch(event -> event.name().equals("web-0.1"));
    assertThat(events("---\n" + list + "---\n" + list)).hasSize(4);
  }

  @Test
  void a_list_may_have_no_items() {
    for (String items : List.of("items: []\n", "items:\n", "items: null\n")) {
      assertThat(InputText.read("apiVersion: v1\n" + items + "kind: List\n")).isEmpty();
    }
  }

  @Test
  void json_may_come_between_documents() {
    String json = "{\"message\":\"j\"}\n";
    String yaml = item("y") + "\n";
    assertThat(InputText.read(json + yaml + json + "--- " + json + "---\n" + json + yaml))
        .containsExactly("1 j", "2 y", "5 j", "6 j", "8 j", "9 y");
  }

  @Test
  void an_error_in_an_item_does_not_affect_other_items() {
    String list =
        list(
            "",
            item("m1"),
            item("'not closed"),
            item("m2"),
            item("*alias"),
            item("&anchor m3"),
            "kind: Pod\nname: x",
            item("{a: b}"),
            item("x\ncount: y"),
            "? [a]\n: b",
            "{}",
            item("m4"));
    assertThat(InputText.read(list + "---\n" + item("m5")))
        .filteredOn(found -> !found.endsWith("!"))
        .containsExactly("3 m1", "9 m2", "15 m3", "30 m4", "37 m5");
    assertThat(InputText.errors(list))
        .satisfiesExactly(
            e -> assertThat(e).startsWith("line 9, column 1: is not YAML; correct it here: "),
            e ->
                assertThat(e)
                    .isEqualTo(
                        "line 14, column 12: is a YAML alias, which is not supported; write the value instead"),
            e -> assertThat(e).startsWith("line 18, column 1, field kind: must be Event, is Pod"),
            e -> assertThat(e).startsWith("line 20, column 1, field message: must be text"),
            e -> assertThat(e).startsWith("line 23, column 1, field count: must be a whole number"),
            e -> assertThat(e).startsWith("line 27, column 5: is a key that is not text"),
            e -> assertThat(e).startsWith("line 29, column 1: is not an event"));
  }

  @Test
  void an_error_in_a_document_does_not_affect_other_documents() {
    String good = item("m1") + "\n---\n";
    assertThat(InputText.read(good + "kind: Event\n  a: b\n---\nfoo: 1\n---\n" + good + good))
        .containsExactly("1 m1", "6 !", "8 !", "10 m1", "14 m1");
    assertThat(InputText.errors(list("", item("m1")).replace("kind: List", "kind: PodList")))
        .singleElement()
        .asString()
        .contains("field kind: must be Event, is PodList");
  }

  @Test
  void a_billion_laughs_attack_is_refused() {
    StringBuilder text = new StringBuilder("kind: Event\na0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(InputText.errors(text.toString()))
        .containsExactly(
            "line 3, column 10: is a YAML alias, which is not supported; write the value instead");
  }

  @Test
  void an_item_may_be_as_long_and_as_deep_as_the_limits() {
    String deep = "involvedObject: {name: a, x: " + "[".repeat(8) + "]".repeat(8) + "}\nmessage: d";
    String text = list("", item("m1"), item("x".repeat(300)), deep, item("m2"));
    assertThat(InputText.read(text, new InputLimits(300, 10)))
        .containsExactly("3 m1", "6 !", "9 d", "11 m2");
    assertThat(InputText.read(text, new InputLimits(300, 9)))
        .containsExactly("3 m1", "6 !", "9 !", "11 m2");
    assertThat(InputText.read("kind: Event\nmessage: " + "x".repeat(300), new InputLimits(200, 9)))
        .containsExactly("1 !");
    assertThat(InputText.errors("kind: Event\nx: " + "[".repeat(100_000)))
        .containsExactly(
            "line 2, column 103: is nested deeper than 100 levels, which is the limit; flatten it"
                + " or raise the limit");
  }

  /** The buffer of the reader moves while it reads an item over the limit. */
  @Test
  void an_item_over_the_limit_does_not_affect_other_items() {
    for (int length = 7; length <= 40; length++) {
      String lines = ("  y: " + "x".repeat(length - 6) + "\n").repeat(100_000 / length);
      String text = list("", item("m1")).replace("kind: List", "- a: 1\n" + lines.stripTrailing());
      String after = "\n- " + item("m2").replace("\n", "\n  ") + "\nkind: List";
      String whole = text.replace("\nmetadata:\n  res", after + "\nmetadata:\n  res");
      assertThat(InputText.read(whole, new InputLimits(300, 10)))
          .as("lines of %s bytes", length)
          .satisfiesExactly(
              e -> assertThat(e).isEqualTo("3 m1"),
              e -> assertThat(e).isEqualTo("6 !"),
              e -> assertThat(e).endsWith(" m2"));
    }
  }

  @Test
  void yaml_may_begin_with_comments() {
    String comments = "# of the cluster a\n#\n";
    assertThat(InputText.read(comments + list("", item("m1")))).containsExactly("5 m1");
    assertThat(InputText.read("{\"message\":\"j\"}\n" + comments + item("m1")))
        .containsExactly("1 j", "4 m1");
    assertThat(InputText.read("#" + "x".repeat(9000) + "\n" + item("m1"), new InputLimits(300, 9)))
        .containsExactly("2 m1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00Z stdout F ",
        "[pod/web-0/app] ",
        "web-0 app ",
        "web-0  | ",
        "2026-01-01T00:00:00Z "
      })
  void yaml_ends_at_a_log_line_with_json(String prefix) {
    String log = prefix + "{\"message\":\"j\"}\n";
    for (String yaml : List.of(item("m1") + "\n", list("", item("m1")))) {
      assertThat(InputText.read(yaml + log + log + "---\n" + item("m2")))
          .extracting(found -> found.replaceFirst("\\d+ ", ""))
          .containsExactly("m1", "j", "j", "m2");
    }
  }

  @Test
  void brackets_in_yaml_are_not_taken_for_a_log_line() throws IOException {
    String owners = "  ownerReferences: [{name: a}]\nx:\n- {a: b}\n- [{a: b}]\na b: {c: d}\n";
    assertThat(events(EVENT + owners.substring(owners.indexOf("x:")) + "note: a {b}\n"))
        .singleElement()
        .returns("web-0.1", Event::name);
  }

  /** The reader keeps the line while the buffer moves to the next one. */
  @Test
  void items_may_be_anywhere_in_the_buffer() {
    String document = "apiVersion: v1\nitems:\n  a: b\nkind: List\n#" + "x".repeat(40_000);
    for (int i = 16_300; i < 16_400; i++) {
      assertThat(InputText.errors("---\n#" + "x".repeat(i) + "\n" + document))
          .containsExactly(
              "line 3, column 1, field items: must be an array, and not in a list of lists; write its name without escapes");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1,1",
        "-0.5e3,-0.5e3",
        "01,\"01\"",
        "0x1F,\"0x1F\"",
        "1_000,\"1_000\"",
        "true,true",
        "yes,\"yes\"",
        "no,\"no\"",
        "~,null",
        "null,null",
        "'1',\"1\"",
        "!!str 1,\"1\"",
        "2026-03-02T09:25:11Z,\"2026-03-02T09:25:11Z\"",
        "1.,\"1.\"",
        ".inf,\".inf\"",
        "\"a\\tb\",\"a\\tb\""
      })
  void plain_scalars_have_the_types_of_json(String yaml, String json) throws IOException {
    assertThat(events(item("m") + "\nfoo: " + yaml + "\n"))
        .singleElement()
        .extracting(event -> event.unknownFields().get("/foo"))
        .isEqualTo(json);
  }
}
