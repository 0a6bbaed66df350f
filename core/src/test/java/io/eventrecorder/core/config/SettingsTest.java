package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where values come from and which one wins. */
class SettingsTest {
  @TempDir Path temp;
  private Start start = new Start(Providers.discover((ClassLoader) null));

  @BeforeEach
  void kafkaOnTheClassPath() {
    start = new Start(new ClassPath(temp).jar("kafka.jar", List.of("Kafka")).providers());
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(temp.resolve(name), content).toString();
  }

  private String created() {
    Startup unused = start.run();
    return start.log.toString();
  }

  @Test
  void builderBeforeSystemPropertiesBeforeEnvironmentBeforeDefault() {
    start.env("SINK_KAFKA_TOPIC", "env");
    assertThat(created()).contains("topic=env batch-size=10");
    start.system("sink.kafka.topic", "system");
    assertThat(created()).contains("topic=system");
    start.builder("sink.kafka.topic", "builder");
    assertThat(created()).contains("topic=builder");
  }

  @Test
  void namesInTheEnvironmentAreUpperCaseAndDotsAndHyphensBecomeUnderscores() {
    start
        .env("SINKS", "big-one")
        .env("SINK_BIG_ONE_TYPE", "kafka")
        .env("SINK_BIG_ONE_TOPIC", "t")
        .env("SINK_BIG_ONE_BATCH_SIZE", "7")
        .env("PIPELINE_BIG_ONE_MAX_TRIES", "3");
    Startup startup = start.run();
    assertThat(start.log).contains("created big-one topic=t batch-size=7");
    assertThat(startup.pipelines().get(0).settings().maxTries()).isEqualTo(3);
    assertThat(startup.warnings()).isEmpty();
  }

  @Test
  void underAPassThroughPrefixUnderscoresBecomeDotsAndPropertiesKeepTheirNames() {
    start
        .env("SINK_KAFKA_TOPIC", "t")
        .env("SINK_KAFKA_PRODUCER_LINGER_MS", "5")
        .env("SINK_KAFKA_PRODUCER_ACKS", "all")
        .system("sink.kafka.producer.acks", "1")
        .builder("sink.kafka.producer.Odd-Name_x", "kept");
    assertThat(created()).contains("producer={Odd-Name_x=kept, acks=1, linger.ms=5}");
    assertThat(start.run().warnings()).isEmpty();
  }

  @Test
  void aVariableWithTheSuffixFileNamesTheFileOfTheValueAndOneNewlineIsStripped()
      throws IOException {
    start
        .env("SINK_KAFKA_TOPIC_FILE", file("topic", "from-file\r\n"))
        .env("SINK_KAFKA_PRODUCER_SASL_JAAS_CONFIG_FILE", file("jaas", "two\nlines\n\n"));
    assertThat(created()).contains("topic=from-file ").contains("{sasl.jaas.config=two\nlines\n}");
  }

  @Test
  void anyValueMayNameAFile() throws IOException {
    start
        .builder("sink.kafka.topic", "${file:" + file("a", "one\n") + "}")
        .env("SINK_KAFKA_PASSWORD", "${file:" + file("b", "two") + "}")
        .system("sink.kafka.producer.key", "${file:" + file("c", "${file:/x}") + "}")
        .system("pipeline-defaults.max-tries", "${file:" + file("d", "5\n") + "}");
    assertThat(created()).contains("topic=one").contains("password=two").contains("key=${file:/x}");
    assertThat(start.run().pipelines().get(0).settings().maxTries()).isEqualTo(5);
  }

  @Test
  void anOptionThatIsItselfCalledFileIsNotTheFileOfAnother() {
    start.env("SINK_KAFKA_TOPIC", "t").env("SINK_KAFKA_PASSWORD_FILE", "a hint");
    assertThat(created()).contains("password=- password-file=a hint");
  }

  @Test
  void valueAndFileTogetherAreAnError() throws IOException {
    start.env("SINK_KAFKA_TOPIC", "t").env("SINK_KAFKA_TOPIC_FILE", file("topic", "u"));
    assertThat(start.problems())
        .containsExactly(
            "EVENTRECORDER_SINK_KAFKA_TOPIC and EVENTRECORDER_SINK_KAFKA_TOPIC_FILE are both set:"
                + " unset one of them");
  }

  @Test
  void valueAndFileTogetherAreAnErrorUnderAPassThroughPrefixToo() throws IOException {
    start
        .env("SINK_KAFKA_TOPIC", "t")
        .env("SINK_KAFKA_PRODUCER_ACKS", "1")
        .env("SINK_KAFKA_PRODUCER_ACKS_FILE", file("acks", "2"));
    assertThat(start.problems())
        .containsExactly(
            "EVENTRECORDER_SINK_KAFKA_PRODUCER_ACKS and EVENTRECORDER_SINK_KAFKA_PRODUCER_ACKS_FILE"
                + " are both set: unset one of them");
  }

  @Test
  void anEmptyVariableIsNotSetButAnEmptyPropertyIs() {
    start.env("SINK_KAFKA_TOPIC", "");
    assertThat(start.problems()).singleElement().asString().contains("topic is required");
    start.builder("sink.kafka.topic", "");
    assertThat(created()).contains("topic= ");
  }

  @Test
  void anUnreadableFileIsNamedWithItsOptionAndNeverItsContent() throws IOException {
    String binary = temp.resolve("binary").toString();
    Files.write(Path.of(binary), new byte[] {'s', 'e', 'c', 'r', 'e', 't', (byte) 0xff});
    String huge = file("huge", "secret".repeat(ValueFile.MAX_BYTES / 6 + 1));
    start
        .env("SINK_KAFKA_TOPIC_FILE", temp + "/missing")
        .system("sink.kafka.password", "${file:" + binary + "}")
        .system("sink.kafka.producer.x", "${file:" + huge + "}")
        .system("source", "${file:" + temp + "}")
        .env("PIPELINE_KAFKA_MAX_TRIES_FILE", "\0");
    String remedy = "; name a readable file that holds the value";
    assertThat(start.problems())
        .containsExactlyInAnyOrder(
            "EVENTRECORDER_SINK_KAFKA_TOPIC_FILE (eventrecorder.sink.kafka.topic): file "
                + (temp + "/missing does not exist" + remedy),
            "eventrecorder.sink.kafka.password: file " + binary + " is not UTF-8 text" + remedy,
            "eventrecorder.sink.kafka.producer.x: file "
                + (huge + " is longer than 1048576 bytes" + remedy),
            "eventrecorder.source: file " + temp + " is a directory" + remedy,
            "EVENTRECORDER_PIPELINE_KAFKA_MAX_TRIES_FILE (eventrecorder.pipeline.kafka.max-tries):"
                + (" file \0 is no path" + remedy));
  }

  @Test
  void aVariableThatTwoOptionsClaimIsAnError() {
    start
        .builder("sinks", "a,a-producer")
        .builder("sink.a.type", "kafka")
        .builder("sink.a-producer.type", "kafka")
        .builder("sink.a.topic", "t")
        .env("SINK_A_PRODUCER_TOPIC", "which");
    assertThat(start.problems())
        .containsExactly(
            "EVENTRECORDER_SINK_A_PRODUCER_TOPIC is ambiguous: it may mean"
                + " eventrecorder.sink.a.producer.topic or eventrecorder.sink.a-producer.topic; set"
                + " the one you mean as a system property, or rename a pipeline");
  }

  @Test
  void ofJvmReadsSystemPropertiesUnderThoseOfTheBuilder() {
    String name = "eventrecorder.test-of-jvm";
    System.setProperty(name, "system");
    try {
      assertThat(Configuration.ofJvm(Map.of()).property(name)).contains("system");
      assertThat(Configuration.ofJvm(Map.of(name, "b")).property(name)).contains("b");
    } finally {
      System.clearProperty(name);
    }
  }

  @Test
  void aPropertyWithoutValueIsRefused() {
    Map<String, String> properties = new HashMap<>();
    properties.put("eventrecorder.source", null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configuration.of(properties, Map.of(), Map.of()))
        .withMessage("eventrecorder.source has no value (null): leave it out");
  }

  @Test
  void noToStringShowsAValue() {
    Configuration configuration =
        Configuration.of(Map.of("eventrecorder.a", "secret"), Map.of(), Map.of());
    assertThat(configuration).asString().isEqualTo("Configuration[eventrecorder.a][]");
    assertThat(ConfiguredValue.of("name", "secret")).asString().isEqualTo("name");
    start.builder("sink.kafka.topic", "t").builder("sink.kafka.password", "secret");
    assertThat(start.run().pipelines()).asString().contains("kafka").doesNotContain("secret");
  }
}
