package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.testkit.FakeProviderContext;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens on class paths where fabric8 is missing, mixed or incomplete. */
class Fabric8JarsTest {
  private static final String SERVER = "http://127.0.0.1:1";

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final FakeProviderContext context = FakeProviderContext.of("k8s", Map.of());

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void without_fabric8_the_options_are_listed_and_creating_says_what_to_add() throws Exception {
    try (Fabric8Loader none = Fabric8Loader.with(jar -> false)) {
      EventSinkProvider provider = none.provider();

      assertThat(provider.type()).isEqualTo("kubernetes");
      assertThat(provider.options()).extracting(Option::name).contains("api", "kubeconfig");
      String remedy =
          "the sink kubernetes needs fabric8's client, which the application brings: add"
              + " io.fabric8:kubernetes-client, 7.5 or newer, to the class path";
      assertThatIllegalArgumentException()
          .isThrownBy(() -> provider.create(context))
          .withMessageStartingWith(remedy);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> provider.check(context))
          .withMessageStartingWith(remedy);
      assertThat(none.resolver().resolve(new Pod())).isEmpty();
    }
  }

  @Test
  void with_two_versions_the_error_lists_jars_versions_and_places() throws Exception {
    Path older;
    try (Stream<Path> jars = Files.list(Path.of("target/older-fabric8"))) {
      older = jars.findFirst().orElseThrow();
    }
    try (Fabric8Loader mixed =
        Fabric8Loader.with(jar -> !jar.startsWith("kubernetes-model-core"), older)) {
      EventSinkProvider provider = mixed.provider();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> provider.create(context))
          .withMessageStartingWith("several versions of fabric8's client are on the class path: ")
          .withMessageContaining("kubernetes-client-api 8.")
          .withMessageContaining("kubernetes-model-core 7.7.0 (" + older.toAbsolutePath() + ")")
          .withMessageContaining("kubernetes-httpclient 8.")
          .withMessageContaining("import io.fabric8:kubernetes-client-bom");
    }
  }

  @Test
  void with_a_missing_jar_the_error_names_it() throws Exception {
    try (Fabric8Loader part = Fabric8Loader.with(jar -> !jar.startsWith("kubernetes-model-core"))) {
      Thread.currentThread().setContextClassLoader(part);
      EventSinkProvider provider = part.provider();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> provider.create(here("api", "events")))
          .withMessageContaining("incomplete")
          .withMessageContaining("kubernetes-model-core is missing")
          .withMessageContaining("NoClassDefFoundError");
    }
  }

  @Test
  void without_an_http_client_the_error_names_one() throws Exception {
    try (Fabric8Loader part = Fabric8Loader.with(jar -> !jar.contains("httpclient"))) {
      Thread.currentThread().setContextClassLoader(part);
      EventSinkProvider provider = part.provider();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> provider.create(here()))
          .withMessageContaining("io.fabric8:kubernetes-httpclient-jdk");
    }
  }

  @Test
  void with_all_jars_of_one_version_it_works() throws Exception {
    try (Fabric8Loader whole = Fabric8Loader.with(jar -> true)) {
      Thread.currentThread().setContextClassLoader(whole);

      EventSink sink = whole.provider().create(here());

      assertThat(sink.getClass().getName()).contains("BlockingSinkAdapter");
      sink.close(Duration.ofSeconds(5));
    }
  }

  /** fabric8 7 has Jackson 2 and fabric8 8 has Jackson 3 in its signatures. */
  @Test
  void our_classes_refer_to_no_type_of_jackson() throws Exception {
    Path classes =
        Path.of(
            KubernetesEventSinkProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      assertThat(files.filter(file -> file.toString().endsWith(".class")))
          .hasSizeGreaterThan(20)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file, ISO_8859_1))
                      .doesNotContain("com/fasterxml", "tools/jackson"));
    }
  }

  /** With a kubeconfig, so that the tests do not read the one of this machine. */
  private FakeProviderContext here(String... option) throws IOException {
    Map<String, String> options = new HashMap<>();
    options.put("kubeconfig", Kubeconfigs.write(folder.resolve("config"), SERVER).toString());
    for (int i = 0; i < option.length; i += 2) {
      options.put(option[i], option[i + 1]);
    }
    return FakeProviderContext.of("k8s", options);
  }
}
