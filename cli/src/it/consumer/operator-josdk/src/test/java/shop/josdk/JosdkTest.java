package shop.josdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.sink.kubernetes.KubernetesApi;
import io.eventrecorder.sink.kubernetes.KubernetesEventSink;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Version;
import io.javaoperatorsdk.operator.api.config.BaseConfigurationService;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.event.EventKeyStrategy;
import io.javaoperatorsdk.operator.api.event.EventNamingStrategy;
import io.javaoperatorsdk.operator.api.event.EventRecord;
import io.javaoperatorsdk.operator.api.event.EventType;
import io.javaoperatorsdk.operator.api.event.ResourceEventRecorder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DefaultContext;
import io.javaoperatorsdk.operator.processing.Controller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the fabric8 that java-operator-sdk brings: our recorder, and its own by our adapter. */
class JosdkTest {
  private static final String UID = "0b9c1c1e-8a9f-4a53-9b3e-3c1f6a1d2e5f";

  private final ApiServer server = ApiServer.https();
  private final Shop shop = shop();
  @TempDir private Path directory;
  private KubernetesClient client;
  private EventBroadcaster broadcaster;

  @BeforeEach
  void connect() throws IOException {
    Path kubeconfig = server.kubeconfig(directory.resolve("kubeconfig"));
    System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, kubeconfig.toString());
    client = new KubernetesClientBuilder().build();
    broadcaster = EventBroadcaster.builder().provide(KubernetesClient.class, client).build();
  }

  @AfterEach
  void disconnect() {
    System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
    broadcaster.close();
    client.close();
    server.close();
  }

  @Test
  void fabric8IsTheVersionThatTheFrameworkBrings() {
    assertThat(Version.clientVersion()).isEqualTo("7.6.1");
  }

  @Test
  void aReconcilerRecordsAThousandTimesAndLeavesOneEvent() {
    ShopReconciler reconciler = new ShopReconciler(broadcaster.newRecorder("shop-operator"));
    Context<Shop> context = context(reconciler, new BaseConfigurationService());
    for (int i = 0; i < 1000; i++) {
      reconciler.reconcile(shop, context);
    }
    Event event = theOnlyEvent();
    assertThat(event.getCount()).isEqualTo(1000);
    assertThat(event.getReason()).isEqualTo("Reconciled");
    assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("shop.example/v1");
    assertThat(event.getInvolvedObject().getKind()).isEqualTo("Shop");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo(UID);
  }

  @Test
  void whatWasRecordedBeforeTheOperatorEndsIsWritten() {
    ShopOperator operator = new ShopOperator(client, broadcaster);
    assertThat(new BaseConfigurationService().closeClientOnStop()).isTrue();
    assertThat(operator.operator.getConfigurationService().closeClientOnStop()).isFalse();
    EventRecorder recorder = broadcaster.newRecorder("shop-operator");
    for (int i = 0; i < 1000; i++) {
      recorder.normal(shop, "Reconciled", "all shelves are filled");
    }
    operator.close();
    assertThat(client.getHttpClient().isClosed()).isTrue();
    assertThat(server.events())
        .singleElement()
        .satisfies(event -> assertThat(event.path("count").asInt()).isEqualTo(1000));
  }

  @Test
  void aSinkThatIsMadeInCodeWritesToo() {
    EventBroadcaster broadcaster = EventBroadcaster.builder().sinks().build();
    broadcaster.startRecordingToSink(
        "kubernetes", KubernetesEventSink.builder(client).api(KubernetesApi.EVENTS).build());
    broadcaster.newRecorder("shop-operator").normal(shop, "Opened", "at nine");
    broadcaster.close();
    assertThat(client.events().v1().events().inNamespace("default").list().getItems())
        .singleElement()
        .satisfies(event -> assertThat(event.getNote()).isEqualTo("at nine"));
  }

  @Test
  void everyPartOfARecordArrives() {
    new BroadcasterEventRecorder(broadcaster)
        .record(
            EventRecord.builder()
                .type(EventType.WARNING)
                .reason("PaymentFailed")
                .message("100 % of {} cards were declined")
                .key("payment")
                .name("eu-payments")
                .action("Charging")
                .reportingComponent("shops/payments")
                .ownedByRegarding(true)
                .label("team", "payments")
                .annotation("shop.example/order", "4711")
                .build(),
            context());
    Event event = theOnlyEvent();
    assertThat(event.getMetadata().getName()).isEqualTo("eu-payments");
    assertThat(event.getMetadata().getNamespace()).isEqualTo("default");
    assertThat(event.getMetadata().getLabels()).containsEntry("team", "payments");
    assertThat(event.getMetadata().getAnnotations()).containsEntry("shop.example/order", "4711");
    assertThat(event.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getApiVersion()).isEqualTo("shop.example/v1");
              assertThat(owner.getKind()).isEqualTo("Shop");
              assertThat(owner.getName()).isEqualTo("eu");
              assertThat(owner.getUid()).isEqualTo(UID);
            });
    assertThat(event.getInvolvedObject().getName()).isEqualTo("eu");
    assertThat(event.getInvolvedObject().getNamespace()).isEqualTo("default");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo(UID);
    assertThat(event.getInvolvedObject().getResourceVersion()).isEqualTo("42");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("PaymentFailed");
    assertThat(event.getMessage()).isEqualTo("100 % of {} cards were declined");
    assertThat(event.getAction()).isEqualTo("Charging");
    assertThat(event.getReportingComponent()).isEqualTo("shops/payments");
    assertThat(event.getSource().getComponent()).isEqualTo("shops/payments");
    assertThat(event.getReportingInstance()).isNotEmpty();
    assertThat(event.getCount()).isEqualTo(1);
    assertThat(event.getFirstTimestamp()).isNotEmpty().isEqualTo(event.getLastTimestamp());
  }

  @Test
  void whatARecordDoesNotSayComesFromTheController() {
    ConfigurationService electing =
        ConfigurationService.newOverriddenConfigurationService(
            options ->
                options.withLeaderElectionConfiguration(
                    new LeaderElectionConfiguration("lease", "default", "shop-operator-7d4b9-x2k")));
    ResourceEventRecorder events =
        new BroadcasterEventRecorder(broadcaster)
            .forContext(context(new ShopReconciler(null), electing));
    events.normal("Opened", "at nine");
    events.warn("Closed", null);
    List<Event> stored = events();
    assertThat(stored)
        .extracting(Event::getReason)
        .containsExactly("Closed", "Opened");
    assertThat(stored).extracting(Event::getType).containsExactly("Warning", "Normal");
    assertThat(stored)
        .allSatisfy(
            event -> {
              assertThat(event.getReportingComponent()).isEqualTo("shops");
              assertThat(event.getReportingInstance()).isEqualTo("shop-operator-7d4b9-x2k");
              assertThat(event.getMetadata().getName()).startsWith("eu.");
              assertThat(event.getMetadata().getOwnerReferences()).isEmpty();
            });
  }

  @Test
  void aKeyMakesOneEventOfChangingMessages() {
    BroadcasterEventRecorder recorder = new BroadcasterEventRecorder(broadcaster);
    for (int i = 1; i <= 12; i++) {
      EventRecord event =
          EventRecord.builder().reason("Health").key("health").message(i + " of 12 ready").build();
      recorder.record(event, context());
    }
    Event event = theOnlyEvent();
    assertThat(event.getCount()).isEqualTo(12);
    assertThat(event.getMessage()).isEqualTo("12 of 12 ready");
  }

  @Test
  void aThousandRecordsOfOneReasonAreOneEvent() {
    ResourceEventRecorder events =
        new BroadcasterEventRecorder(
                broadcaster, EventKeyStrategy.byReason(), EventNamingStrategy.none(), true)
            .forContext(context());
    for (int i = 1; i <= 1000; i++) {
      events.normal("Scaled", "to " + i);
    }
    Event event = theOnlyEvent();
    assertThat(event.getCount()).isEqualTo(1000);
    assertThat(event.getMessage()).isEqualTo("to 1000");
    assertThat(event.getMetadata().getOwnerReferences()).hasSize(1);
  }

  @Test
  void aNamingStrategyNamesEventsAndSoSaysWhichAreOne() {
    ResourceEventRecorder events =
        new BroadcasterEventRecorder(
                broadcaster,
                EventKeyStrategy.none(),
                (regarding, event) -> Optional.of(regarding.getMetadata().getName() + "-report"),
                false)
            .forContext(context());
    events.normal("Report", "opened");
    events.normal("Report", "sold out");
    Event event = theOnlyEvent();
    assertThat(event.getMetadata().getName()).isEqualTo("eu-report");
    assertThat(event.getCount()).isEqualTo(2);
    assertThat(event.getMessage()).isEqualTo("sold out");
  }

  @Test
  void aNameThatIsTakenFromBeforeARestartIsReplaced() {
    EventRecord report = EventRecord.builder().reason("Report").name("eu-report").build();
    new BroadcasterEventRecorder(broadcaster).record(report, context());
    broadcaster.close();
    EventBroadcaster next =
        EventBroadcaster.builder().provide(KubernetesClient.class, client).build();
    new BroadcasterEventRecorder(next).record(report, context());
    next.close();
    assertThat(events())
        .hasSize(2)
        .extracting(event -> event.getMetadata().getName())
        .contains("eu-report");
  }

  @Test
  void stableNamesWinOverThoseOfRecords() {
    EventBroadcaster stable =
        EventBroadcaster.builder()
            .properties(Map.of("eventrecorder.sink.kubernetes.event-names", "stable"))
            .provide(KubernetesClient.class, client)
            .build();
    new BroadcasterEventRecorder(stable)
        .record(EventRecord.builder().reason("Report").name("eu-report").build(), context());
    stable.close();
    assertThat(theOnlyEvent().getMetadata().getName()).matches("eu\\.[0-9a-f]{32}");
  }

  @Test
  void aRecordOverridesOwnerReferencesOfTheRecorder() {
    new BroadcasterEventRecorder(
            broadcaster, EventKeyStrategy.none(), EventNamingStrategy.none(), true)
        .record(
            EventRecord.builder().reason("Opened").ownedByRegarding(false).build(), context());
    assertThat(theOnlyEvent().getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void aStrategyThatThrowsDoesNotFailTheReconciliation() {
    BroadcasterEventRecorder recorder =
        new BroadcasterEventRecorder(
            broadcaster,
            (regarding, event) -> {
              throw new IllegalStateException("made for this test");
            },
            EventNamingStrategy.none(),
            false);
    assertThatCode(() -> recorder.record(EventRecord.normal("Opened", "at nine"), context()))
        .doesNotThrowAnyException();
    assertThat(events()).isEmpty();
  }

  /** Closes the broadcaster, and asks the server. */
  private List<Event> events() {
    broadcaster.close();
    return client.v1().events().inNamespace("default").list().getItems().stream()
        .sorted(Comparator.comparing(Event::getReason))
        .toList();
  }

  private Event theOnlyEvent() {
    List<Event> events = events();
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private Context<Shop> context() {
    return context(new ShopReconciler(null), new BaseConfigurationService());
  }

  /** As the framework makes it for a reconciliation. */
  private Context<Shop> context(ShopReconciler reconciler, ConfigurationService configuration) {
    ControllerConfiguration<Shop> controller = configuration.getConfigurationFor(reconciler);
    return new DefaultContext<>(
        null, new Controller<>(reconciler, controller, client), shop, false, false);
  }

  private static Shop shop() {
    Shop shop = new Shop();
    shop.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("default")
            .withName("eu")
            .withUid(UID)
            .withResourceVersion("42")
            .build());
    return shop;
  }
}
