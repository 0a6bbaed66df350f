package io.eventrecorder.kubernetes.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that each injected fault has its effect. */
class InjectedFaultsTest {
  private static final RequestFilter ALL = RequestFilter.everything();

  private final ApiServer server = ApiServer.https();
  private final ApiServerClient client = new ApiServerClient(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_delayed_response_arrives_later() {
    server.faults().add(ALL, InjectedFault.delay(Duration.ofMillis(200)));
    long start = System.nanoTime();

    assertThat(client.create("default", "a").statusCode()).isEqualTo(201);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
  }

  @Test
  void a_hanging_request_changes_nothing_until_it_is_released() {
    server.faults().add(ALL, InjectedFault.hang());
    CompletableFuture<HttpResponse<String>> answer = client.createLater("default", "a");
    await().until(() -> server.log().inFlight() == 1);

    assertThat(server.events()).isEmpty();
    await()
        .until(
            () -> {
              server.faults().release();
              return answer.isDone();
            });

    assertThat(answer.join().statusCode()).isEqualTo(201);
    assertThat(server.events()).hasSize(1);
  }

  @Test
  void a_request_that_hangs_after_applying_is_applied() {
    server.faults().add(ALL, InjectedFault.hangAfterApplying());
    CompletableFuture<HttpResponse<String>> answer = client.createLater("default", "a");

    await().until(() -> server.events().size() == 1);

    assertThat(answer).isNotDone();
  }

  @Test
  void a_reset_before_applying_stores_no_event() {
    server.faults().add(ALL, InjectedFault.resetBeforeApplying());

    assertThatThrownBy(() -> client.create("default", "a")).hasCauseInstanceOf(IOException.class);

    assertThat(server.events()).isEmpty();
    assertThat(server.log().all())
        .extracting(LoggedRequest::status)
        .containsExactly(LoggedRequest.CUT);
  }

  @Test
  void a_reset_after_applying_stores_the_event() {
    server.faults().add(ALL, InjectedFault.resetAfterApplying());

    assertThatThrownBy(() -> client.create("default", "a")).hasCauseInstanceOf(IOException.class);

    assertThat(server.event("default", "a")).isNotNull();
  }

  @Test
  void half_a_response_fails_the_request_but_the_event_is_stored() {
    server.faults().add(ALL, InjectedFault.halfAnAnswer());

    assertThatThrownBy(() -> client.create("default", "a")).hasCauseInstanceOf(IOException.class);

    assertThat(server.event("default", "a")).isNotNull();
  }

  @Test
  void too_many_requests_applies_to_one_namespace_and_ends_after_the_given_number() {
    server.createNamespace("busy");
    server.faults().add(RequestFilter.namespace("busy"), InjectedFault.tooManyRequests(3), 2);

    List<Integer> busy =
        IntStream.range(0, 3).mapToObj(i -> client.create("busy", "e" + i).statusCode()).toList();

    assertThat(busy).containsExactly(429, 429, 201);
    assertThat(client.create("default", "a").statusCode()).isEqualTo(201);
  }

  @Test
  void the_first_matching_fault_that_is_left_applies() {
    server.faults().add(ALL.method("POST"), InjectedFault.unauthorized(), 1);
    server.faults().add(ALL, InjectedFault.status(503, "ServiceUnavailable", "no"));

    assertThat(client.get("/version").statusCode()).isEqualTo(503);
    assertThat(client.create("default", "a").statusCode()).isEqualTo(401);
    assertThat(client.create("default", "a").statusCode()).isEqualTo(503);
    server.faults().clear();
    assertThat(client.create("default", "a").statusCode()).isEqualTo(201);
  }

  @Test
  void clearing_one_filter_keeps_the_faults_of_the_others() {
    server.createNamespace("a");
    server.createNamespace("b");
    server.faults().add(RequestFilter.namespace("a"), InjectedFault.unavailable(1));
    server.faults().add(RequestFilter.namespace("b"), InjectedFault.unavailable(1));

    server.faults().clear(RequestFilter.namespace("a"));

    assertThat(client.create("a", "e").statusCode()).isEqualTo(201);
    assertThat(client.create("b", "e").headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void a_stopped_server_refuses_connections_and_keeps_its_events() {
    assertThat(client.create("default", "a").statusCode()).isEqualTo(201);
    String uri = server.uri().toString();

    server.stop();
    assertThatThrownBy(() -> client.create("default", "b")).hasCauseInstanceOf(IOException.class);
    server.start();

    assertThat(server.uri()).hasToString(uri);
    assertThat(client.create("default", "a").statusCode()).isEqualTo(409);
    assertThat(client.create("default", "b").statusCode()).isEqualTo(201);
  }

  @Test
  void stopping_cuts_hanging_requests() {
    server.faults().add(ALL, InjectedFault.hang(), 1);
    CompletableFuture<HttpResponse<String>> answer = client.createLater("default", "a");
    await().until(() -> server.log().inFlight() == 1);

    server.stop();

    await().until(answer::isCompletedExceptionally);
    await().until(() -> server.log().inFlight() == 0);
    server.start();
    assertThat(server.events()).isEmpty();
  }

  @Test
  void the_log_shows_each_request_and_the_peak_of_concurrent_requests() {
    server.faults().add(ALL, InjectedFault.hang());
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 5).mapToObj(i -> client.createLater("default", "e" + i)).toList();
    await().until(() -> server.log().inFlight() == 5);
    server.faults().clear();
    await()
        .until(
            () -> {
              server.faults().release();
              return answers.stream().allMatch(CompletableFuture::isDone);
            });

    assertThat(server.log().mostInFlight()).isEqualTo(5);
    assertThat(server.log().count(request -> request.status() == 201)).isEqualTo(5);
    client.get(ApiServerClient.events("default") + "?fieldSelector=type%3DNormal");
    assertThat(server.log().all().get(5))
        .returns("GET", LoggedRequest::method)
        .returns("/api/v1/namespaces/default/events", LoggedRequest::path)
        .returns("fieldSelector=type%3DNormal", LoggedRequest::query)
        .returns("default", LoggedRequest::namespace)
        .returns("application/json", LoggedRequest::contentType)
        .returns(200, LoggedRequest::status);
  }
}
