package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.broadcaster.ConfiguredOption;
import io.eventrecorder.broadcaster.ConfiguredOption.Origin;
import io.eventrecorder.broadcaster.OverflowPolicy;
import io.eventrecorder.broadcaster.PipelineOptions;
import io.eventrecorder.broadcaster.UpdatePolicy;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.CheckResult.Status;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipelines that start, and their settings. */
class StartupTest {
  @TempDir Path temp;
  private StartupScenario start = new StartupScenario(Providers.discover((ClassLoader) null));

  @BeforeEach
  void classPath() {
    start =
        new StartupScenario(
            new TestClassPath(temp)
                .jar("a.jar", List.of("Plain", "Counting", "Aggregating"))
                .providers());
  }

  private static List<String> names(Startup startup) {
    return startup.pipelines().stream().map(PipelinePlan::name).toList();
  }

  @Test
  void unset_means_one_pipeline_for_each_sink_on_the_class_path() {
    assertThat(names(start.run())).containsExactly("counting", "plain");
  }

  @Test
  void the_list_names_pipelines_and_type_names_their_sink() {
    start.builder("sinks", "plain, audit").builder("sink.audit.type", "plain");
    assertThat(names(start.run())).containsExactly("plain", "audit");
    assertThat(start.log).asString().isEqualTo("created plain\ncreated audit\n");
  }

  @Test
  void none_switches_off_without_a_warning() {
    start.builder("sinks", "none");
    assertThat(names(start.run())).isEmpty();
    assertThat(start.run().warnings()).isEmpty();
    start.builder("sinks", "none,plain");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.sinks: none switches all sinks off and cannot be combined; remove"
                + " none or the other names");
  }

  @Test
  void sinks_in_code_go_before_the_settings() {
    start.builder("sinks", "counting").sinks("plain");
    assertThat(names(start.run())).containsExactly("plain");
    start.sinks();
    assertThat(names(start.run())).isEmpty();
    assertThat(start.run().warnings()).isEmpty();
  }

  @Test
  void a_name_listed_twice_or_an_empty_list_is_an_error() {
    start.builder("sinks", "plain,plain");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.sinks lists plain twice: give one of them another name and set"
                + " eventrecorder.sink.<name>.type");
    start.builder("sinks", ",");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.sinks: \",\" must name at least one sink; set none to start no pipeline");
  }

  @Test
  void no_sink_on_the_class_path_is_one_warning_that_names_the_artifacts() {
    Startup startup =
        new StartupScenario(new TestClassPath(temp).jar("no.jar", List.of("Strings")).providers())
            .run();
    assertThat(startup.pipelines()).isEmpty();
    assertThat(startup.warnings())
        .containsExactly(
            "No event sink is available: events are discarded unless the application starts a"
                + " pipeline in code. Add io.eventrecorder:eventrecorder-sink-log,"
                + " eventrecorder-sink-kafka or eventrecorder-sink-kubernetes to the class path, or"
                + " set eventrecorder.sinks=none.");
  }

  @Test
  void fixed_labels_and_annotations_source_and_default_namespace() {
    start
        .builder("labels", "team=shop, stage = test")
        .env("ANNOTATIONS", "link=https://x/?a=b")
        .system("source", "//clusters/eu-1")
        .env("DEFAULT_NAMESPACE", "shop");
    Startup startup = start.run();
    assertThat(startup.settings().labels())
        .containsExactlyInAnyOrderEntriesOf(Map.of("team", "shop", "stage", "test"));
    assertThat(startup.settings().annotations())
        .containsExactlyEntriesOf(Map.of("link", "https://x/?a=b"));
    DefaultProviderContext context = startup.pipelines().get(0).context();
    assertThat(context.source()).isEqualTo("//clusters/eu-1");
    assertThat(context.defaultNamespace()).isEqualTo("shop");
  }

  @Test
  void nothing_set_means_the_namespace_default_no_source_no_labels() {
    BroadcasterSettings settings = start.run().settings();
    assertThat(settings.defaultNamespace()).isEqualTo("default");
    assertThat(settings.source()).isEmpty();
    assertThat(settings.labels()).isEmpty();
  }

  @Test
  void wrong_labels_annotations_source_and_namespace_are_errors() {
    start
        .builder("labels", "a=1,a=2")
        .builder("annotations", "=x")
        .builder("source", "not a uri")
        .builder("default-namespace", " ");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.labels: \"a=1,a=2\" must not contain a name twice",
            "eventrecorder.annotations: \"=x\" must be pairs such as team=shop,stage=test",
            "eventrecorder.source: \"not a uri\" must be a URI, for example //clusters/eu-1",
            "eventrecorder.default-namespace: \" \" must not be empty");
  }

  @Test
  void code_before_the_pipeline_before_pipeline_defaults_before_the_sink_before_the_defaults() {
    start.sinks("plain");
    assertThat(queueOf(start.run(), PipelineOptions.none())).isEqualTo(77);
    start.builder("pipeline-defaults.queue-capacity", "2");
    assertThat(queueOf(start.run(), PipelineOptions.none())).isEqualTo(2);
    start.env("PIPELINE_CODE_QUEUE_CAPACITY", "3");
    assertThat(queueOf(start.run(), PipelineOptions.none())).isEqualTo(3);
    PipelineOptions four = PipelineOptions.builder().queueCapacity(4).build();
    assertThat(queueOf(start.run(), four)).isEqualTo(4);
  }

  private static int queueOf(Startup startup, PipelineOptions options) {
    EventSink sink = startup.pipelines().get(0).sink();
    return startup.plan("code", sink, null, options).settings().queueCapacity();
  }

  @Test
  void every_pipeline_option_reaches_the_settings() {
    start
        .sinks("plain")
        .builder("pipeline.plain.overflow", "block")
        .builder("pipeline.plain.max-in-flight", "2")
        .builder("pipeline.plain.attempt-timeout", "3s")
        .builder("pipeline.plain.max-tries", "4")
        .builder("pipeline.plain.max-retry-time", "5m")
        .builder("pipeline.plain.retry-initial", "6ms")
        .builder("pipeline.plain.retry-max", "7s")
        .builder("pipeline.plain.max-waiting", "8")
        .builder("pipeline.plain.block-timeout", "9s")
        .builder("pipeline.plain.updates", "every:10m");
    PipelineSettings settings = start.run().pipelines().get(0).settings();
    assertThat(settings.overflow()).isEqualTo(OverflowPolicy.BLOCK);
    assertThat(settings.maxInFlight()).isEqualTo(2);
    assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.maxTries()).isEqualTo(4);
    assertThat(settings.maxRetryTime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.retryInitial()).isEqualTo(Duration.ofMillis(6));
    assertThat(settings.retryMax()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.maxWaiting()).isEqualTo(8);
    assertThat(settings.blockTimeout()).contains(Duration.ofSeconds(9));
    assertThat(settings.updates()).isEqualTo(UpdatePolicy.every(Duration.ofMinutes(10)));
  }

  @Test
  void every_option_in_code_reaches_the_settings() {
    Startup startup = start.sinks("plain").run();
    PipelineOptions options =
        PipelineOptions.builder()
            .overflow(OverflowPolicy.DROP_OLDEST)
            .maxInFlight(2)
            .attemptTimeout(Duration.ofSeconds(3))
            .maxTries(4)
            .maxRetryTime(Duration.ofSeconds(5))
            .build();
    PipelineSettings settings =
        startup.plan("code", startup.pipelines().get(0).sink(), null, options).settings();
    assertThat(settings.overflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
    assertThat(settings.maxInFlight()).isEqualTo(2);
    assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.maxTries()).isEqualTo(4);
    assertThat(settings.maxRetryTime()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void times_must_be_above_zero_and_the_first_wait_not_above_the_longest() {
    start
        .sinks("plain")
        .builder("pipeline.plain.attempt-timeout", "0s")
        .builder("pipeline.plain.max-retry-time", "99999999d")
        .builder("pipeline.plain.retry-initial", "5m");
    assertThat(start.problems())
        .containsExactlyInAnyOrder(
            "eventrecorder.pipeline.plain.attempt-timeout: \"0s\" must be above zero and at most"
                + " 36500d, for example 500ms, 30s or 10m",
            "eventrecorder.pipeline.plain.max-retry-time: \"99999999d\" must be above zero and at"
                + " most 36500d, for example 500ms, 30s or 10m",
            "eventrecorder.pipeline.plain.retry-initial (300000ms) is longer than retry-max"
                + " (60000ms): lower the first or raise the second");
  }

  @Test
  void wrong_pipeline_defaults_are_an_error_even_if_no_pipeline_starts() {
    start.builder("sinks", "none").builder("pipeline-defaults.max-tries", "x");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.pipeline-defaults.max-tries: \"x\" must be a whole number of at least"
                + " 1");
  }

  @Test
  void the_sink_chooses_the_correlator_unless_settings_name_one() {
    start.sinks("counting", "plain").builder("pipeline.plain.correlator.burst", "9");
    start
        .builder("pipeline.plain.correlator", "aggregating")
        .builder("pipeline-defaults.correlator.burst", "8");
    assertThat(start.run().pipelines()).hasSize(2);
    assertThat(start.log)
        .asString()
        .contains("correlator of counting burst=8", "correlator of plain burst=9");
    start.builder("pipeline.counting.correlator", "none");
    assertThat(start.run().pipelines().get(0).correlator()).isSameAs(EventCorrelator.none());
  }

  @Test
  void a_correlator_that_does_not_fit_the_sink_is_refused() {
    start.sinks("plain").builder("pipeline.plain.correlator", "unfit");
    assertThat(start.problems())
        .contains("eventrecorder.pipeline.plain.correlator=unfit: counts are lost here; set none");
  }

  @Test
  void pipeline_defaults_for_an_unused_correlator_are_allowed() {
    start.sinks("plain").builder("pipeline-defaults.correlator.burst", "8");
    assertThat(start.run().pipelines().get(0).correlator()).isSameAs(EventCorrelator.none());
    start.builder("pipeline-defaults.correlator.brust", "8");
    assertThat(start.problems())
        .containsExactly(
            "eventrecorder.pipeline-defaults.correlator.brust is not an option. Did you mean"
                + " eventrecorder.pipeline-defaults.correlator.burst?");
  }

  @Test
  void a_correlator_in_code_goes_before_the_settings() {
    start.sinks("plain").builder("pipeline.code.correlator", "aggregating");
    start.builder("pipeline.code.correlator.burst", "2");
    Startup startup = start.run();
    EventCorrelator own = event -> EventCorrelator.none().correlate(event);
    assertThat(
            startup
                .plan("code", startup.pipelines().get(0).sink(), own, PipelineOptions.none())
                .correlator())
        .isSameAs(own);
  }

  @Test
  void a_pipeline_in_code_with_an_unusable_name_is_refused() {
    Startup startup = start.sinks("plain").run();
    EventSink sink = startup.pipelines().get(0).sink();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> startup.plan("a.b", sink, null, PipelineOptions.none()))
        .withMessageContaining(
            "pipeline name \"a.b\" cannot be used: use letters and digits, with hyphens between"
                + " them");
  }

  @Test
  void counters_of_a_pipeline_are_shared_and_read_together() {
    DefaultProviderContext context = start.sinks("plain").run().pipelines().get(0).context();
    context.counter("reconnects").add(2);
    context.counter("reconnects").increment();
    context.counter("bytes").add(7);
    assertThat(context.counters())
        .containsExactlyInAnyOrderEntriesOf(Map.of("bytes", 7L, "reconnects", 3L));
    assertThat(context).hasToString("context of pipeline plain");
  }

  @Test
  void a_context_returns_provided_objects_by_type() {
    DefaultProviderContext context = start.sinks("plain").run().pipelines().get(0).context();
    assertThat(context.provided(StringBuilder.class)).containsSame(start.log);
    assertThat(context.provided(String.class)).isEmpty();
    assertThat(context.name()).isEqualTo("plain");
  }

  @Test
  void a_context_returns_only_declared_options() {
    DefaultProviderContext context = start.sinks("plain").run().pipelines().get(0).context();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> context.get(Option.string("other")))
        .withMessage("option other is not declared: add it to the provider's options()");
  }

  @Test
  void get_fails_for_an_option_without_value_and_default() {
    Option<String> open = Option.string("open");
    ParsedOptions values =
        new ParsedOptions(List.of(open), Map.of(), Map.of(), Redaction.of(List.of()), true);
    assertThat(values.find(open)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.get(open))
        .withMessage(
            "option open is not set and has no default: declare it as required, or use find");
  }

  @Test
  void a_check_calls_each_provider_and_creates_no_sink() {
    kafka().builder("sink.kafka.topic", "events");
    assertThat(start.check())
        .containsExactly(
            Map.entry("kafka", List.of(new CheckResult(Status.OK, "topic", "events"))),
            Map.entry("plain", List.of()));
    assertThat(start.log).isEmpty();
  }

  @Test
  void a_check_fails_if_the_configuration_has_problems() {
    kafka().builder("pipeline.plain.max-tries", "0");
    assertThatIllegalArgumentException()
        .isThrownBy(start::check)
        .withMessageContaining("eventrecorder.sink.kafka.topic is required")
        .withMessageContaining("eventrecorder.pipeline.plain.max-tries");
  }

  @Test
  void a_check_that_throws_is_a_failed_result_without_secrets() {
    kafka().builder("sink.kafka.topic", "unreachable").builder("sink.kafka.password", "hunter2");
    assertThat(start.check().get("kafka"))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.status()).isEqualTo(Status.FAILED);
              assertThat(result.detail()).contains("login failed").doesNotContain("hunter2");
            });
  }

  @Test
  void a_description_says_where_each_value_comes_from() throws IOException {
    Path file = Files.writeString(temp.resolve("topic"), "events\n");
    kafka()
        .sinks("kafka")
        .system("pipeline.kafka.max-tries", "3")
        .builder("pipeline-defaults.overflow", "block")
        .env("PIPELINE_KAFKA_MAX_IN_FLIGHT", "4")
        .env("SINK_KAFKA_TOPIC_FILE", file.toString());
    Map<String, ConfiguredOption> options = start.describe();
    String kafka = "eventrecorder.pipeline.kafka.";
    String defaults = "eventrecorder.pipeline-defaults.";
    assertThat(options.values())
        .contains(
            option(kafka + "max-tries", "3", Origin.SYSTEM_PROPERTY, kafka + "max-tries"),
            option(kafka + "overflow", "block", Origin.BUILDER, defaults + "overflow"),
            option(
                kafka + "max-in-flight",
                "4",
                Origin.ENVIRONMENT,
                "EVENTRECORDER_PIPELINE_KAFKA_MAX_IN_FLIGHT"),
            option(kafka + "retry-max", "1m", Origin.DEFAULT, kafka + "retry-max"),
            option(
                "eventrecorder.sink.kafka.topic",
                "${file:" + file + "}",
                Origin.ENVIRONMENT,
                "EVENTRECORDER_SINK_KAFKA_TOPIC_FILE"));
    assertThat(options.keySet()).noneMatch(name -> name.startsWith(defaults));
    assertThat(start.log).as("what the sinks logged").isEmpty();
  }

  private static ConfiguredOption option(
      String name, String value, Origin origin, String writtenAs) {
    return new ConfiguredOption(name, value, origin, writtenAs, false);
  }

  @Test
  void a_description_has_no_secrets() {
    kafka()
        .builder("sink.kafka.topic", "events")
        .builder("sink.kafka.password", "hunter2")
        .builder("sink.kafka.producer.ssl.key.password", "hunter3")
        .env("SINK_KAFKA_PRODUCER_SASL_JAAS_CONFIG", "hunter4");
    Map<String, ConfiguredOption> options = start.describe();
    assertThat(options.toString()).doesNotContain("hunter");
    for (String name :
        List.of("password", "producer.ssl.key.password", "producer.sasl.jaas.config")) {
      assertThat(options.get("eventrecorder.sink.kafka." + name))
          .as(name)
          .matches(ConfiguredOption::hidden);
    }
  }

  @Test
  void a_description_fails_if_the_configuration_has_problems() {
    kafka().builder("sink.kafka.topik", "events");
    assertThatIllegalArgumentException()
        .isThrownBy(start::describe)
        .withMessageContaining("Did you mean eventrecorder.sink.kafka.topic?");
  }

  private StartupScenario kafka() {
    start =
        new StartupScenario(
            new TestClassPath(temp).jar("k.jar", List.of("Plain", "Kafka")).providers());
    return start;
  }
}
