package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.sink.log.LogEventSink.Profile;
import io.eventrecorder.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Compares {@code docs/log.md} with the code. */
class DocumentationTest {
  private final JsonMapper json = JsonMapper.shared();

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_example_of_each_profile_is_what_the_profile_writes(Profile profile) throws IOException {
    String heading = "### `" + profile.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`";
    String section = guide().split(heading, 2)[1];
    String example = section.split("```json\n", 2)[1].split("```", 2)[0];

    JsonLineFields line = new JsonLineFields();
    Layout.of(profile).line(Events.backOff(), Events.LAST, line);

    // Compared as text, so that the order counts.
    assertThat(json.readTree(example)).hasToString(json.readTree(line.toBytes()).toString());
  }

  @Test
  void every_option_is_in_the_table() throws IOException {
    String guide = guide();

    for (Option<?> option : new LogEventSinkProvider().options()) {
      String values = option.type();
      String cells =
          "| `%s` | %s |%s | %s |"
              .formatted(
                  option.name(),
                  values.contains("|") ? "`" + values.replace("|", "`, `") + "`" : values,
                  option.defaultText().isEmpty() ? "" : " `" + option.defaultText() + "`",
                  option.doc());
      assertThat(guide).contains(cells);
    }
  }

  private static String guide() throws IOException {
    return Files.readString(Path.of("..", "docs", "log.md"));
  }
}
