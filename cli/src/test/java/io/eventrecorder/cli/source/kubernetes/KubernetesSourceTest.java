package io.eventrecorder.cli.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.cli.source.ClusterEvents;
import io.eventrecorder.cli.source.EventSelection;
import io.eventrecorder.cli.source.ObjectName;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.RunningSource;
import io.eventrecorder.cli.source.kubernetes.ClusterOptions.Api;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.kubernetes.server.AccessControl;
import io.eventrecorder.kubernetes.server.ApiServer;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.Permission;
import io.eventrecorder.kubernetes.server.RequestFilter;
import io.eventrecorder.spi.EventClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KubernetesSourceTest {
  private static final EventSelection ALL = new EventSelection("", null, Set.of(), null);

  private static final InjectedFault GONE =
      InjectedFault.status(410, "Expired", "too old resource version");

  private final ApiServer server = ApiServer.http();
  private final ClusterEvents cluster = new ClusterEvents(server);
  @TempDir Path temp;
  private String kubeconfig = "";
  private Api api = Api.AUTO;
  private String namespace = "";
  private boolean allNamespaces;
  private EventSelection selection = ALL;
  private boolean follow = true;

  @BeforeEach
  void writeKubeconfig() throws IOException {
    kubeconfig = server.kubeconfig(temp.resolve("config")).toString();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ResumableSource source(StandardStreams streams) {
    ClusterOptions options = new ClusterOptions(kubeconfig, "", namespace, allNamespaces, api);
    return new KubernetesSource(
        ClusterConnection.of(options),
        options,
        selection,
        follow,
        streams,
        EventClock.system(),
        new Random(1));
  }

  private RunningSource start() {
    return new RunningSource(this::source);
  }

  private RunningSource startAt(List<String> position) {
    return new RunningSource(this::source, position);
  }

  private void awaitWatch() {
    await().until(() -> server.watches() == 1);
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void events_that_exist_come_oldest_first_and_then_each_new_state(Api each) {
    api = each;
    cluster.create("a", 30);
    cluster.create("b", 10);
    try (RunningSource running = start()) {
      running.awaitRead("b x1", "a x1");
      awaitWatch();
      cluster.create("c", 40);
      cluster.count("a", 2);
      cluster.delete("b");
      cluster.count("c", 7);
      running.awaitRead("b x1", "a x1", "c x1", "a x2", "c x7");
    }
  }

  @Test
  void a_change_that_shows_nothing_new_is_passed_over() {
    cluster.create("a", 1);
    try (RunningSource running = start()) {
      awaitWatch();
      cluster.patch("a", "{\"metadata\": {\"labels\": {\"team\": \"shop\"}}}");
      cluster.patch("a", "{\"message\": \"second\"}");
      running.awaitRead("a x1", "a x1");
      assertThat(running.source().others(", ")).contains("1 repeated");
    }
  }

  @Test
  void members_that_the_library_does_not_know_survive() {
    cluster.create("a", 1);
    List<String> unknown = new ArrayList<>();
    follow = false;
    StandardStreams streams = StandardStreams.ofProcess();
    source(streams).forEach(event -> unknown.addAll(event.unknownFields().keySet()));
    assertThat(unknown).contains("/metadata/creationTimestamp");
  }

  @Test
  void after_a_restart_nothing_comes_twice_and_nothing_is_lost() {
    cluster.create("a", 1);
    cluster.create("b", 2);
    RunningSource first = start();
    first.awaitRead("a x1", "b x1");
    List<String> position = first.stop();

    cluster.count("b", 2);
    cluster.count("b", 3);
    cluster.create("c", 3);
    cluster.delete("a");
    try (RunningSource second = startAt(position)) {
      second.awaitRead("b x2", "b x3", "c x1");
      awaitWatch();
      assertThat(second.read()).hasSize(3);
    }
  }

  @Test
  void after_a_restart_that_comes_too_late_the_list_shows_what_has_changed() {
    cluster.create("a", 1);
    cluster.create("b", 2);
    cluster.create("d", 3);
    RunningSource first = start();
    first.awaitRead("a x1", "b x1", "d x1");
    List<String> position = first.stop();

    cluster.count("b", 2);
    cluster.count("b", 3);
    cluster.create("c", 3);
    cluster.delete("a");
    cluster.patch("d", "{\"metadata\": {\"labels\": {\"team\": \"shop\"}}}");
    server.compact();
    try (RunningSource second = startAt(position)) {
      second.awaitRead("b x3", "c x1"); // the state b x2 no longer exists
      awaitWatch();
      cluster.count("c", 2);
      second.awaitRead("b x3", "c x1", "c x2");
      assertThat(second.errors()).isEmpty();
      assertThat(second.stop()).hasSize(1 + server.events().size()); // a is forgotten
    }
  }

  @Test
  void bookmarks_move_the_position_so_that_a_quiet_watch_does_not_become_too_old() {
    try (RunningSource running = start()) {
      awaitWatch();
      List<String> before = running.source().position();
      server.createNamespace("shop");
      server.sendBookmarks();
      await().until(() -> !running.source().position().equals(before));
    }
  }

  @Test
  void a_watch_that_breaks_in_the_middle_of_a_line_is_continued() {
    cluster.create("a", 1);
    try (RunningSource running = start()) {
      running.awaitRead("a x1");
      for (int count = 2; count <= 4; count++) {
        awaitWatch();
        server.cutWatches();
        cluster.count("a", count);
      }
      running.awaitRead("a x1", "a x2", "a x3", "a x4");
    }
  }

  @Test
  void a_server_that_is_down_for_a_while_is_reported_once() {
    cluster.create("a", 1);
    try (RunningSource running = start()) {
      running.awaitRead("a x1");
      awaitWatch();
      server.stop();
      running.awaitError("trying again until it works");
      server.start();
      running.awaitError("events can be read again");
      awaitWatch();
      cluster.count("a", 2);
      running.awaitRead("a x1", "a x2");
      assertThat(running.errors().lines()).hasSize(2);
      assertThat(running.errors()).contains("cannot read events: the API server " + server.uri());
    }
  }

  @Test
  void a_server_that_is_busy_is_asked_again() {
    cluster.create("a", 1);
    server.faults().add(RequestFilter.everything(), InjectedFault.tooManyRequests(1), 2);
    try (RunningSource running = start()) {
      running.awaitRead("a x1");
      assertThat(running.errors()).contains("HTTP 429: Too many requests");
    }
  }

  @Test
  void a_history_that_ends_again_and_again_loses_nothing() {
    cluster.create("a", 1);
    try (RunningSource running = start()) {
      for (int count = 2; count <= 4; count++) {
        awaitWatch();
        cluster.count("a", count);
        server.cutWatches();
        server.compact();
      }
      await().until(() -> running.read().contains("a x4"));
      assertThat(running.read()).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_server_that_forgets_each_list_is_asked_with_pauses_and_reported_once() {
    cluster.create("a", 1);
    server.faults().add(RequestFilter.everything().path("watch="), GONE);
    try (RunningSource running = start()) {
      running.awaitError("the API server has forgotten its own list, 3 times in a row (HTTP 410");
      assertThat(watches()).isEqualTo(3);
      server.faults().clear();
      running.awaitError("events can be read again");
      assertThat(running.errors().lines()).hasSize(2);
      running.awaitRead("a x1");
    }
  }

  @Test
  void a_list_whose_second_page_is_gone_is_read_again_with_pauses_and_at_last_given_up() {
    for (int i = 0; i < 501; i++) {
      cluster.create("e" + i, i % 60);
    }
    server.faults().add(RequestFilter.everything().path("continue="), GONE, 2);
    follow = false;
    assertThat(readAll()).hasSize(501);

    server.faults().add(RequestFilter.everything().path("continue="), GONE);
    long before = secondPages();
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors())
          .contains("cannot read events: the API server has forgotten its own list, 3 times")
          .doesNotContain("trying again");
      assertThat(running.errors().lines()).hasSize(1);
      assertThat(running.source().isClean()).isFalse();
      assertThat(secondPages()).isEqualTo(before + 3);
    }

    follow = true;
    try (RunningSource running = start()) {
      running.awaitError("trying again until it works");
      assertThat(secondPages()).isEqualTo(before + 6);
    }
  }

  private long watches() {
    return server.log().count(request -> request.query().contains("watch="));
  }

  private long secondPages() {
    return server.log().count(request -> request.query().contains("continue="));
  }

  @Test
  void a_cluster_that_was_made_anew_is_read_from_its_list() {
    cluster.create("a", 1);
    try (RunningSource running =
        startAt(List.of("resourceVersion 99999999", "event gone 99999998 1"))) {
      running.awaitRead("a x1");
    }
  }

  @Test
  void a_user_without_the_right_is_told_which_rule_to_add() throws IOException {
    server.kubeconfig(Path.of(kubeconfig), AccessControl.NOBODY_TOKEN, "default");
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors())
          .startsWith("event-record: cannot read events: events is forbidden: User \"nobody\"")
          .contains("give nobody a Role in namespace default with the rule")
          .contains("verbs: [\"get\", \"list\", \"watch\"]");
      assertThat(running.errors().lines()).hasSize(1);
      assertThat(running.source().isClean()).isFalse();
    }
    allNamespaces = true;
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors()).contains("a ClusterRole", "read one namespace with -n");
    }
  }

  @Test
  void a_token_that_is_not_valid_is_reported() throws IOException {
    server.kubeconfig(Path.of(kubeconfig), "stranger", "default");
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors()).contains("HTTP 401", "renew the token");
    }
  }

  @Test
  void a_token_that_is_revoked_later_is_reported_and_the_source_waits_for_it() {
    server.access().user("temporary", "admin", Permission.ALL);
    cluster.create("a", 1);
    try (RunningSource running = start()) {
      running.awaitRead("a x1");
      awaitWatch();
      server.access().permit("admin");
      server.cutWatches();
      running.awaitError("trying again until it works");
      server.access().permit("admin", Permission.ALL);
      running.awaitError("can be read again");
    }
  }

  @Test
  void auto_reads_core_if_only_that_is_served_or_allowed() {
    cluster.create("a", 1);
    server.serveEventsApi(false);
    try (RunningSource running = start()) {
      running.awaitRead("a x1");
    }
    server.serveEventsApi(true);
    server
        .access()
        .permit(
            "admin",
            new Permission("list", "", "events", "default"),
            new Permission("watch", "", "events", "default"));
    try (RunningSource running = start()) {
      running.awaitRead("a x1");
      assertThat(running.errors()).isEmpty();
    }
    api = Api.EVENTS;
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors()).contains("forbidden");
    }
  }

  @Test
  void the_server_selects_namespace_object_and_type() {
    server.createNamespace("shop");
    cluster.create("default", "a", "Pod", "web-0", "Normal", 1);
    cluster.create("default", "b", "Pod", "web-0", "Warning", 2);
    cluster.create("default", "c", "Pod", "web-1", "Normal", 3);
    cluster.create("default", "d", "Deployment", "web-0", "Normal", 4);
    cluster.create("shop", "e", "Pod", "web-0", "Normal", 5);
    follow = false;
    assertThat(readAll()).containsExactly("a x1", "b x1", "c x1", "d x1");
    namespace = "shop";
    assertThat(readAll()).containsExactly("e x1");
    allNamespaces = true;
    assertThat(readAll()).hasSize(5);
    selection = new EventSelection("", ObjectName.parse("po/web-0"), Set.of(), null);
    assertThat(readAll()).containsExactly("a x1", "b x1", "e x1");
    selection = new EventSelection("", null, Set.of("Warning"), null);
    assertThat(readAll()).containsExactly("b x1");
    selection = new EventSelection("", null, Set.of("Warning", "Normal"), null);
    assertThat(readAll()).hasSize(5);
    assertThat(server.log().all().toString())
        .contains("fieldSelector=regarding.name%3Dweb-0%2Cregarding.kind%3DPod")
        .contains("fieldSelector=type%3DWarning");
  }

  @Test
  void a_resource_without_a_known_kind_is_compared_here() {
    cluster.create("default", "a", "Certificate", "shop", "Normal", 1);
    cluster.create("default", "b", "Issuer", "shop", "Normal", 1);
    follow = false;
    selection =
        new EventSelection(
            "", ObjectName.parse("certificates.cert-manager.io/shop"), Set.of(), null);
    assertThat(readAll()).containsExactly("a x1");
  }

  @Test
  void since_leaves_out_older_events_of_the_list_but_no_new_state_of_them() {
    cluster.create("a", 10);
    cluster.create("b", 30);
    selection = new EventSelection("", null, Set.of(), Instant.parse("2026-01-01T10:20:00Z"));
    try (RunningSource running = start()) {
      running.awaitRead("b x1");
      awaitWatch();
      cluster.count("a", 2);
      running.awaitRead("b x1", "a x2");
    }
  }

  @Test
  void a_long_list_is_read_in_pages() {
    for (int i = 0; i < 1_100; i++) {
      cluster.create("e" + i, i % 60);
    }
    follow = false;
    assertThat(readAll()).hasSize(1_100).doesNotHaveDuplicates();
    assertThat(server.log().count(request -> request.query().contains("continue="))).isEqualTo(2);
  }

  private List<String> readAll() {
    try (RunningSource running = start()) {
      running.awaitEnd();
      assertThat(running.errors()).isEmpty();
      assertThat(running.source().isClean()).isTrue();
      return running.read();
    }
  }
}
