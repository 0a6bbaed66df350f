package io.eventrecorder.sink.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.EventSinkContract;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Kafka sink passes the contract of all sinks. The test reads the records back. */
@ExtendWith(SharedBroker.class)
class ContractTest extends EventSinkContract {
  private final String topic = "contract-" + UUID.randomUUID();
  private final KafkaBroker broker;

  ContractTest(KafkaBroker broker) {
    this.broker = broker;
  }

  @Override
  protected EventSink createSink() {
    broker.createTopic(topic, 2, Map.of());
    return KafkaEventSink.builder(topic).bootstrapServers(broker.bootstrapServers()).build();
  }

  @Override
  protected boolean appendOnly() {
    return true;
  }

  /** The newest state of an event is the last record with its key. */
  @Override
  protected Optional<Event> stored(Event event) {
    return broker.records(topic).stream()
        .map(record -> EventJson.read(record.value()))
        .filter(stored -> stored.name().equals(event.name()))
        .reduce((earlier, later) -> later);
  }
}
