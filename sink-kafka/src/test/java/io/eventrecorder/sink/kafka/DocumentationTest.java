package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import io.eventrecorder.sink.kafka.KafkaEventSink.Mode;
import io.eventrecorder.spi.Option;
import io.eventrecorder.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Compares {@code docs/kafka.md} with the code. */
class DocumentationTest {
  @Test
  void the_example_shows_what_the_sink_writes() throws IOException {
    String source = "https://cluster-1.example";
    RecordFormat format =
        new RecordFormat(
            new RecordFormat.Settings("events", source, EventApi.CORE_V1, Mode.BINARY, false),
            new RecordKeys(new RecordKeys.Rule(KeyBy.OBJECT, null), false, source, new LongAdder()),
            new ManualClock());
    ProducerRecord<byte[], byte[]> record = format.record(Events.backOff(), false);
    String headers =
        StreamSupport.stream(record.headers().spliterator(), false)
            .map(header -> header.key() + ": " + new String(header.value(), UTF_8))
            .collect(Collectors.joining("\n"));
    JsonMapper json = JsonMapper.shared();

    assertThat(block("Key:", "```\n")).isEqualTo(new String(record.key(), UTF_8));
    assertThat(block("Headers:", "```\n")).isEqualTo(headers);
    // Compared as text, so that the order of the fields matters.
    assertThat(json.readTree(block("Value:", "```json\n")))
        .hasToString(json.readTree(record.value()).toString());
  }

  @Test
  void every_option_is_in_the_table() throws IOException {
    for (Option<?> option : new KafkaEventSinkProvider().options()) {
      String values = option.type();
      String cells =
          "| `%s` | %s |%s | %s |"
              .formatted(
                  option.name(),
                  values.contains("|") ? "`" + values.replace("|", "`, `") + "`" : values,
                  option.defaultText().isEmpty() ? "" : " `" + option.defaultText() + "`",
                  option.doc());
      assertThat(guide()).contains(cells);
    }
  }

  private static String block(String heading, String fence) throws IOException {
    String section = guide().split("### Example", 2)[1].split(heading + "\n\n", 2)[1];
    return section.split(fence, 2)[1].split("\n```", 2)[0];
  }

  private static String guide() throws IOException {
    return Files.readString(Path.of("..", "docs", "kafka.md"));
  }
}
