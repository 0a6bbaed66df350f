package io.eventrecorder.kubernetes.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Handles one request: applies a fault if one matches, sends the response and writes the log. */
final class RequestHandler implements HttpHandler {
  private final Routes routes;
  private final InjectedFaults faults;
  private final RequestLog log;
  private final Clock clock;

  RequestHandler(Routes routes, InjectedFaults faults, RequestLog log, Clock clock) {
    this.routes = routes;
    this.faults = faults;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Instant arrival = clock.instant();
    log.arrived();
    Reply outcome = new Reply(null, false);
    ApiRequest request = null;
    try {
      request = ApiRequest.read(exchange);
      outcome = decide(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      log.answered(logged(exchange, request, arrival, outcome));
    }
    send(exchange, outcome);
  }

  /**
   * @param answer null if the connection is cut without a response
   * @param half whether only half of the body is sent
   */
  private record Reply(@Nullable ApiResponse answer, boolean half) {}

  private Reply decide(ApiRequest request) throws InterruptedException {
    InjectedFault fault = faults.next(request);
    if (fault == null) {
      return new Reply(apply(request), false);
    }
    if (!fault.delay().isZero()) {
      faults.delay(fault.delay());
    }
    return switch (fault.kind()) {
      case NONE -> new Reply(apply(request), false);
      case HANG_BEFORE -> {
        faults.hang();
        yield new Reply(apply(request), false);
      }
      case HANG_AFTER -> {
        ApiResponse answer = apply(request);
        faults.hang();
        yield new Reply(answer, false);
      }
      case RESET_BEFORE -> new Reply(null, false);
      case RESET_AFTER -> {
        apply(request);
        yield new Reply(null, false);
      }
      case HALF -> new Reply(apply(request), true);
      case ANSWER -> new Reply(fault.answer(), false);
    };
  }

  private ApiResponse apply(ApiRequest request) {
    try {
      return routes.answer(request);
    } catch (StatusException e) {
      return e.answer();
    }
  }

  private static void send(HttpExchange exchange, Reply outcome) throws IOException {
    try (exchange) {
      ApiResponse answer = outcome.answer();
      if (answer == null) {
        return;
      }
      byte[] body = answer.bytes();
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      answer.headers().forEach(h -> exchange.getResponseHeaders().add(h.name(), h.value()));
      ApiResponse.StreamedBody stream = answer.stream();
      if (stream != null) {
        exchange.sendResponseHeaders(answer.status(), 0);
        stream.writeTo(exchange.getResponseBody());
        return;
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange
          .getResponseBody()
          .write(outcome.half() ? Arrays.copyOf(body, body.length / 2) : body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static LoggedRequest logged(
      HttpExchange exchange, @Nullable ApiRequest request, Instant arrival, Reply outcome) {
    ApiResponse answer = outcome.answer();
    int status = answer == null || outcome.half() ? LoggedRequest.CUT : answer.status();
    if (request == null) {
      return new LoggedRequest(
          exchange.getRequestMethod(),
          exchange.getRequestURI().getPath(),
          "",
          "",
          "",
          0,
          arrival,
          status);
    }
    return new LoggedRequest(
        request.method(),
        request.path(),
        request.rawQuery(),
        request.contentType(),
        request.namespace(),
        request.body().length(),
        arrival,
        status);
  }
}
