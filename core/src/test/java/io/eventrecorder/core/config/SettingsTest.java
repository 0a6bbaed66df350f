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

/** The sources of values and their order. */
class SettingsTest {
  @TempDir Path temp;
  private StartupScenario start = new StartupScenario(Providers.discover((ClassLoader) null));

  @BeforeEach
  void kafkaOnTheClassPath() {
    start =
        new StartupScenario(new TestClassPath(temp).jar("kafka.jar", List.of("Kafka")).providers());
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(temp.resolve(name), content).toString();
  }

  private String created() {
    Startup unused = start.run();
    return start.log.toString();
  }

  @Test
  void builder_before_system_properties_before_environment_before_default() {
    start.env("SINK_KAFKA_TOPIC", "env");
    assertThat(created()).contains("topic=env batch-size=10");
    start.system("sink.kafka.topic", "system");
    assertThat(created()).contains("topic=system");
    start.builder("sink.kafka.topic", "builder");
    assertThat(created()).contains("topic=builder");
  }

  @Test
  void names_in_the_environment_are_upper_case_and_dots_and_hyphens_become_underscores() {
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
  void under_a_pass_through_prefix_underscores_become_dots_and_properties_keep_their_names() {
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
  void a_variable_with_the_suffix_file_names_the_file_of_the_value_and_one_newline_is_stripped()
      throws IOException {
    start
        .env("SINK_KAFKA_TOPIC_FILE", file("topic", "from-file\r\n"))
        .env("SINK_KAFKA_PRODUCER_SASL_JAAS_CONFIG_FILE", file("jaas", "two\nlines\n\n"));
    assertThat(created()).contains("topic=from-file ").contains("{sasl.jaas.config=two\nlines\n}");
  }

  @Test
  void any_value_may_name_a_file() throws IOException {
    start
        .builder("sink.kafka.topic", "${file:" + file("a", "one\n") + "}")
        .env("SINK_KAFKA_PASSWORD", "${file:" + file("b", "two") + "}")
        .system("sink.kafka.producer.key", "${file:" + file("c", "${file:/x}") + "}")
        .system("pipeline-defaults.max-tries", "${file:" + file("d", "5\n") + "}");
    assertThat(created()).contains("topic=one").contains("password=two").contains("key=${file:/x}");
    assertThat(start.run().pipelines().get(0).settings().maxTries()).isEqualTo(5);
  }

  @Test
  void a_declared_option_with_the_suffix_file_holds_its_own_value() {
    start.env("SINK_KAFKA_TOPIC", "t").env("SINK_KAFKA_PASSWORD_FILE", "a hint");
    assertThat(created()).contains("password=- password-file=a hint");
  }

  @Test
  void value_and_file_together_are_an_error() throws IOException {
    start.env("SINK_KAFKA_TOPIC", "t").env("SINK_KAFKA_TOPIC_FILE", file("topic", "u"));
    assertThat(start.problems())
        .containsExactly(
            "EVENTRECORDER_SINK_KAFKA_TOPIC and EVENTRECORDER_SINK_KAFKA_TOPIC_FILE are both set:"
                + " unset one of them");
  }

  @Test
  void value_and_file_together_are_an_error_under_a_pass_through_prefix() throws IOException {
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
  void an_empty_variable_is_not_set_but_an_empty_property_is() {
    start.env("SINK_KAFKA_TOPIC", "");
    assertThat(start.problems()).singleElement().asString().contains("topic is required");
    start.builder("sink.kafka.topic", "");
    assertThat(created()).contains("topic= ");
  }

  @Test
  void the_message_about_an_unreadable_file_names_file_and_option_and_not_the_content()
      throws IOException {
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
                + (" file \0 is not a valid path" + remedy));
  }

  @Test
  void a_variable_that_two_options_claim_is_an_error() {
    start
        .builder("sinks", "a,a-producer")
        .builder("sink.a.type", "kafka")
        .builder("sink.a-producer.type", "kafka")
        .builder("sink.a.topic", "t")
        .env("SINK_A_PRODUCER_TOPIC", "which");
    assertThat(start.problems())
        .containsExactly(
            "EVENTRECORDER_SINK_A_PRODUCER_TOPIC is ambiguous: it may set"
                + " eventrecorder.sink.a.producer.topic or eventrecorder.sink.a-producer.topic; set"
                + " the one that you mean as a system property, or rename a pipeline");
  }

  @Test
  void of_jvm_reads_system_properties_under_those_of_the_builder() {
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
  void a_property_with_the_value_null_is_an_error() {
    Map<String, String> properties = new HashMap<>();
    properties.put("eventrecorder.source", null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configuration.of(properties, Map.of(), Map.of()))
        .withMessage(
            "eventrecorder.source has the value null: set a value, or leave the property out");
  }

  @Test
  void no_to_string_shows_a_value() {
    Configuration configuration =
        Configuration.of(Map.of("eventrecorder.a", "secret"), Map.of(), Map.of());
    assertThat(configuration).asString().isEqualTo("Configuration[eventrecorder.a][]");
    assertThat(ConfiguredValue.of("name", "secret")).asString().isEqualTo("name");
    start.builder("sink.kafka.topic", "t").builder("sink.kafka.password", "secret");
    assertThat(start.run().pipelines()).asString().contains("kafka").doesNotContain("secret");
  }
}
