package shop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.eventrecorder.kubernetes.server.Permission;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same for each version and HTTP client of fabric8 that an application may bring. */
class OperatorTest {
  private static final int REPEATS = 1000;

  private final ApiServer server = ApiServer.https();
  @TempDir private Path directory;
  private KubernetesClient client;

  @BeforeEach
  void connect() throws IOException {
    Path kubeconfig = server.kubeconfig(directory.resolve("kubeconfig"));
    System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, kubeconfig.toString());
    client = new KubernetesClientBuilder().build();
  }

  @AfterEach
  void disconnect() {
    System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
    client.close();
    server.close();
  }

  @Test
  void fabric8IsTheVersionThatTheApplicationBrings() {
    assertThat(Version.clientVersion()).isEqualTo(System.getProperty("shop.fabric8"));
  }

  @Test
  void theProgramOfTheReadmeLeavesItsEvent() {
    PodFailures.main(new String[0]);
    Event event = theOnly(client.v1().events().inNamespace("default").list().getItems());
    assertThat(event.getInvolvedObject().getKind()).isEqualTo("Pod");
    assertThat(event.getInvolvedObject().getName()).isEqualTo("web-0");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("BackOff");
    assertThat(event.getMessage()).isEqualTo("restarting failed container app");
    assertThat(event.getSource().getComponent()).isEqualTo("shop-operator");
    assertThat(event.getCount()).isEqualTo(1);
  }

  @Test
  void aThousandRepeatsAreOneEventWithTheirCount() {
    recordRepeats(Map.of());
    Event event = theOnly(client.v1().events().inNamespace("default").list().getItems());
    assertThat(event.getCount()).isEqualTo(REPEATS);
    assertThat(server.log().count(request -> !request.method().equals("GET"))).isLessThan(100);
  }

  @Test
  void aThousandRepeatsAreOneSeriesInTheOtherApi() {
    recordRepeats(Map.of("eventrecorder.sink.kubernetes.api", "events"));
    io.fabric8.kubernetes.api.model.events.v1.Event event =
        theOnly(client.events().v1().events().inNamespace("default").list().getItems());
    assertThat(event.getSeries().getCount()).isEqualTo(REPEATS);
    assertThat(event.getNote()).isEqualTo("restarting failed container app");
    assertThat(server.log().count(request -> !request.method().equals("GET"))).isLessThan(100);
  }

  @Test
  void stableNamesGoOnWithTheCountOfARunBefore() {
    Map<String, String> stable = Map.of("eventrecorder.sink.kubernetes.event-names", "stable");
    recordRepeats(stable);
    recordRepeats(stable);
    Event event = theOnly(client.v1().events().inNamespace("default").list().getItems());
    assertThat(event.getCount()).isEqualTo(2 * REPEATS);
  }

  @Test
  void theClusterRoleIsEnough() throws IOException {
    ClusterRole role = theOnly(read("rbac.yaml", ClusterRole.class));
    server.access().permit("admin", permissions(role.getRules()));
    recordRepeats(Map.of());
    assertThat(server.log().count(request -> request.status() == 403)).isZero();
    assertThat(server.events()).hasSize(1);
  }

  @Test
  void theRoleOfANamespaceIsEnough() throws IOException {
    Role role = theOnly(read("rbac-namespace.yaml", Role.class));
    server.access().permit("admin", permissions(role.getRules()));
    recordRepeats(Map.of());
    assertThat(server.log().count(request -> request.status() == 403)).isZero();
    assertThat(server.events()).hasSize(1);
  }

  private <T> List<T> read(String file, Class<T> type) throws IOException {
    try (InputStream yaml = Files.newInputStream(Path.of(System.getProperty("shop.rbac"), file))) {
      return client.load(yaml).items().stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  private void recordRepeats(Map<String, String> properties) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("web-0")
            .withUid("26ad33eb")
            .endMetadata()
            .build();
    EventBroadcaster broadcaster =
        EventBroadcaster.builder()
            .properties(properties)
            .provide(KubernetesClient.class, client)
            .build();
    EventRecorder recorder = broadcaster.newRecorder("shop-operator");
    for (int i = 0; i < REPEATS; i++) {
      recorder.warning(pod, "BackOff", "restarting failed container %s", "app");
    }
    CloseReport report = broadcaster.close(Duration.ofSeconds(10));
    assertThat(report.abandoned()).isZero();
  }

  private static Permission[] permissions(List<PolicyRule> rules) {
    List<Permission> permissions = new ArrayList<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          for (String verb : rule.getVerbs()) {
            permissions.add(new Permission(verb, group, resource, "*"));
          }
        }
      }
    }
    return permissions.toArray(Permission[]::new);
  }

  private static <T> T theOnly(List<T> items) {
    assertThat(items).hasSize(1);
    return items.get(0);
  }
}
