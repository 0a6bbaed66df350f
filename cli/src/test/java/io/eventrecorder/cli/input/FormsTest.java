package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of input in which users have events, and the items that are passed over. */
class FormsTest {
  /** {@code jq -s .} makes such input from several outputs of kubectl. */
  @Test
  void lists_may_be_in_an_array_or_in_a_list() {
    String list =
        "{\"apiVersion\":\"v1\",\"items\":[{\"message\":\"a\"},\n1,{\"message\":\"b\"}],"
            + "\"kind\":\"List\"}";
    assertThat(InputText.read("[" + list + ",\n" + list + ",{\"message\":\"c\"}]"))
        .containsExactly("1 a", "2 !", "2 b", "3 a", "4 !", "4 b", "4 c");
    assertThat(InputText.read("{\"items\":[" + list + "],\"kind\":\"List\"}"))
        .containsExactly("1 a", "2 !", "2 b");
    assertThat(InputText.read("a {\"items\":[" + list.replace("\n", "") + "]}"))
        .containsExactly("1 a", "1 !", "1 b");
    String deep = "{\"items\":[".repeat(9) + "]}".repeat(9);
    assertThat(InputText.errors("[" + deep + "]"))
        .singleElement()
        .asString()
        .contains("field items: must be an array, and not in a list of lists; write its name");
  }

  @Test
  void an_object_with_other_items_is_one_bad_item() {
    String line = "{\"level\":\"info\",\"items\":[\"a\",{\"message\":\"x\"},3],\"z\":1}\n";
    String good = "{\"message\":\"m\"}\n";
    assertThat(InputText.read(line + good + " " + line + good))
        .containsExactly("1 !", "2 m", "3 !", "4 m");
    assertThat(InputText.errors(line))
        .containsExactly(
            "line 1, column 1: is neither an event nor a list, because its items are not objects; an event has"
                + " the kind Event, or an involvedObject or regarding");
    assertThat(InputText.read(line.replace("level", "apiVersion").replace("info", "v1")))
        .containsExactly("1 !", "1 x", "1 !");
  }

  private static final String EVENT =
      "{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"web-0.1\",\"namespace\":\"shop\"},"
          + "\"involvedObject\":{\"kind\":\"Pod\",\"namespace\":\"shop\",\"name\":\"web-0\"},"
          + "\"reason\":\"BackOff\",\"message\":\"a {brace} and a \\\"quote\\\"\",\"type\":\"Warning\"}";
  private static final String BARE = EVENT.replace("\"kind\":\"Event\",\"apiVersion\":\"v1\",", "");

  /** {@return the reasons of events, the messages of bad items, and what was passed over} */
  private static List<String> read(String text) throws IOException {
    List<String> found = new ArrayList<>();
    try (InputReader reader =
        new InputReader(
            new java.io.ByteArrayInputStream(text.getBytes(UTF_8)),
            InputLimits.standard(),
            passed -> found.add("passed " + passed))) {
      for (boolean more = true; more; ) {
        try {
          Event event = reader.next();
          more = event != null;
          if (event != null) {
            assertThat(event.message()).isEqualTo("a {brace} and a \"quote\"");
            assertThat(event.type()).isEqualTo("Warning");
            assertThat(event.unknownFields().keySet()).isSubsetOf("/date");
            found.add(reader.line() + " " + event.reason());
          }
        } catch (BadItemException e) {
          found.add(e.getMessage());
        }
      }
    }
    return found;
  }

  private static String inText(String json) {
    return json.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @Test
  void watch_events_are_read() throws IOException {
    String text =
        """
        {"type":"ADDED","object":EVENT}
        {"type":"MODIFIED","object":BARE}
        {"object":EVENT,"type":"ADDED"}
        {"type":"DELETED","object":EVENT}
        {"type":"BOOKMARK","object":{"kind":"Event","apiVersion":"v1","involvedObject":{}}}
        {"type":"ERROR","object":{"kind":"Status","message":"too old: 1 (2)\\u001b","code":410}}
        {"type":"ADDED","object":{"kind":"Pod","metadata":{"name":"a"}}}
        {"type":"ADDED","object":"x"}
        """;
    assertThat(read(text.replace("EVENT", EVENT).replace("BARE", BARE)))
        .startsWith("1 BackOff", "2 BackOff", "3 BackOff", "passed DELETED", "passed BOOKMARK")
        .satisfies(
            found ->
                assertThat(found.subList(5, found.size()))
                    .satisfiesExactly(
                        error ->
                            assertThat(error)
                                .isEqualTo(
                                    "line 6, column 1: is an error from the watch: too old: 1"
                                        + " (2)\\u001b; restart the watch"),
                        pod ->
                            assertThat(pod)
                                .startsWith("line 7, column 34, field kind: must be Event, is Pod"),
                        nothing ->
                            assertThat(nothing).startsWith("line 8, column 1: is not an event")));
  }

  @Test
  void envelopes_of_eventrouter_cloudevents_and_correlate_are_read() throws IOException {
    String text =
        """
        {"verb":"ADDED","event":BARE}
        {"verb":"UPDATED","event":BARE,"old_event":BARE}
        {"specversion":"1.0","id":"1","source":"c","type":"io.eventrecorder.event.created","data":EVENT}
        {"skip":false,"event":EVENT,"patch":{"count":2}}
        {"skip":false,"event":EVENT,"patch":null,"cause":"drain"}
        {"skip":true,"event":EVENT,"patch":null}
        {"skip":true,"event":null,"patch":null}
        {"event":EVENT}
        """;
    assertThat(read(text.replace("EVENT", EVENT).replace("BARE", BARE)))
        .containsExactly(
            "1 BackOff",
            "2 BackOff",
            "3 BackOff",
            "4 BackOff",
            "5 BackOff",
            "passed skip",
            "passed skip",
            "8 BackOff");
  }

  @Test
  void arrays_on_one_line_or_many_are_read() throws IOException {
    String dated = "{\"date\":1711370291.0," + BARE.substring(1);
    String text =
        "["
            + dated
            + ","
            + dated
            + "]\n[]\n[\n  "
            + EVENT
            + ",\n  {}\n]\n[{},"
            + BARE
            + "]\n"
            + EVENT;
    assertThat(read(text))
        .satisfiesExactly(
            found -> assertThat(found).isEqualTo("1 BackOff"),
            found -> assertThat(found).isEqualTo("1 BackOff"),
            found -> assertThat(found).isEqualTo("4 BackOff"),
            found -> assertThat(found).startsWith("line 5, column 3: is not an event"),
            found -> assertThat(found).startsWith("line 7, column 2: is not an event"),
            found -> assertThat(found).isEqualTo("7 BackOff"),
            found -> assertThat(found).isEqualTo("8 BackOff"));
  }

  @Test
  void an_error_in_an_array_does_not_affect_other_arrays() throws IOException {
    String array = "[" + BARE + "," + BARE + "]\n";
    assertThat(read("[" + BARE + ",{\"a\":\n" + array + "[{\"a\" " + BARE + "\n" + array))
        .filteredOn(found -> !found.startsWith("line"))
        .containsExactly("1 BackOff", "2 BackOff", "2 BackOff", "4 BackOff", "4 BackOff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-02T09:25:11.123456789Z stdout F ",
        "2026-03-02T09:25:11.123456789+01:00 stderr F ",
        "web-7b5d68f9cc-ksr5q shop ",
        "\u001b[32mweb-7b5d68f9cc-ksr5q\u001b[0m \u001b[31mshop\u001b[0m ",
        "web-0 \u203a shop ",
        "[pod/web-0/shop] ",
        "2026-03-02T09:25:11Z ",
        "exporter-1  | ",
        "exporter-1  | 2026-03-02T09:25:11Z stdout F "
      })
  void prefixes_of_log_lines_are_skipped(String prefix) throws IOException {
    String router = "{\"verb\":\"ADDED\",\"event\":" + BARE + "}";
    String text =
        prefix
            + EVENT
            + "\n"
            + prefix
            + "started\n"
            + prefix
            + router
            + "\n"
            + prefix
            + "["
            + BARE
            + ","
            + BARE
            + "]\n"
            + prefix
            + "{\"level\":\"info\",\"msg\":\"x\"}\n"
            + prefix
            + "{\"kind\":\"Event\"\n"
            + EVENT;
    int column = prefix.length() + 1;
    assertThat(read(text))
        .satisfiesExactly(
            found -> assertThat(found).isEqualTo("1 BackOff"),
            found -> assertThat(found).startsWith("line 2, column 1: must be a JSON object"),
            found -> assertThat(found).isEqualTo("3 BackOff"),
            found -> assertThat(found).isEqualTo("4 BackOff"),
            found -> assertThat(found).isEqualTo("4 BackOff"),
            found ->
                assertThat(found)
                    .startsWith("line 5, column " + column + ": is not an event, look"),
            found -> assertThat(found).startsWith("line 6, column " + column + ": the object"),
            found -> assertThat(found).isEqualTo("7 BackOff"));
  }

  @Test
  void events_in_the_text_of_docker_log_lines_are_read() throws IOException {
    String router = "{\"verb\":\"ADDED\",\"event\":" + BARE + "}";
    String text =
        """
        {"log":"%s\\n","stream":"stdout","time":"2026-03-02T09:25:11Z"}
        {"log":"%s\\n","stream":"stdout","time":"2026-03-02T09:25:11Z"}
        {"log":"hello\\n","stream":"stdout","time":"2026-03-02T09:25:11Z"}
        {"log":"{\\"level\\":\\"info\\"}\\n","stream":"stdout","time":"2026-03-02T09:25:11Z"}
        {"log":"{\\"kind\\":\\"Event\\",","stream":"stdout","time":"2026-03-02T09:25:11Z"}
        {"log":"{\\"kind\\":\\"Event\\",\\"count\\":\\"x\\"}","stream":"stdout","time":"2026-03-02T09:25:11Z"}
        """
            .formatted(inText(EVENT), inText(router));
    assertThat(read(text + EVENT))
        .satisfiesExactly(
            found -> assertThat(found).isEqualTo("1 BackOff"),
            found -> assertThat(found).isEqualTo("2 BackOff"),
            found ->
                assertThat(found).startsWith("line 3, column 1: is not an event, looks like a log"),
            found -> assertThat(found).startsWith("line 4, column 1: in its log: is not an event"),
            found -> assertThat(found).startsWith("line 5, column 1: in its log: the object that"),
            found ->
                assertThat(found).startsWith("line 6, column 1, field count: in its log: must be"),
            found -> assertThat(found).isEqualTo("7 BackOff"));
  }

  @Test
  void a_line_that_the_container_runtime_has_split_is_reported_as_such() throws IOException {
    String prefix = "2026-03-02T09:25:11.123456789Z stdout ";
    String text =
        prefix + "P " + EVENT.substring(0, 40) + "\n" + prefix + "F " + EVENT.substring(40) + "\n";
    assertThat(read(text + EVENT))
        .hasSize(3)
        .contains("3 BackOff", org.assertj.core.api.Assertions.atIndex(2))
        .first()
        .asString()
        .startsWith("line 1, column 81: the container runtime has split this line: the ");
  }

  @Test
  void an_event_without_an_object_is_reported_as_such() throws IOException {
    for (String object : List.of("{}", "null", "{\"namespace\":\"shop\"}")) {
      String event = "{\"kind\":\"Event\",\"involvedObject\":" + object + ",\"reason\":\"r\"}";
      String wrapped = "{\"type\":\"ADDED\",\"object\":" + event + "}";
      assertThat(read(event + "\n" + wrapped + "\n" + EVENT))
          .containsExactly(
              "line 1, column 1: is an event without an object; give it an involvedObject (or"
                  + " regarding) with kind and name",
              "line 2, column 26: is an event without an object; give it an involvedObject (or"
                  + " regarding) with kind and name",
              "3 BackOff");
    }
  }
}
