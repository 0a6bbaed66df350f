package io.eventrecorder.sink.kafka;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.CloseReport;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.broadcaster.PipelineStats;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A broadcaster with a Kafka sink from configuration, as in an application. */
final class TestBroadcaster implements AutoCloseable {
  final EventBroadcaster broadcaster;
  final EventRecorder recorder;

  private TestBroadcaster(EventBroadcaster broadcaster) {
    this.broadcaster = broadcaster;
    this.recorder = broadcaster.newRecorder("shop");
  }

  /**
   * {@return a broadcaster with short retry intervals}
   *
   * @param topic the topic of the records
   * @param producer settings of the producer: address and login
   * @param options further options, by their names after {@code sink.kafka.} or {@code
   *     pipeline.kafka.}
   */
  static TestBroadcaster to(
      String topic, Map<String, String> producer, Map<String, String> options) {
    Map<String, String> all = new HashMap<>();
    all.put("eventrecorder.sinks", "kafka");
    all.put("eventrecorder.sink.kafka.topic", topic);
    all.put("eventrecorder.pipeline.kafka.retry-initial", "50ms");
    all.put("eventrecorder.pipeline.kafka.retry-max", "300ms");
    producer.forEach((name, value) -> all.put("eventrecorder.sink.kafka.producer." + name, value));
    options.forEach((name, value) -> all.put("eventrecorder." + name, value));
    return new TestBroadcaster(EventBroadcaster.builder().properties(all).build());
  }

  void event(String pod, int number) {
    recorder.normal(ObjectReference.of("Pod", "shop", pod), "Counted", "%d", number);
  }

  PipelineStats stats() {
    return stats(broadcaster, "kafka");
  }

  static PipelineStats stats(EventBroadcaster broadcaster, String pipeline) {
    return Objects.requireNonNull(broadcaster.stats().pipelines().get(pipeline));
  }

  boolean flush() {
    return broadcaster.flush(Duration.ofSeconds(30));
  }

  PipelineStats end() {
    CloseReport report = broadcaster.close(Duration.ofSeconds(20));
    return report.pipelines().get(0);
  }

  @Override
  public void close() {
    CloseReport unused = broadcaster.close(Duration.ofSeconds(2));
  }
}
