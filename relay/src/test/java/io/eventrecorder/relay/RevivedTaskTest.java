package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.testkit.ManualClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an aborted transaction, Kafka Streams calls {@code init()} of the same processor again. */
class RevivedTaskTest {
  private final KeptStores stores = new KeptStores();
  private final Board board = new Board();
  @TempDir private Path directory;

  private MockProcessorContext<byte[], Outgoing> context() {
    Properties properties = new Properties();
    properties.putAll(Map.of("application.id", "event-relay", "bootstrap.servers", "unused:9092"));
    MockProcessorContext<byte[], Outgoing> context =
        new MockProcessorContext<>(properties, new TaskId(0, 0), directory.toFile());
    context.setCurrentSystemTimeMs(ManualClock.START.toEpochMilli());
    for (String name :
        new String[] {
          RelayTopology.STATE_STORE, RelayTopology.SEEN_STORE, RelayTopology.BOOKS_STORE
        }) {
      context.addStateStore(stores.supplier(name).get());
    }
    return context;
  }

  private static void process(
      CorrelateProcessor processor, MockProcessorContext<byte[], Outgoing> context, long offset) {
    context.setRecordMetadata("events", 0, offset);
    Event event = TestEvents.event("web-0", "failed", ManualClock.START);
    TestRecord<byte[], byte[]> record =
        RelayDriver.record("cluster-1", "id-" + offset, event, ManualClock.START);
    processor.process(
        new Record<>(
            record.key(), record.value(), ManualClock.START.toEpochMilli(), record.headers()));
  }

  private static List<Event> states(MockProcessorContext<byte[], Outgoing> context) {
    return context.forwarded().stream()
        .map(forward -> forward.record().value())
        .map(value -> EventJson.read(Outgoing.serializer().serialize("", value)))
        .toList();
  }

  @Test
  void what_was_done_in_the_aborted_transaction_is_forgotten_and_done_again() {
    RelayOptions options =
        RelayOptions.builder().bootstrapServers("unused:9092").from("events").build();
    CorrelateProcessor processor =
        new CorrelateProcessor(
            new RelaySetup(options, Map.of(), RelayDriver.salts(List.of("events")), board));
    MockProcessorContext<byte[], Outgoing> context = context();
    processor.init(context);
    process(processor, context, 0);
    Map<String, NavigableMap<Bytes, byte[]>> committed = copy();

    process(processor, context, 1);
    assertThat(states(context)).extracting(Event::count).containsExactly(1, 2);
    committed.forEach(
        (name, content) -> {
          stores.content(name).clear();
          stores.content(name).putAll(content);
        });
    MockProcessorContext<byte[], Outgoing> revived = context();
    processor.init(revived);
    process(processor, revived, 1);
    process(processor, revived, 2);

    List<Event> states = states(revived);
    assertThat(states).extracting(Event::count).containsExactly(2, 3);
    assertThat(states.get(0).name()).isEqualTo(states(context).get(0).name());
    revived.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
    assertThat(board.read())
        .singleElement()
        .satisfies(
            numbers -> {
              assertThat(numbers.consumed()).isEqualTo(3);
              assertThat(numbers.duplicates()).isZero();
              assertThat(numbers.stateLost()).isZero();
            });
    processor.close();
    assertThat(board.read()).isEmpty();
  }

  private Map<String, NavigableMap<Bytes, byte[]>> copy() {
    Map<String, NavigableMap<Bytes, byte[]>> copy = new TreeMap<>();
    for (String name :
        new String[] {
          RelayTopology.STATE_STORE, RelayTopology.SEEN_STORE, RelayTopology.BOOKS_STORE
        }) {
      copy.put(name, new TreeMap<>(stores.content(name)));
    }
    return copy;
  }
}
