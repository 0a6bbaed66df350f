package io.eventrecorder.kubernetes.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watches and lists in pages, as kube-apiserver has them. */
class WatchTest {
  private static final String EVENTS = ApiServerClient.events("default");

  private final ApiServer server = ApiServer.http();
  private final ApiServerClient client = new ApiServerClient(server);
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  /** Starts a watch; its lines go to the list. */
  private CompletableFuture<Integer> watch(String query) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + EVENTS + "?watch=true&" + query))
            .header("Authorization", "Bearer " + AccessControl.ADMIN_TOKEN)
            .build();
    return HttpClient.newHttpClient()
        .sendAsync(request, BodyHandlers.ofLines())
        .thenApply(
            response -> {
              response.body().forEach(lines::add);
              return response.statusCode();
            });
  }

  private String version() {
    return ApiServerClient.json(client.get(EVENTS)).at("/metadata/resourceVersion").asText();
  }

  private List<String> types() {
    return lines.stream().map(line -> node(line).path("type").asText()).toList();
  }

  private static JsonNode node(String line) {
    try {
      return JsonTrees.parse(line.getBytes(UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void a_watch_shows_the_changes_since_a_version() {
    client.create("default", "before");
    String from = version();
    client.create("default", "a");
    var unused = watch("resourceVersion=" + from);
    await().until(() -> lines.size() == 1);
    client.merge(EVENTS + "/a", "{\"count\": 2}");
    client.merge(EVENTS + "/a", "{}");
    client.create("kube-system", "elsewhere");
    server.expire("default", "a");
    await().until(() -> lines.size() == 3);
    assertThat(types()).containsExactly("ADDED", "MODIFIED", "DELETED");
    JsonNode last = node(lines.get(2)).path("object");
    assertThat(last.path("kind").asText()).isEqualTo("Event");
    assertThat(last.path("count").asInt()).isEqualTo(2);
    assertThat(last.at("/metadata/resourceVersion").asText()).isEqualTo(version());
  }

  @Test
  void without_a_version_a_watch_begins_with_all_events() {
    client.create("default", "a");
    var unused = watch("");
    await().until(() -> types().equals(List.of("ADDED")));
  }

  @Test
  void a_watch_ends_at_its_time() {
    assertThat(watch("timeoutSeconds=0").join()).isEqualTo(200);
    assertThat(lines).isEmpty();
  }

  @Test
  void bookmarks_come_only_if_the_client_allows_them() {
    var with = watch("allowWatchBookmarks=true&resourceVersion=" + version());
    var without = watch("resourceVersion=" + version());
    await().until(() -> server.watches() == 2);
    server.sendBookmarks();
    await().until(() -> lines.size() == 1);
    assertThat(node(lines.get(0)).at("/object/metadata/resourceVersion").asText())
        .isEqualTo(version());
    server.cutWatches();
    assertThat(List.of(with.join(), without.join())).containsExactly(200, 200);
    assertThat(lines.stream().filter(line -> line.contains("\"BOOKMARK\""))).hasSize(1);
  }

  @Test
  void a_watch_from_a_version_that_is_too_old_gets_an_error() {
    client.create("default", "a");
    String old = version();
    server.compact();
    assertThat(watch("resourceVersion=" + old).join()).isEqualTo(200);
    JsonNode error = node(lines.get(0));
    assertThat(error.path("type").asText()).isEqualTo("ERROR");
    assertThat(error.at("/object/code").asInt()).isEqualTo(410);
    assertThat(error.at("/object/reason").asText()).isEqualTo("Expired");
  }

  @Test
  void a_list_in_pages_is_of_one_moment() {
    for (String name : List.of("a", "b", "c")) {
      client.create("default", name);
    }
    JsonNode first = ApiServerClient.json(client.get(EVENTS + "?limit=2"));
    client.create("default", "d");
    String next = first.at("/metadata/continue").asText();
    JsonNode second = ApiServerClient.json(client.get(EVENTS + "?limit=2&continue=" + next));
    List<String> names = new ArrayList<>();
    first.path("items").forEach(event -> names.add(event.at("/metadata/name").asText()));
    second.path("items").forEach(event -> names.add(event.at("/metadata/name").asText()));
    assertThat(names).containsExactly("a", "b", "c");
    assertThat(second.at("/metadata/continue").isMissingNode()).isTrue();
    assertThat(second.at("/metadata/resourceVersion"))
        .isEqualTo(first.at("/metadata/resourceVersion"));
    server.compact();
    assertThat(client.get(EVENTS + "?limit=2&continue=" + next).statusCode()).isEqualTo(410);
    assertThat(client.get(EVENTS + "?continue=x").statusCode()).isEqualTo(400);
  }

  @Test
  void a_watch_needs_its_own_permission() {
    server.access().permit("admin", new Permission("list", "", "events", "default"));
    assertThat(client.get(EVENTS).statusCode()).isEqualTo(200);
    assertThat(client.get(EVENTS + "?watch=1").statusCode()).isEqualTo(403);
  }
}
