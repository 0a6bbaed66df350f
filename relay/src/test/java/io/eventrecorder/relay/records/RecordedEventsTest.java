package io.eventrecorder.relay.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.relay.dedup.DedupOptions;
import io.eventrecorder.relay.dedup.Deduplicator;
import io.eventrecorder.relay.dedup.Seen;
import io.eventrecorder.relay.dedup.SeenStore;
import io.eventrecorder.relay.dedup.Verdict;
import io.eventrecorder.relay.input.Incoming;
import io.eventrecorder.relay.input.Incoming.Admitted;
import io.eventrecorder.relay.input.InputLimits;
import io.eventrecorder.relay.input.OccurrenceId;
import io.eventrecorder.relay.input.RecordReader;
import io.eventrecorder.sink.kafka.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Recorders write to a real broker, and the relay's parts count what they have written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedEventsTest {
  private static final int PODS = 5;
  private static final int REPEATS = 12;

  private final KafkaBroker broker = KafkaBroker.start();

  @BeforeAll
  void createTopics() {
    for (String topic : List.of("plain", "structured", "counted", "no-uids")) {
      broker.createTopic(topic, 1, Map.of());
    }
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  /** A process records each of its events twelve times. */
  private void record(String topic, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("eventrecorder.sinks", "kafka");
    all.put("eventrecorder.source", "//clusters/eu-1");
    all.put("eventrecorder.sink.kafka.topic", topic);
    all.put("eventrecorder.sink.kafka.bootstrap-servers", broker.bootstrapServers());
    try (EventBroadcaster broadcaster = EventBroadcaster.builder().properties(all).build()) {
      EventRecorder recorder = broadcaster.newRecorder("shop");
      for (int i = 0; i < REPEATS; i++) {
        for (int pod = 0; pod < PODS; pod++) {
          recorder.warning(ObjectReference.of("Pod", "shop", "web-" + pod), "BackOff", "again");
        }
      }
      assertThat(broadcaster.flush(Duration.ofSeconds(30))).isTrue();
    }
  }

  private record Arrived(Admitted admitted, Seen seen) {}

  private static List<Arrived> read(List<ConsumerRecord<byte[], byte[]>> records) {
    RecordReader reader = new RecordReader(Map.of(), InputLimits.standard());
    Deduplicator seen = Deduplicator.open(new MemoryStore(), DedupOptions.standard());
    List<Arrived> arrived = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> taken : records) {
      Incoming incoming = reader.read(taken, 0);
      assertThat(incoming).isInstanceOf(Admitted.class);
      Admitted admitted = (Admitted) incoming;
      Seen found = seen.check(admitted.scope(), admitted.id());
      seen.mark(admitted.scope(), admitted.id(), found, 0);
      arrived.add(new Arrived(admitted, found));
    }
    return arrived;
  }

  /** Each record twice, in any order. */
  private List<ConsumerRecord<byte[], byte[]>> doubled(String topic, long seed) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(broker.records(topic));
    records.addAll(broker.records(topic));
    Collections.shuffle(records, new Random(seed));
    return records;
  }

  private static Map<String, Long> counts(List<Arrived> arrived) {
    Map<String, Long> counts = new TreeMap<>();
    for (Arrived one : arrived) {
      String object = one.admitted().event().regarding().name();
      counts.merge(object, one.seen().occurrences(), Long::sum);
    }
    return counts;
  }

  private static Map<String, Long> each(long count) {
    Map<String, Long> counts = new TreeMap<>();
    for (int pod = 0; pod < PODS; pod++) {
      counts.put("web-" + pod, count);
    }
    return counts;
  }

  private void assertCounted(String topic) {
    assertThat(counts(read(broker.records(topic)))).isEqualTo(each(2 * REPEATS));
    for (int seed = 0; seed < 20; seed++) {
      assertThat(counts(read(doubled(topic, seed)))).isEqualTo(each(2 * REPEATS));
    }
  }

  @Test
  void two_processes_record_the_same_events_and_each_occurrence_is_counted_once() {
    record("plain", Map.of());
    record("plain", Map.of());
    assertCounted("plain");
    assertThat(read(broker.records("plain")))
        .allSatisfy(
            one -> {
              assertThat(one.seen().verdict()).isEqualTo(Verdict.NEW);
              assertThat(one.admitted().id()).isInstanceOf(OccurrenceId.Sequence.class);
              assertThat(one.admitted().scope()).isEqualTo("//clusters/eu-1");
              assertThat(one.admitted().event().message()).isEqualTo("again");
            });
  }

  @Test
  void structured_records_in_the_other_api_are_counted_as_well() {
    Map<String, String> options =
        Map.of(
            "eventrecorder.sink.kafka.mode", "structured",
            "eventrecorder.sink.kafka.value-api", "events-v1");
    record("structured", options);
    record("structured", options);
    assertCounted("structured");
  }

  @Test
  void states_of_recorders_that_count_are_not_counted_twice() {
    Map<String, String> options = Map.of("eventrecorder.pipeline.kafka.correlator", "aggregating");
    record("counted", options);
    record("counted", options);
    assertCounted("counted");
    assertThat(read(broker.records("counted")))
        .anySatisfy(
            one ->
                assertThat(((OccurrenceId.Sequence) one.admitted().id()).count()).isGreaterThan(1));
  }

  @Test
  void events_without_uids_are_recognized_by_their_names() {
    Map<String, String> options =
        Map.of(
            "eventrecorder.event-uids", "false",
            "eventrecorder.pipeline.kafka.correlator", "aggregating");
    record("no-uids", options);
    record("no-uids", options);
    assertCounted("no-uids");
    assertThat(broker.records("no-uids"))
        .allSatisfy(one -> assertThat(new String(one.value(), UTF_8)).doesNotContain("\"uid\""));
  }

  private static final class MemoryStore implements SeenStore {
    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public byte @Nullable [] get(byte[] key) {
      return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
      entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      entries.remove(key);
    }

    @Override
    public void forEach(byte[] prefix, BiConsumer<byte[], byte[]> action) {
      assertThat(entries).isEmpty();
    }
  }
}
