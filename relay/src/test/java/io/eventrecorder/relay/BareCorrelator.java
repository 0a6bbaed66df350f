package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.relay.output.StateRecords;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.StatefulCorrelator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Plays the log of one partition to a correlator, without Kafka Streams and without stores. It says
 * what a relay must have written.
 */
final class BareCorrelator {
  private final PartitionClock clock = new PartitionClock();
  private final RecordNames names;
  private final StatefulCorrelator correlator;
  private final StateRecords records = new StateRecords("events.correlated", EventApi.CORE_V1);
  private final Set<String> seen = new HashSet<>();
  private final List<WrittenState> states = new ArrayList<>();
  private long duplicates;
  private long dead;
  private long ignored;

  BareCorrelator(TopicSalts salts) {
    names = new RecordNames(salts);
    correlator = AggregatingCorrelator.create(RelayProcess.CORRELATOR, clock, names);
  }

  void play(ConsumerRecord<byte[], byte[]> record) {
    clock.advanceToMillis(record.timestamp());
    correlator.due().forEach(this::write);
    if (record.value() == null) {
      ignored++;
      return;
    }
    Event event;
    try {
      event = EventJson.read(record.value());
    } catch (EventJsonException e) {
      dead++;
      return;
    }
    String scope = header(record, "ce_source");
    if (!seen.add(scope + ' ' + header(record, "ce_id"))) {
      duplicates++;
      return;
    }
    names.at(record.topic(), record.partition(), record.offset());
    Event named = event.toBuilder().uid("").name(names.next(event.regarding().name())).build();
    Correlation answer = correlator.correlate(named, new Arrival(scope, 1));
    if (answer.kind() != Correlation.Kind.SUPPRESS) {
      write(answer);
    }
  }

  private void write(Correlation write) {
    Record<byte[], byte[]> made =
        records.of(write.event(), correlator.scopeOf(write), states.size() + 1L, clock.millis());
    correlator.recorded(write, write.event());
    states.add(WrittenState.of(made.key(), made.value(), made.headers(), clock.millis()));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  List<WrittenState> states() {
    return states;
  }

  /** {@return the number of different occurrences} */
  long occurrences() {
    return seen.size();
  }

  long duplicates() {
    return duplicates;
  }

  long dead() {
    return dead;
  }

  long ignored() {
    return ignored;
  }

  /** {@return the time of the newest record, in milliseconds since 1970} */
  long millis() {
    return clock.millis();
  }
}
