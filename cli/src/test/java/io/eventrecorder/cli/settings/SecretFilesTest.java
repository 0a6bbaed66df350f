package io.eventrecorder.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with secrets that other users can read give a warning. */
class SecretFilesTest {
  @TempDir private Path directory;

  @BeforeEach
  void permissionsAreKnown() {
    assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
  }

  private Path file(String permissions, String text) throws IOException {
    Path file = Files.createTempFile(directory, "secret", ".properties");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static List<String> warnings(
      Path config,
      Map<String, String> inFile,
      Map<String, String> properties,
      Map<String, String> environment) {
    ProviderListing.Entry webhook =
        new ProviderListing.Entry(
            "webhook",
            "shop.Webhook",
            "webhook.jar",
            List.of(
                Option.string("url"),
                Option.string("api-key").confidential(),
                Option.passThrough("producer.")));
    return new SecretFiles(() -> List.of(webhook), sink -> sink.equals("w") ? "webhook" : sink)
        .warnings(config, inFile, properties, environment);
  }

  private static boolean warns(Path config, String name, String value) {
    Map<String, String> inFile = Map.of(name, value);
    return !warnings(config, inFile, inFile, Map.of()).isEmpty();
  }

  @Test
  void a_file_with_a_secret_that_others_can_read_gives_a_warning() throws IOException {
    String secret = "eventrecorder.sink.w.api-key";
    assertThat(warns(file("rw-r--r--", ""), secret, "x")).isTrue();
    assertThat(warns(file("rw-r-----", ""), secret, "x")).isTrue();
    assertThat(warns(file("rw----r--", ""), secret, "x")).isTrue();
    assertThat(warns(file("rw-------", ""), secret, "x")).isFalse();
    assertThat(warns(file("r---w--w-", ""), secret, "x")).isFalse();
    assertThat(warns(directory.resolve("none"), secret, "x")).isFalse();
  }

  @Test
  void a_file_without_a_secret_gives_no_warning() throws IOException {
    Path config = file("rw-r--r--", "");
    assertThat(warns(config, "eventrecorder.sink.w.producer.ssl.key.password", "x")).isTrue();
    assertThat(warns(config, "eventrecorder.sink.w.producer.sasl.jaas.config", "x")).isTrue();
    assertThat(warns(config, "eventrecorder.sink.w.producer.acks", "all")).isFalse();
    assertThat(warns(config, "eventrecorder.source.kafka.consumer.ssl.key.password", "x")).isTrue();
    assertThat(warns(config, "eventrecorder.source.kafka.topic", "x")).isFalse();
    assertThat(warns(config, "eventrecorder.sink.w.url", "x")).isFalse();
    assertThat(warns(config, "eventrecorder.sink.other.api-key", "x")).isFalse();
    assertThat(warns(config, "api-key", "x")).isFalse();
  }

  @Test
  void providers_are_looked_up_once_and_only_if_a_sink_is_configured() {
    AtomicInteger lookUps = new AtomicInteger();
    SecretFiles files =
        new SecretFiles(
            () -> {
              lookUps.incrementAndGet();
              return List.of();
            },
            sink -> sink);
    files.warnings(null, Map.of(), Map.of("eventrecorder.source", "x"), Map.of("PATH", "x"));
    assertThat(lookUps).hasValue(0);
    Map<String, String> properties =
        Map.of("eventrecorder.sink.w.url", "x", "eventrecorder.sink.w.retries", "2");
    files.warnings(null, properties, properties, Map.of("EVENTRECORDER_SINK_W_URL", "x"));
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void files_named_by_properties_and_variables_are_checked() throws IOException {
    Path open = file("rw-r--r--", "x");
    Path closed = file("rw-------", "x");
    Path config = file("rw-r--r--", "");
    String name = "eventrecorder.sink.w.api-key";
    assertThat(warns(config, name, "${file:" + closed + "}")).isFalse();
    Map<String, String> property = Map.of(name, "${file:" + open + "}");
    assertThat(warnings(config, property, property, Map.of()))
        .singleElement()
        .asString()
        .isEqualTo(
            "warning: "
                + open
                + " holds a secret ("
                + name
                + ") and users other than its owner can read it; restrict it, for example with chmod 600");
    for (String variable :
        List.of(
            "EVENTRECORDER_SINK_W_API_KEY_FILE",
            "EVENTRECORDER_SOURCE_KAFKA_CONSUMER_SASL_JAAS_CONFIG_FILE",
            "EVENTRECORDER_SINK_W_PRODUCER_SASL_JAAS_CONFIG_FILE")) {
      Map<String, String> none = Map.of();
      assertThat(warnings(config, none, none, Map.of(variable, open.toString())))
          .singleElement()
          .asString()
          .contains(open.toString(), variable);
      assertThat(warnings(config, none, none, Map.of(variable, closed.toString()))).isEmpty();
    }
    Map<String, String> url = Map.of("EVENTRECORDER_SINK_W_URL_FILE", open.toString());
    assertThat(warnings(config, Map.of(), Map.of(), url)).isEmpty();
  }
}
