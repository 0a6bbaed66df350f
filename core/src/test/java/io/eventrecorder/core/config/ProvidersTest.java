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

/** What is on the class path, and what is wrong with it. */
class ProvidersTest {
  private static final String FIXTURE = "io.eventrecorder.core.config.fixtures.Fixtures$";

  @TempDir Path temp;
  private ClassPath classPath = new ClassPath(Path.of("."));

  @BeforeEach
  void emptyClassPath() {
    classPath = new ClassPath(temp);
  }

  @Test
  void aDuplicateTypeFailsAndNamesBothClassesAndWhereTheyCameFrom() {
    classPath.jar("one.jar", List.of("Kafka")).jar("two.jar", List.of("OtherKafka"));
    assertThat(new Start(classPath.providers()).builder("sink.kafka.topic", "t").problems())
        .containsExactly(
            "sink kafka is provided more than once: by "
                + (FIXTURE + "Kafka from " + classPath.place("one.jar"))
                + (" and " + FIXTURE + "OtherKafka from " + classPath.place("two.jar"))
                + "; remove one of them from the class path");
  }

  @Test
  void nobodyElseMayProvideTheBuiltInCorrelator() {
    classPath.jar("own.jar", List.of("OwnNone"));
    assertThat(new Start(classPath.providers()).sinks().problems())
        .containsExactly(
            "correlator none is built in, and provided by "
                + (FIXTURE + "OwnNone from " + classPath.place("own.jar"))
                + " as well; remove that from the class path");
  }

  @Test
  void anUnknownTypeListsWhatThereIsAndTheArtifactToAdd() {
    classPath.jar("plain.jar", List.of("Plain"));
    assertThat(new Start(classPath.providers()).builder("sinks", "kafka").problems())
        .containsExactly(
            "pipeline kafka: no sink kafka is on the class path; there are plain. Add"
                + " io.eventrecorder:eventrecorder-sink-kafka to the class path.");
    assertThat(
            new Start(classPath.providers())
                .builder("sinks", "audit")
                .builder("sink.audit.type", "kubernetes")
                .builder("sink.audit.anything", "is not judged")
                .problems())
        .containsExactly(
            "eventrecorder.sink.audit.type: no sink kubernetes is on the class path; there are"
                + " plain. Add io.eventrecorder:eventrecorder-sink-kubernetes to the class path.");
  }

  @Test
  void anUnknownCorrelatorNamesTheArtifactToo() {
    classPath.jar("counting.jar", List.of("Counting"));
    assertThat(new Start(classPath.providers()).problems())
        .containsExactly(
            "pipeline counting: no correlator aggregating is on the class path; there are none."
                + " Add io.eventrecorder:eventrecorder-correlator to the class path. Or set"
                + " eventrecorder.pipeline.counting.correlator=none.");
  }

  @Test
  void aProviderWithoutItsClientLibraryTakesNoOtherDown() {
    classPath
        .jar("early.jar", List.of("NeedsLibraryEarly"))
        .jar("based.jar", List.of("NeedsBase"))
        .jar("late.jar", List.of("NeedsLibraryLate"))
        .jar("plain.jar", List.of("Plain"));
    Startup startup = new Start(classPath.providers()).run();
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
  void whoAsksForItByNameGetsAnError() {
    classPath
        .jar("late.jar", List.of("NeedsLibraryLate"))
        .jar("moody.jar", List.of("BadOptions"))
        .jar("early.jar", List.of("NeedsLibraryEarly"));
    assertThat(new Start(classPath.providers()).builder("sinks", "late,moody,early").problems())
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
                        "pipeline early: no sink early is on the class path; there are late.")
                    .contains("Or repair this: sink provider " + FIXTURE + "NeedsLibraryEarly")
                    .contains("ClientLibrary is missing"));
  }

  @Test
  void aBrokenServiceFileTakesNoOtherDown() {
    classPath.serviceFile("bad.jar", "no such class\n").serviceFile("gone.jar", "not.There\n");
    classPath.jar("plain.jar", List.of("Plain"));
    Startup startup = new Start(classPath.providers()).run();
    assertThat(startup.pipelines()).extracting(PipelinePlan::name).containsExactly("plain");
    assertThat(startup.warnings())
        .hasSize(2)
        .anyMatch(w -> w.contains("Provider not.There not found; update or remove"))
        .anyMatch(w -> w.contains("bad.jar") && w.contains("update or remove"));
  }

  @Test
  void discoveryAsksTheContextClassLoaderOfTheThread() {
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
  void theListingShowsWhatThereIsWithoutStartingAnything() {
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
  void theListingShowsTheOptionsOfBroadcasterAndPipelinesWithTheirDocumentation() {
    assertThat(ProviderListing.broadcasterOptions())
        .extracting(Option::name)
        .containsExactly("sinks", "labels", "annotations", "source", "default-namespace");
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
            "correlator=");
    assertThat(ProviderListing.pipelineOptions()).noneMatch(option -> option.doc().isEmpty());
    assertThat(ProviderListing.broadcasterOptions()).noneMatch(option -> option.doc().isEmpty());
    assertThat(ProviderListing.environmentName("eventrecorder.sink.<name>.batch-size"))
        .isEqualTo("EVENTRECORDER_SINK_<NAME>_BATCH_SIZE");
  }

  @Test
  void resolversOfTheClassPathAreHandedOver() {
    classPath.jar("strings.jar", List.of("Strings"));
    assertThat(new Start(classPath.providers()).sinks().run().resolvers())
        .singleElement()
        .satisfies(r -> assertThat(r.resolve("x")).map(ObjectReference::name).contains("x"));
  }
}
