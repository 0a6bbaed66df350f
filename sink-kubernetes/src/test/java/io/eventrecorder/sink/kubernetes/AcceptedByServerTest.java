package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.OwnerReference;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.EventArbitraries;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** The server accepts every event: first as a create, then as a patch of the same event. */
class AcceptedByServerTest {
  private static @Nullable TestServer server;
  private static @Nullable EventSink core;
  private static @Nullable EventSink events;

  @BeforeContainer
  static void start() {
    TestServer started = new TestServer();
    core = started.sink(sink -> sink.ownerReference(true));
    events = started.sink(sink -> sink.api(KubernetesApi.EVENTS).ownerReference(true));
    server = started;
  }

  @AfterContainer
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Property(tries = 100)
  void in_core(@ForAll("anything") Event event) {
    accepted(core, event);
  }

  @Property(tries = 100)
  void in_events_v1(@ForAll("anything") Event event) {
    accepted(events, event);
  }

  private static void accepted(@Nullable EventSink sink, Event event) {
    if (sink == null || server == null) {
      throw new IllegalStateException("not started");
    }
    server.api.expireAll();
    Event stored = sink.create(event).toCompletableFuture().join();
    Event newest = event.name().isEmpty() ? stored : event;
    sink.patch(newest, EventPatch.ofState(newest)).toCompletableFuture().join();
    assertThat(server.events())
        .as("the patch has the namespace and the name of the create")
        .singleElement()
        .extracting(Event::name)
        .isEqualTo(stored.name());
  }

  /** Events in namespaces that exist. Other namespaces are rejected. */
  @Provide
  Arbitrary<Event> anything() {
    Arbitrary<String> namespaces = Arbitraries.of("", "default", "kube-system");
    return Combinators.combine(
            EventArbitraries.any(), namespaces, namespaces, names(), labels(), owners())
        .as(
            (event, namespace, ofObject, name, labels, owners) ->
                event.toBuilder()
                    .namespace(namespace)
                    .regarding(event.regarding().toBuilder().namespace(ofObject).build())
                    .name(name)
                    .labels(labels)
                    .annotations(labels)
                    .ownerReferences(owners)
                    .build());
  }

  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.strings().withChars("aB0-._~/%?# ä").ofMaxLength(300),
        Arbitraries.of("", ".", "..", "web-0.1", "../pods/x"));
  }

  private static Arbitrary<Map<String, String>> labels() {
    Arbitrary<String> keys =
        Arbitraries.oneOf(
            Arbitraries.of("app", "example.com/app", "Example.com/a", "a/b/c", "/a", ""),
            Arbitraries.strings().withChars("aB0-._/").ofMaxLength(80));
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("aB0-._").ofMaxLength(80),
            Arbitraries.strings().ofMaxLength(9));
    return Arbitraries.maps(keys, values).ofMaxSize(4);
  }

  private static Arbitrary<List<OwnerReference>> owners() {
    Arbitrary<String> texts = Arbitraries.of("", "v1", "apps/v1", "a/b/c", "Event", "Pod");
    return Combinators.combine(texts, texts, texts, texts)
        .as((version, kind, name, uid) -> new OwnerReference(version, kind, name, uid, true, null))
        .list()
        .ofMaxSize(2);
  }
}
