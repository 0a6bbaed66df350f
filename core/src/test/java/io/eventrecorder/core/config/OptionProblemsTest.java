package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.spi.EventCorrelator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Error messages contain all problems with their remedies, and no secrets. */
class OptionProblemsTest {
  @TempDir Path temp;
  private StartupScenario start = new StartupScenario(Providers.discover((ClassLoader) null));

  @BeforeEach
  void kafkaAndPlainOnTheClassPath() {
    start =
        new StartupScenario(
            new TestClassPath(temp)
                .jar("all.jar", List.of("Kafka", "Plain", "Refusing", "Aggregating"))
                .providers());
    start.sinks("kafka").builder("sink.kafka.topic", "t");
  }

  @Test
  void all_problems_are_in_one_message() {
    start
        .sinks("kafka", "refusing", "elsewhere", "a b")
        .builder("sink.kafka.batch-size", "many")
        .builder("sink.kafka.topik", "x")
        .builder("labels", "team")
        .builder("pipeline.kafka.correlator", "agregating")
        .builder("pipeline-defaults.overflow", "explode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start.run())
        .withMessageStartingWith("The configuration of Event Recorder has 8 problems:\n  - ");
    assertThat(start.problems())
        .containsExactlyInAnyOrder(
            "eventrecorder.labels: \"team\" must be pairs such as team=shop,stage=test",
            "eventrecorder.pipeline-defaults.overflow: \"explode\" must be one of drop-newest,"
                + " drop-oldest, priority, block",
            "eventrecorder.sink.kafka.batch-size: \"many\" must be a whole number from 1 to 1000",
            "pipeline kafka: no correlator agregating is on the class path; available: aggregating,"
                + " none. Did you mean aggregating? Or set"
                + " eventrecorder.pipeline.kafka.correlator=none.",
            "sink refusing: no cluster is known: set KUBECONFIG",
            "pipeline elsewhere: no sink elsewhere is on the class path; available: kafka, plain,"
                + " refusing. Correct the name, or add the jar that provides it.",
            "pipeline name \"a b\" cannot be used: use letters and digits, with hyphens between"
                + " them",
            "eventrecorder.sink.kafka.topik is not an option. Did you mean"
                + " eventrecorder.sink.kafka.topic?");
  }

  @Test
  void the_message_about_one_problem_uses_the_singular() {
    start.builder("sink.kafka.topik", "x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start.run())
        .withMessageStartingWith("The configuration of Event Recorder has a problem:\n  - ");
  }

  @Test
  void a_start_that_fails_closes_the_sinks_that_it_created() {
    start.sinks("plain", "refusing");
    assertThat(start.problems()).hasSize(1);
    assertThat(start.log).asString().isEqualTo("created plain\nclosed plain\n");
  }

  @Test
  void the_message_about_a_required_option_says_its_purpose_and_how_to_set_it() {
    start.sinks("a-b").builder("sink.a-b.type", "kafka");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.sink.a-b.topic is required (Where records go): set it, or"
                + " EVENTRECORDER_SINK_A_B_TOPIC in the environment");
  }

  @Test
  void the_message_about_an_unknown_option_lists_the_options_if_none_is_similar() {
    start.builder("sink.kafka.compression", "zip");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.sink.kafka.compression is not an option. Remove it; the options of"
                + " eventrecorder.sink.kafka. are batch-size, password, password-file, pin, topic,"
                + " type.");
  }

  @Test
  void a_misspelt_prefix_is_an_error() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                StartupPlan.read(
                        Configuration.of(
                            Map.of("eventrecoder.sinks", "none"), Map.of("other", "x"), Map.of()),
                        Providers.discover((ClassLoader) null),
                        Map.of(),
                        io.eventrecorder.spi.EventClock.system(),
                        name -> name,
                        List.of())
                    .start())
        .withMessageEndingWith(
            "\n  - eventrecoder.sinks is not an option. Did you mean eventrecorder.sinks?");
  }

  @Test
  void options_of_the_sources_of_the_command_are_left_to_the_command() {
    start
        .builder("source.kafka.topic", "events")
        .env("SOURCE_KAFKA_BOOTSTRAP_SERVERS", "localhost:1");
    assertThat(start.run().warnings()).isEmpty();
  }

  @Test
  void an_unknown_variable_is_a_warning_that_suggests_a_similar_one() {
    start.env("SINK_KAFKA_TOPIK", "x").env("PORT_80_TCP", "tcp://10.0.0.1:80");
    assertThat(start.run().warnings())
        .containsExactly(
            "EVENTRECORDER_PORT_80_TCP in the environment is not an option and has no effect.",
            "EVENTRECORDER_SINK_KAFKA_TOPIK in the environment is not an option and has no effect."
                + " Did you mean EVENTRECORDER_SINK_KAFKA_TOPIC?");
  }

  @Test
  void messages_do_not_contain_secret_values_or_values_from_files() throws IOException {
    Path file = Files.writeString(temp.resolve("batch"), "hunter2");
    start
        .builder("sink.kafka.pin", "hunter2")
        .builder("sink.kafka.batch-size", "${file:" + file + "}");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.sink.kafka.batch-size: the value must be a whole number from 1 to 1000",
            "eventrecorder.sink.kafka.pin: the value must be a whole number from 1000 to 9999");
  }

  @Test
  void messages_of_a_provider_do_not_contain_secret_or_passed_through_values() {
    start
        .builder("sink.kafka.topic", "refused")
        .builder("sink.kafka.password", "hunter2")
        .builder("sink.kafka.producer.acks", "1")
        .builder("sink.kafka.producer.jaas", "user=hunter2");
    assertThat(start.problems())
        .singleElement()
        .asString()
        .contains("sink kafka could not be created by")
        .contains("IllegalStateException: login failed with ***{acks=***, jaas=***}")
        .endsWith("; check its options")
        .doesNotContain("hunter2");
  }

  @Test
  void messages_shorten_long_values() {
    start.builder("sink.kafka.batch-size", "9".repeat(500));
    assertThat(start.problems().get(0)).hasSizeLessThan(250).contains("9…\" must be");
  }

  @Test
  void options_of_a_sink_that_is_not_started_are_an_error() {
    start = fresh().builder("sinks", "kafka,plain").builder("sink.kafak.topic", "t");
    start.builder("sink.kafka.topic", "t").builder("sink.audit.topic", "t");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.sink.audit.topic: there is no pipeline named audit; the pipelines are"
                + " kafka, plain. Add audit to eventrecorder.sinks, or remove this option.",
            "eventrecorder.sink.kafak.topic: there is no pipeline named kafak; the pipelines are"
                + " kafka, plain. Did you mean eventrecorder.sink.kafka.topic?");
  }

  @Test
  void the_message_about_options_of_a_missing_sink_names_the_artifact() {
    start =
        new StartupScenario(new TestClassPath(temp).jar("plain.jar", List.of("Plain")).providers());
    start.builder("sink.kafka.topic", "t");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.sink.kafka.topic: there is no pipeline named kafka; the pipelines are"
                + " plain. Add io.eventrecorder:eventrecorder-sink-kafka to the class path, or"
                + " remove this option.");
  }

  @Test
  void options_of_sinks_that_are_switched_off_are_allowed() {
    start = fresh().builder("sinks", "none").builder("sink.kafka.topic", "t");
    start.env("SINK_KAFKA_PASSWORD", "x");
    assertThat(start.run().warnings()).isEmpty();
    start.builder("sinks", "plain,kafka").sinks("plain");
    assertThat(start.run().warnings()).isEmpty();
  }

  @Test
  void options_of_sinks_that_the_builder_left_out_are_a_warning() {
    start = fresh().sinks("plain").builder("sink.kafka.topic", "t");
    assertThat(start.run().warnings())
        .containsExactly(
            "eventrecorder.sink.kafka.topic: there is no pipeline named kafka; the pipelines are"
                + " plain.");
  }

  @Test
  void options_of_a_missing_pipeline_are_a_warning_because_code_may_start_it() {
    start.builder("pipeline.kafak.overflow", "block").env("PIPELINE_AUDIT_OVERFLOW", "block");
    Startup startup = start.run();
    assertThat(startup.warnings())
        .containsExactly(
            "eventrecorder.pipeline.kafak.overflow has no effect until the application starts a"
                + " pipeline named kafak. Did you mean kafka?",
            "EVENTRECORDER_PIPELINE_AUDIT_OVERFLOW in the environment is not an option and has no"
                + " effect. It is read when the application starts a pipeline of that name.");
  }

  @Test
  void an_unknown_option_of_a_pipeline_in_code_is_an_error_when_the_pipeline_starts() {
    start.builder("pipeline.audit.overflo", "block").builder("pipeline.audit.max-tries", "0");
    Startup startup = start.run();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                startup.plan(
                    "audit",
                    startup.pipelines().get(0).sink(),
                    EventCorrelator.none(),
                    PipelineOptions.none()))
        .satisfies(
            e ->
                assertThat(StartupScenario.problems(e))
                    .containsExactly(
                        "eventrecorder.pipeline.audit.max-tries: \"0\" must be a whole number of at"
                            + " least 1",
                        "eventrecorder.pipeline.audit.overflo is not an option. Did you mean"
                            + " eventrecorder.pipeline.audit.overflow?"));
    assertThat(start.log).asString().doesNotContain("closed");
  }

  @Test
  void options_of_a_correlator_are_known_only_if_it_is_chosen() {
    start
        .builder("pipeline.kafka.correlator", "aggregating")
        .builder("pipeline.kafka.correlator.brust", "3");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.pipeline.kafka.correlator.brust is not an option. Did you mean"
                + " eventrecorder.pipeline.kafka.correlator.burst?");
    start.builder("pipeline.kafka.correlator", "none");
    assertThat(start.problems())
        .singleElement()
        .asString()
        .startsWith("eventrecorder.pipeline.kafka.correlator.brust is not an option.");
  }

  private StartupScenario fresh() {
    return new StartupScenario(
        new TestClassPath(temp).jar("two.jar", List.of("Kafka", "Plain")).providers());
  }
}
