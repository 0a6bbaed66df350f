package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares the tables of {@code docs/configuration.md} with the declared options. {@code
 * -Ddocs.update=true} writes the tables.
 */
class ConfigurationDocTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String BEGIN = "<!-- options:begin -->\n";
  private static final String END = "<!-- options:end -->\n";

  @Test
  void the_tables_match_the_declared_options() throws IOException {
    String page = Files.readString(PAGE);
    String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String tail = page.substring(page.indexOf(END));
    String generated = head + tables() + tail;
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, generated);
      return;
    }
    assertThat(page)
        .as("run this test with -Ddocs.update=true to update docs/configuration.md")
        .isEqualTo(generated);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    table(text, "Broadcaster", "eventrecorder.", ProviderListing.broadcasterOptions());
    table(text, "Pipelines", "eventrecorder.pipeline.<name>.", ProviderListing.pipelineOptions());
    ProviderListing listing = ProviderListing.discover();
    for (ProviderListing.Entry sink : listing.sinks()) {
      table(text, "Sink `" + sink.name() + "`", "eventrecorder.sink.<name>.", sink.options());
    }
    for (ProviderListing.Entry correlator : listing.correlators()) {
      String prefix = "eventrecorder.pipeline.<name>.correlator.";
      table(text, "Correlator `" + correlator.name() + "`", prefix, correlator.options());
    }
    return text.toString();
  }

  private static void table(
      StringBuilder text, String title, String prefix, List<Option<?>> options) {
    if (options.isEmpty()) {
      return;
    }
    text.append("\n### ").append(title).append("\n\nUnder `").append(prefix).append("`:\n\n");
    text.append("| option | value | default | what |\n|---|---|---|---|\n");
    for (Option<?> option : options) {
      String value = option.type().replace("|", " \\| ");
      String standard = option.isRequired() ? "required" : code(option.defaultText());
      text.append("| `").append(option.name()).append("` | ").append(value);
      text.append(" | ").append(standard).append(" | ").append(option.doc().replace("|", "\\|"));
      text.append(option.isSecret() ? " Never printed. |\n" : " |\n");
    }
    text.append('\n');
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
