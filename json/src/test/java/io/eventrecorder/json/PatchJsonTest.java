package io.eventrecorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.EventPatch;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchJsonTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:07.123456789Z");
  private static final String SERIES =
      "\"series\":{\"count\":3,\"lastObservedTime\":\"2026-01-01T00:00:07.123456Z\"}}";

  @Test
  void a_count_patch_holds_count_time_and_message() {
    assertThat(EventJson.mergePatch(EventPatch.ofCount(event(2, "m"))))
        .isEqualTo("{\"count\":2,\"lastTimestamp\":\"2026-01-01T00:00:07Z\",\"message\":\"m\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "say \"hi\"     | say \\\"hi\\\"",
        "C:\\temp       | C:\\\\temp",
        "`a\nb\u0001`   | a\\nb\\u0001",
        "größer als ½ € | größer als ½ €",
        "`€ \"x\"`      | € \\\"x\\\""
      })
  void only_characters_that_json_must_escape_are_escaped(String message, String escaped) {
    assertThat(EventJson.mergePatch(EventPatch.ofCount(event(2, message))))
        .endsWith("\"message\":\"" + escaped + "\"}");
  }

  @Property
  void the_series_comes_after_what_a_count_patch_holds(@ForAll int count, @ForAll String message) {
    Event event = event(count, message);
    Event inSeries = event.toBuilder().series(new EventSeries(3, TIME)).build();
    String json = EventJson.mergePatch(EventPatch.ofCount(event));
    String withoutEnd = json.substring(0, json.length() - 1);

    assertThat(EventJson.mergePatch(EventPatch.ofState(event))).isEqualTo(json);
    assertThat(EventJson.mergePatch(EventPatch.ofState(inSeries)))
        .isEqualTo(withoutEnd + "," + SERIES);
    assertThat(EventJson.mergePatch(EventPatch.ofSeries(inSeries))).isEqualTo("{" + SERIES);
  }

  private static Event event(int count, String message) {
    return Event.builder().count(count).lastTimestamp(TIME).message(message).build();
  }
}
