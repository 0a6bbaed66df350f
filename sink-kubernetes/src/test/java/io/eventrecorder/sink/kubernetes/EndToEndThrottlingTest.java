package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.kubernetes.server.InjectedFault;
import io.eventrecorder.kubernetes.server.LoggedRequest;
import io.eventrecorder.kubernetes.server.RequestFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Priority and fairness: the server asks for a pause. */
class EndToEndThrottlingTest extends EndToEnd {
  /** At most one request for each pause that the server asked for. */
  @Test
  void a_busy_server_gets_no_request_during_the_pause_that_it_asks_for() {
    // Not 1 s, which is the pause after a 429 that asks for none.
    server.faults().add(RequestFilter.everything(), InjectedFault.tooManyRequests(2), 8);
    Queue<String> log = new ConcurrentLinkedQueue<>();
    Logger logger = Logger.getLogger("io.eventrecorder");
    Handler handler = collecting(log);
    logger.addHandler(handler);
    try {
      overloadedFor(Duration.ofSeconds(2));
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(log).noneMatch(line -> line.contains("outages began"));
  }

  private static Handler collecting(Queue<String> log) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        log.add(new SimpleFormatter().formatMessage(line));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private void overloadedFor(Duration pause) {
    EventBroadcaster broadcaster = broadcaster();
    EventRecorder recorder = broadcaster.newRecorder("kubelet", "node-1");
    for (int i = 0; i < 200; i++) {
      recorder.normal(ObjectReference.of("Pod", "default", "web-" + i), "Pulled", "image is there");
    }
    await().until(() -> health(broadcaster).lastError().contains("HTTP 429"));
    assertThat(health(broadcaster).state()).isEqualTo(PipelineStats.State.UP);
    PipelineStats busy = flushed(broadcaster);
    assertThat(busy.writes().delivered()).isEqualTo(200);
    assertThat(busy.health().lastError()).contains("HTTP 429: Too many requests");
    List<Instant> tries = server.log().all().stream().map(LoggedRequest::time).sorted().toList();
    Duration firstPause =
        IntStream.range(1, tries.size())
            .mapToObj(i -> Duration.between(tries.get(i - 1), tries.get(i)))
            .filter(
                gap ->
                    gap.toMillis()
                        > 500) // after the requests that were in flight at the first answer
            .findFirst()
            .orElse(Duration.ZERO);
    assertThat(firstPause).isGreaterThan(pause.minusMillis(50));
    assertThat(server.log().count(request -> request.status() == 429)).isEqualTo(8);
    assertThat(close(broadcaster).writes().failed()).isZero();
  }

  private static PipelineStats flushed(EventBroadcaster broadcaster) {
    assertThat(broadcaster.flush(LONG)).isTrue();
    return broadcaster.stats().pipeline("kubernetes");
  }
}
