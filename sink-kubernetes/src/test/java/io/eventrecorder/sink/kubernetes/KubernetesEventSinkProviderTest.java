package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.eventrecorder.Event;
import io.eventrecorder.sink.kubernetes.StubServer.Answer;
import io.eventrecorder.sink.kubernetes.StubServer.Request;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ReferenceResolver;
import io.eventrecorder.testkit.FakeProviderContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesEventSinkProviderTest {
  private final EventSinkProvider provider = new KubernetesEventSinkProvider();
  private final AtomicInteger discovery = new AtomicInteger(200);
  private final StubServer server = new StubServer(this::answer);

  @TempDir private Path folder;

  private Path kubeconfig = Path.of("");

  @BeforeEach
  void write() throws IOException {
    kubeconfig = Kubeconfigs.write(folder.resolve("config"), server.url());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Answer answer(Request request) {
    if (!request.path().equals("/apis/events.k8s.io/v1")) {
      return Answer.ok(request.method().equals("POST") ? request.body() : "{}");
    }
    return discovery.get() == 200
        ? Answer.ok(
            "{\"kind\":\"APIResourceList\",\"groupVersion\":\"events.k8s.io/v1\",\"resources\":"
                + "[{\"name\":\"events\",\"namespaced\":true,\"kind\":\"Event\"}]}")
        : Answer.failure(discovery.get(), "", "not there");
  }

  @Test
  void service_loader_finds_the_provider_and_the_resolver() {
    assertThat(ServiceLoader.load(EventSinkProvider.class))
        .hasAtLeastOneElementOfType(KubernetesEventSinkProvider.class);
    assertThat(ServiceLoader.load(ReferenceResolver.class))
        .hasAtLeastOneElementOfType(KubernetesReferenceResolver.class);
    assertThat(provider.type()).isEqualTo("kubernetes");
  }

  @Test
  void every_option_is_declared_and_described() {
    assertThat(provider.options())
        .extracting(option -> option.name() + " " + option.type() + " " + option.defaultText())
        .containsExactly(
            "api core|events|auto core",
            "context text ",
            "kubeconfig text ",
            "namespace text ",
            "request-timeout duration 10s",
            "owner-reference true|false false",
            "event-names unique|stable unique",
            "max-message-bytes number 32768");
    assertThat(provider.options()).extracting(Option::doc).allMatch(doc -> doc.endsWith("."));
  }

  @Test
  void creating_a_sink_sends_no_request() {
    EventSink sink = provider.create(context("api", "events"));
    sink.close(Duration.ofSeconds(5));

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void auto_is_events_v1_if_the_server_has_it() {
    assertThat(correlatorOfAuto()).isEqualTo("series");
    assertThat(server.requests())
        .extracting(Request::path)
        .containsExactly("/apis/events.k8s.io/v1");
  }

  @Test
  void auto_is_core_if_the_server_has_no_events_v1_or_does_not_say() {
    for (int status : new int[] {404, 403, 503}) {
      discovery.set(status);
      server.requests().clear();
      assertThat(correlatorOfAuto()).isEqualTo("aggregating");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void auto_is_core_if_the_server_is_not_reached() {
    server.close();
    assertThat(correlatorOfAuto()).isEqualTo("aggregating");
  }

  private String correlatorOfAuto() {
    EventSink sink = provider.create(context("api", "auto"));
    sink.close(Duration.ofSeconds(5));
    return sink.defaults().correlator();
  }

  @Test
  void options_reach_the_sink() {
    FakeProviderContext context =
        context(
            "request-timeout", "3s",
            "owner-reference", "true",
            "event-names", "stable",
            "max-message-bytes", "256");
    EventSink sink = provider.create(context);
    Event stored =
        sink.create(TestServer.event("web-0.1").message("x".repeat(300)).build())
            .toCompletableFuture()
            .join();
    sink.close(Duration.ofSeconds(5));

    assertThat(sink.defaults().attemptTimeout()).isEqualTo(Duration.ofSeconds(14));
    assertThat(stored.ownerReferences()).hasSize(1);
    assertThat(stored.name()).matches("web-0\\.[0-9a-f]{32}");
    assertThat(stored.message()).hasSize(254);
    assertThat(context.counter("adjusted").sum()).isEqualTo(1);
  }

  @Test
  void the_provided_client_is_used_and_stays_open() {
    try (KubernetesClient client = server.client()) {
      FakeProviderContext context =
          FakeProviderContext.of("k8s", Map.of()).provide(KubernetesClient.class, client);
      for (int i = 0; i < 2; i++) {
        EventSink sink = provider.create(context);
        sink.create(TestServer.event("web-0." + i).build()).toCompletableFuture().join();
        sink.close(Duration.ofSeconds(5));
      }
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void a_client_that_the_sink_made_is_closed_with_it() {
    ClientSource source = ClientSource.of(context());
    EventSink sink = KubernetesEventSink.builder(source.client()).build(source);
    assertThat(source.client().getKubernetesVersion()).isNotNull();

    sink.close(Duration.ofSeconds(5));

    assertThatIllegalStateException().isThrownBy(() -> source.client().getKubernetesVersion());
  }

  @Test
  void the_options_choose_context_and_namespace_of_the_client() {
    assertThat(namespace()).isEqualTo("first");
    assertThat(namespace("context", "two")).isEqualTo("second");
    assertThat(namespace("context", "two", "namespace", "third")).isEqualTo("third");
  }

  private String namespace(String... options) {
    ClientSource source = ClientSource.of(context(options));
    source.close();
    return source.client().getNamespace();
  }

  @Test
  void options_without_effect_on_a_provided_client_are_refused() {
    try (KubernetesClient client = server.client()) {
      FakeProviderContext context =
          context("context", "two", "namespace", "x").provide(KubernetesClient.class, client);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> provider.create(context))
          .withMessage(
              "eventrecorder.sink.k8s.context, eventrecorder.sink.k8s.kubeconfig,"
                  + " eventrecorder.sink.k8s.namespace has no effect on the KubernetesClient that"
                  + " the application provides: remove it, or do not provide a client");
    }
  }

  @Test
  void a_missing_kubeconfig_and_a_missing_context_are_named() {
    refuses("kubeconfig", folder.resolve("none").toString())
        .withMessageStartingWith("eventrecorder.sink.k8s.kubeconfig=" + folder.resolve("none"))
        .withMessageContaining("cannot be read");
    refuses("kubeconfig", folder.toString()).withMessageContaining("cannot be read");
    refuses("context", "three")
        .withMessageContaining("eventrecorder.sink.k8s.context=three is not in the kubeconfig")
        .withMessageContaining("kubectl config get-contexts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users:\n- user: {token: " + Kubeconfigs.TOKEN + "\n  a: [}",
        "password=\"" + Kubeconfigs.TOKEN + "\"",
        Kubeconfigs.TOKEN
      })
  void a_file_that_is_no_kubeconfig_is_named_and_no_secret_is_shown(String text)
      throws IOException {
    Files.writeString(kubeconfig, text);

    refuses()
        .withMessageStartingWith("eventrecorder.sink.k8s.kubeconfig=" + kubeconfig)
        .withMessageContaining("is not a kubeconfig: ")
        .withMessageContaining("'kubectl config view --kubeconfig " + kubeconfig + "'")
        .satisfies(
            refused -> {
              for (Throwable each = refused; each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain(Kubeconfigs.TOKEN);
              }
            });
  }

  private ThrowableAssertAlternative<?> refuses(String... options) {
    return assertThatIllegalArgumentException().isThrownBy(() -> provider.create(context(options)));
  }

  private FakeProviderContext context(String... options) {
    Map<String, String> map = new HashMap<>(Map.of("kubeconfig", kubeconfig.toString()));
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return FakeProviderContext.of("k8s", map);
  }
}
