package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares {@code correlate --correlator series --script} with the recorded results of client-go's
 * {@code tools/events}: for each event its requests in their order, with bodies and answers, and
 * the store at the end.
 *
 * <p>Not compared are requests made when due, because client-go makes them at other times; lines
 * with a lost answer; and an object after one of its writes was given up, until both sides begin a
 * new event of it.
 */
class SeriesVectorsTest {
  private static final Set<String> PASSING = Set.of("transport", "lost", "unexpected");

  private final Map<String, String> objects = new HashMap<>();
  private final Set<String> givenUp = new HashSet<>();
  private final Set<String> everGivenUp = new HashSet<>();
  private int compared;

  @ParameterizedTest
  @CsvSource({
    "clock, 380",
    "edge, 540",
    "expiry, 185",
    "faults, 200",
    "gaps, 310",
    "identity, 590",
    "longlived, 330",
    "passing, 320",
    "repeats, 420",
    "versions, 410"
  })
  void every_event_leads_to_the_requests_of_client_go(String profile, int atLeast)
      throws IOException {
    String script = vector(profile, "in");
    List<JsonNode> expected = JsonLines.parse(vector(profile, "out"));
    CommandRun run = CommandRun.reading(script, "correlate", "--correlator=series", "--script=-");
    assertThat(run.err()).isEmpty();
    List<JsonNode> actual = JsonLines.parse(run.out());
    List<JsonNode> asked = new ArrayList<>(JsonLines.parse(script));
    asked.removeIf(
        line ->
            !line.has("event")
                && !line.has("finish")
                && !line.has("refresh")
                && !line.has("stored"));
    assertThat(actual).hasSameSizeAs(expected).hasSameSizeAs(asked).hasSizeGreaterThan(380);
    for (int i = 0; i < asked.size(); i++) {
      compare("line " + (i + 1), asked.get(i), expected.get(i), actual.get(i));
    }
    assertThat(compared).isGreaterThanOrEqualTo(atLeast);
  }

  private void compare(String line, JsonNode asked, JsonNode expected, JsonNode actual) {
    if (asked.has("stored")) {

      Map<String, String> ours = stored(actual);
      Map<String, String> wanted = stored(expected);
      wanted.keySet().retainAll(ours.keySet()); // client-go's store may forget later
      compared += wanted.size();
      assertThat(ours).as(line).containsAllEntriesOf(wanted);
      return;
    }
    boolean theirs = giveUp(expected);
    boolean passing = giveUp(actual) || theirs;
    String object = asked.path("event").path("regarding").path("name").asText();
    if (givenUp.contains(object) && begins(expected) && begins(actual)) {
      givenUp.remove(object);
    }
    if (asked.has("event") && !passing && !givenUp.contains(object)) {
      compared++;
      assertThat(requests(actual)).as(line).isEqualTo(requests(expected));
    }
  }

  /** {@return whether the only request creates a new event, so that the past has no effect} */
  private static boolean begins(JsonNode line) {
    List<JsonNode> events = new ArrayList<>();
    line.path("writes").forEach(events::add);
    events.removeIf(request -> !request.path("cause").asText("event").equals("event"));
    return events.size() == 1
        && events.get(0).has("event")
        && !events.get(0).path("event").has("series")
        && events.get(0).path("answer").asText().equals("ok");
  }

  /** Remembers the objects of writes that were given up. {@return whether an answer was lost} */
  private boolean giveUp(JsonNode line) {
    Map<String, String> last = new HashMap<>();
    boolean passing = false;
    for (JsonNode request : line.path("writes")) {
      String name = request.path("name").asText();
      String answer = request.path("answer").asText();
      if (request.has("event")) {
        objects.put(name, request.path("event").path("regarding").path("name").asText());
      }
      last.put(name, answer);
      passing |= PASSING.contains(answer);
    }
    last.forEach(
        (name, answer) -> {
          if (!answer.equals("ok") && !answer.equals("409")) {
            givenUp.add(objects.getOrDefault(name, ""));
            everGivenUp.add(objects.getOrDefault(name, ""));
          }
        });
    return passing;
  }

  private static List<String> requests(JsonNode line) {
    List<String> requests = new ArrayList<>();
    for (JsonNode request : line.path("writes")) {
      if (request.path("cause").asText("event").equals("event")) {
        requests.add(
            request.path("op").asText()
                + request.path("name")
                + request.path("patch")
                + essence(request.path("event"))
                + request.path("answer"));
      }
    }
    return requests;
  }

  /** {@return the stored events by name, except those of objects with a write that was given up} */
  private Map<String, String> stored(JsonNode line) {
    Map<String, String> events = new TreeMap<>();
    for (JsonNode event : line.path("stored")) {
      if (!everGivenUp.contains(event.path("regarding").path("name").asText())) {
        events.put(event.path("metadata").path("name").asText(), essence(event));
      }
    }
    return events;
  }

  /** Leaves the note of a series out: when it is created again, it has the newest one. */
  private static String essence(JsonNode node) {
    if (!(node instanceof ObjectNode event)) {
      return "";
    }
    Map<String, String> members = new TreeMap<>();
    event.properties().forEach(member -> members.put(member.getKey(), text(member.getValue())));
    members.keySet().removeIf(name -> name.startsWith("deprecated"));
    members.remove("apiVersion");
    members.put("metadata", text(event.path("metadata").path("namespace")));
    if (event.has("series")) {
      members.remove("note");
    }
    members.values().removeIf(String::isEmpty);
    return members.toString();
  }

  /** {@return the members that are not empty, in order} */
  private static String text(JsonNode node) {
    if (!node.isObject()) {
      return node.isNull() || node.asText("").equals("0") ? "" : node.asText("");
    }
    Map<String, String> members = new TreeMap<>();
    node.properties().forEach(member -> members.put(member.getKey(), text(member.getValue())));
    members.values().removeIf(String::isEmpty);
    return members.isEmpty() ? "" : members.toString();
  }

  @Test
  void the_comparison_detects_differences() throws IOException {
    String line =
        "{\"writes\":[{\"op\":\"create\",\"name\":\"a.1\",\"event\":{\"note\":\"n\",\"regarding\":"
            + "{\"name\":\"a\"}},\"answer\":\"ok\"}]}";
    List<String> requests = requests(JsonLines.parseOne(line));
    for (String part : List.of("create", "a.1", "\"n\"", "\"a\"", "ok")) {
      assertThat(
              requests(JsonLines.parseOne(line.replace(part, part.replaceAll("[a-z]", "x"))))) //
          .isNotEqualTo(requests);
    }
    assertThat(
            requests(
                JsonLines.parseOne(
                    line.replace("{\"name\":\"a\"}", "{\"uid\":null,\"name\":\"a\"}"))))
        .isEqualTo(requests);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "other"})
  void other_correlators_cannot_run_scripts(String correlator) {
    CommandRun run =
        CommandRun.reading("{}", "correlate", "--correlator", correlator, "--script=-");
    assertThat(run.errors())
        .singleElement()
        .asString()
        .isEqualTo(
            "event-record: --correlator "
                + correlator
                + " cannot run a script; use aggregating or series with --script");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void a_refused_write_is_given_up_and_a_temporary_failure_is_retried_later() throws IOException {
    String event =
        "{\"event\":{\"metadata\":{\"name\":\"a.%d\",\"namespace\":\"d\"},\"regarding\":{\"name\":\"a\"},"
            + "\"reason\":\"R\"}}\n";
    String script =
        "{}\n"
            + "{\"fail\":{\"object\":\"a\",\"answer\":\"503\"}}\n"
            + event.formatted(1)
            + "{\"fail\":{\"object\":\"a\",\"answer\":\"\"}}\n{\"finish\":true}\n"
            + "{\"fail\":{\"object\":\"a\",\"answer\":\"422\"}}\n"
            + event.formatted(2);
    List<JsonNode> lines =
        JsonLines.parse(
            CommandRun.reading(script, "correlate", "--correlator=series", "--script=-").out());
    assertThat(lines.get(0).path("writes")).isEmpty();
    JsonNode late = lines.get(1).path("writes").get(0);
    assertThat(late.path("cause").asText()).isEqualTo("late");
    assertThat(late.path("answer").asText()).isEqualTo("ok");
    JsonNode refused = lines.get(2).path("writes").get(0);
    assertThat(refused.path("op").asText()).isEqualTo("patch");
    assertThat(refused.path("answer").asText()).isEqualTo("422");
  }

  private static String vector(String profile, String end) throws IOException {
    return TestVectors.read("series/series-" + profile + "-201." + end);
  }
}
