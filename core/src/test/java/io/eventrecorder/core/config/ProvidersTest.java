package io.eventrecorder.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.spi.Option;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The discovery of providers on the class path, and its problems. */
class ProvidersTest {
  private static final String FIXTURE = "io.eventrecorder.core.config.fixtures.Fixtures$";

  @TempDir Path temp;
  private TestClassPath classPath = new TestClassPath(Path.of("."));

  @BeforeEach
  void emptyClassPath() {
    classPath = new TestClassPath(temp);
  }

  @Test
  void two_providers_of_one_type_are_an_error_that_names_both_classes_and_jars() {
    classPath.jar("one.jar", List.of("Kafka")).jar("two.jar", List.of("OtherKafka"));
    assertThat(
            new StartupScenario(classPath.providers()).builder("sink.kafka.topic", "t").problems())
        .containsExactly(
            "sink kafka is provided more than once: by "
                + (FIXTURE + "Kafka from " + classPath.place("one.jar"))
                + (" and " + FIXTURE + "OtherKafka from " + classPath.place("two.jar"))
                + "; remove one of them from the class path");
  }

  @Test
  void a_provider_of_the_built_in_correlator_is_an_error() {
    classPath.jar("own.jar", List.of("OwnNone"));
    assertThat(new StartupScenario(classPath.providers()).sinks().problems())
        .containsExactly(
            "correlator none is built in, but "
                + (FIXTURE + "OwnNone from " + classPath.place("own.jar"))
                + " provides it too; remove that jar from the class path");
  }

  @Test
  void the_message_about_an_unknown_type_lists_the_types_and_the_artifact_to_add() {
    classPath.jar("plain.jar", List.of("Plain"));
    assertThat(new StartupScenario(classPath.providers()).builder("sinks", "kafka").problems())
        .containsExactly(
            "pipeline kafka: no sink kafka is on the class path; available: plain. Add"
                + " io.eventrecorder:eventrecorder-sink-kafka to the class path.");
    assertThat(
            new StartupScenario(classPath.providers())
                .builder("sinks", "audit")
                .builder("sink.audit.type", "kubernetes")
                .builder("sink.audit.anything", "is not judged")
                .problems())
        .containsExactly(
            "eventrecorder.sink.audit.type: no sink kubernetes is on the class path; available:"
                + " plain. Add io.eventrecorder:eventrecorder-sink-kubernetes to the class path.");
  }

  @Test
  void the_message_about_an_unknown_correlator_names_the_artifact() {
    classPath.jar("counting.jar", List.of("Counting"));
    assertThat(new StartupScenario(classPath.providers()).problems())
        .containsExactly(
            "pipeline counting: no correlator aggregating is on the class path; available: none."
                + " Add io.eventrecorder:eventrecorder-correlator to the class path. Or set"
                + " eventrecorder.pipeline.counting.correlator=none.");
  }

  @Test
  void a_provider_without_its_client_library_does_not_affect_others() {
    classPath
        .jar("early.jar", List.of("NeedsLibraryEarly"))
        .jar("based.jar", List.of("NeedsBase"))
        .jar("late.jar", List.of("NeedsLibraryLate"))
        .jar("plain.jar", List.of("Plain"));
    Startup startup = new StartupScenario(classPath.providers()).run();
    assertThat(startup.pipelines()).extracting(PipelinePlan::name).containsExactly("plain");
    String remedy =
        " is missing; add the library that contains it to the class path, or remove the provider's"
            + " jar";
    assertThat(startup.warnings())
        .containsExactlyInAnyOrder(
            "sink late cannot be loaded: class " + FIXTURE + "ClientLibrary" + remedy,
            "a sink provider cannot be loaded: class " + FIXTURE + "Base" + remedy,
            "sink provider "
                + (FIXTURE + "NeedsLibraryEarly from " + classPath.place("early.jar"))
                + (" cannot be loaded: class " + FIXTURE + "ClientLibrary" + remedy));
  }

  @Test
  void naming_a_broken_provider_is_an_error() {
    classPath
        .jar("late.jar", List.of("NeedsLibraryLate"))
        .jar("moody.jar", List.of("BadOptions"))
        .jar("early.jar", List.of("NeedsLibraryEarly"));
    assertThat(
            new StartupScenario(classPath.providers())
                .builder("sinks", "late,moody,early")
                .problems())
        .satisfiesExactly(
            late ->
                assertThat(late)
                    .startsWith(
                        "sink late cannot be loaded: class " + FIXTURE + "ClientLibrary is"),
            moody ->
                assertThat(moody)
                    .isEqualTo(
                        "pipeline moody: sink provider "
                            + (FIXTURE + "BadOptions from " + classPath.place("moody.jar"))
                            + " cannot be loaded: java.lang.IllegalStateException: not today;"
                            + " update or remove the provider's jar"),
            early ->
                assertThat(early)
                    .startsWith(
                        "pipeline early: no sink early is on the class path; available: late.")
                    .contains("Or fix this problem: sink provider " + FIXTURE + "NeedsLibraryEarly")
                    .contains("ClientLibrary is missing"));
  }

  @Test
  void a_broken_service_file_does_not_affect_other_providers() {
    classPath.serviceFile("bad.jar", "no such class\n").serviceFile("gone.jar", "not.There\n");
    classPath.jar("plain.jar", List.of("Plain"));
    Startup startup = new StartupScenario(classPath.providers()).run();
    assertThat(startup.pipelines()).extracting(PipelinePlan::name).containsExactly("plain");
    assertThat(startup.warnings())
        .hasSize(2)
        .anyMatch(w -> w.contains("Provider not.There not found; update or remove"))
        .anyMatch(w -> w.contains("bad.jar") && w.contains("update or remove"));
  }

  @Test
  void discovery_uses_the_context_class_loader_of_the_thread() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(classPath.jar("p.jar", List.of("Plain")).loader());
    try {
      assertThat(ProviderListing.discover().sinks())
          .extracting(ProviderListing.Entry::name)
          .contains("plain");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void the_listing_shows_the_providers_and_starts_nothing() {
    classPath
        .jar("eventrecorder-sink-kafka-1.0.jar", List.of("Kafka"))
        .jar("more.jar", List.of("Aggregating", "Strings", "BadOptions"));
    ProviderListing listing = classPath.providers().listing();
    assertThat(listing.sinks())
        .singleElement()
        .satisfies(
            sink -> {
              assertThat(sink.name()).isEqualTo("kafka");
              assertThat(sink.className()).isEqualTo(FIXTURE + "Kafka");
              assertThat(sink.artifact()).isEqualTo("eventrecorder-sink-kafka-1.0.jar");
              assertThat(sink.options()).extracting(Option::name).contains("topic", "producer.");
            });
    assertThat(listing.correlators())
        .extracting(ProviderListing.Entry::name)
        .containsExactly("none", "aggregating");
    assertThat(listing.resolvers())
        .extracting(ProviderListing.Entry::name, ProviderListing.Entry::artifact)
        .containsExactly(tuple(FIXTURE + "Strings", "more.jar"));
    assertThat(listing.problems()).singleElement().asString().contains("BadOptions");
  }

  @Test
  void the_listing_shows_the_options_of_broadcaster_and_pipelines_with_their_documentation() {
    assertThat(ProviderListing.broadcasterOptions())
        .extracting(Option::name)
        .containsExactly(
            "sinks", "labels", "annotations", "source", "default-namespace", "event-uids");
    assertThat(ProviderListing.pipelineOptions())
        .extracting(option -> option.name() + "=" + option.defaultText())
        .containsExactly(
            "queue-capacity=1000",
            "overflow=drop-newest",
            "filter=",
            "max-in-flight=8",
            "attempt-timeout=30s",
            "max-tries=12",
            "max-retry-time=10m",
            "retry-initial=1s",
            "retry-max=1m",
            "max-waiting=10000",
            "block-timeout=",
            "updates=all",
            "correlator=",
            "state-file=",
            "state-interval=10s",
            "state-max-bytes=67108864");
    assertThat(ProviderListing.pipelineOptions()).noneMatch(option -> option.doc().isEmpty());
    assertThat(ProviderListing.broadcasterOptions()).noneMatch(option -> option.doc().isEmpty());
    assertThat(ProviderListing.environmentName("eventrecorder.sink.<name>.batch-size"))
        .isEqualTo("EVENTRECORDER_SINK_<NAME>_BATCH_SIZE");
  }

  @Test
  void a_startup_has_the_resolvers_of_the_class_path() {
    classPath.jar("strings.jar", List.of("Strings"));
    assertThat(new StartupScenario(classPath.providers()).sinks().run().resolvers())
        .singleElement()
        .satisfies(r -> assertThat(r.resolve("x")).map(ObjectReference::name).contains("x"));
  }
}
