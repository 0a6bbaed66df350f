package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.kubernetes.server.AccessControl;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.Permission;
import io.eventrecorder.kubernetes.server.RequestFilter;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.CheckResult.Status;
import io.eventrecorder.testkit.FakeProviderContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check says whether events could be written, and writes none. */
class KubernetesCheckTest {
  private final TestServer server = new TestServer();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_client_with_all_permissions_gets_only_ok() throws Exception {
    assertThat(check(AccessControl.ADMIN_TOKEN))
        .extracting(result -> result.status() + " " + result.subject())
        .containsExactly(
            "OK client",
            "OK connection",
            "OK api",
            "OK create events in namespace default",
            "OK patch events in namespace default");
    assertThat(server.events()).isEmpty();
  }

  @Test
  void the_check_is_about_the_namespace_of_the_client() throws Exception {
    assertThat(check(AccessControl.ADMIN_TOKEN, "namespace", "shop"))
        .extracting(CheckResult::subject)
        .contains("create events in namespace shop");
    assertThat(check(AccessControl.ADMIN_TOKEN, "namespace", "shop").get(0).detail())
        .endsWith("namespace shop");
  }

  @Test
  void a_namespace_that_does_not_exist_is_a_warning() throws Exception {
    CheckResult missing =
        of(check(AccessControl.ADMIN_TOKEN, "namespace", "nowhere"), "namespace nowhere");
    assertThat(missing.status()).isEqualTo(Status.WARNING);
    assertThat(missing.detail()).contains("no such namespace", "create it");
    server.api.createNamespace("nowhere");
    assertThat(check(AccessControl.ADMIN_TOKEN, "namespace", "nowhere"))
        .extracting(CheckResult::subject)
        .doesNotContain("namespace nowhere");
  }

  @Test
  void a_client_that_may_not_read_namespaces_gets_no_result_about_them() throws Exception {
    server
        .api
        .access()
        .user(
            "writer",
            "writer",
            new Permission("create", "", "events", "nowhere"),
            new Permission("patch", "", "events", "nowhere"));
    assertThat(check("writer", "namespace", "nowhere"))
        .extracting(CheckResult::subject)
        .doesNotContain("namespace nowhere");
  }

  @Test
  void a_missing_permission_is_reported_with_the_rule_to_add() throws Exception {
    server
        .api
        .access()
        .user("half", "half", new Permission("create", "events.k8s.io", "events", "default"));

    List<CheckResult> results = check("half", "api", "events");

    assertThat(of(results, "create events in namespace default").status()).isEqualTo(Status.OK);
    CheckResult patch = of(results, "patch events in namespace default");
    assertThat(patch.status()).isEqualTo(Status.FAILED);
    assertThat(patch.detail())
        .isEqualTo(
            "not allowed: give the client's identity a role in namespace default with the rule"
                + " {apiGroups: [\"events.k8s.io\"], resources: [\"events\"], verbs: [\"create\","
                + " \"patch\"]}");
  }

  @Test
  void stable_names_need_the_verb_get() throws Exception {
    assertThat(check(AccessControl.ADMIN_TOKEN, "event-names", "stable"))
        .extracting(CheckResult::subject)
        .contains("get events in namespace default");
  }

  @Test
  void the_check_reports_the_api() throws Exception {
    assertThat(of(check(AccessControl.ADMIN_TOKEN), "api").detail()).isEqualTo("core/v1");
    assertThat(of(check(AccessControl.ADMIN_TOKEN, "api", "auto"), "api").detail())
        .isEqualTo("events.k8s.io/v1");
    server.api.serveEventsApi(false);
    assertThat(of(check(AccessControl.ADMIN_TOKEN, "api", "auto"), "api").detail())
        .isEqualTo("core/v1");
    CheckResult missing = of(check(AccessControl.ADMIN_TOKEN, "api", "events"), "api");
    assertThat(missing.status()).isEqualTo(Status.FAILED);
    assertThat(missing.detail()).contains("set api=core");
  }

  @Test
  void an_unknown_token_is_a_failed_connection_and_is_not_shown() throws Exception {
    List<CheckResult> results = check("wr0ng-t0k3n");

    CheckResult connection = of(results, "connection");
    assertThat(connection.status()).isEqualTo(Status.FAILED);
    assertThat(connection.detail()).contains("HTTP 401").contains("credentials");
    assertThat(results.toString()).doesNotContain("wr0ng-t0k3n");
  }

  @Test
  void a_server_that_is_not_reached_is_reported() throws Exception {
    server.api.stop();

    CheckResult connection = of(check(AccessControl.ADMIN_TOKEN), "connection");
    assertThat(connection.status()).isEqualTo(Status.FAILED);
    assertThat(connection.detail()).contains(server.api.uri().toString(), "ConnectException");
  }

  @Test
  void a_server_that_does_not_review_access_is_a_warning() throws Exception {
    RequestFilter reviews = RequestFilter.everything().path("selfsubjectaccessreviews");
    server.api.faults().add(reviews, InjectedFault.status(503, "ServiceUnavailable", "not now"));

    CheckResult create = of(check(AccessControl.ADMIN_TOKEN), "create events in namespace default");
    assertThat(create.status()).isEqualTo(Status.WARNING);
    assertThat(create.detail()).isEqualTo("the server did not say: HTTP 503: not now");
  }

  @Test
  void a_kubeconfig_that_cannot_be_read_is_a_failed_result() {
    FakeProviderContext context = FakeProviderContext.of("k8s", Map.of("kubeconfig", "/none"));

    assertThat(new KubernetesEventSinkProvider().check(context))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.status()).isEqualTo(Status.FAILED);
              assertThat(result.detail()).contains("kubeconfig=/none cannot be read");
            });
  }

  private List<CheckResult> check(String token, String... options) throws Exception {
    Path file = server.api.kubeconfig(folder.resolve("config"), token, "default");
    Map<String, String> map = new HashMap<>(Map.of("kubeconfig", file.toString()));
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new KubernetesEventSinkProvider().check(FakeProviderContext.of("k8s", map));
  }

  private static CheckResult of(List<CheckResult> results, String subject) {
    return results.stream()
        .filter(result -> result.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + subject + " in " + results));
  }
}
