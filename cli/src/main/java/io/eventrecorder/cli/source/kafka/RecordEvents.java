package io.eventrecorder.cli.source.kafka;

import io.eventrecorder.Event;
import io.eventrecorder.cli.input.EventText;
import io.eventrecorder.cli.input.InputCounts;
import io.eventrecorder.cli.input.InputLimits;
import io.eventrecorder.cli.source.EventSelection;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.sink.kafka.CloudEventAttributes;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes the events out of records: the CloudEvents of the sink kafka, with their attributes in
 * headers or in the value, and any other JSON or YAML that files may have.
 */
record RecordEvents(EventSelection selection, InputCounts counts, StandardStreams streams) {
  void read(ConsumerRecord<byte[], byte[]> taken, Consumer<Event> action) {
    byte[] value = taken.value();
    if (value == null) {
      counts.addPassedOver("tombstone");
      return;
    }
    if (CloudEventAttributes.isDeletion(taken)) {
      counts.addPassedOver("DELETED");
      return;
    }
    String place = taken.topic() + "-" + taken.partition() + "@" + taken.offset();
    if (value.length == 0) {
      counts.addBad();
      streams.error(place + ": is empty; a record without an event has no value (skipped)");
      return;
    }
    EventText.read(
        value,
        InputLimits.standard(),
        counts,
        problem -> streams.error(place + ", " + problem + " (skipped)"),
        event -> {
          if (selection.test(event)) {
            action.accept(event);
          } else {
            counts.addPassedOver("not selected");
          }
        });
  }
}
