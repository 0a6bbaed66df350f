package io.eventrecorder.relay.input;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.sink.kafka.CloudEventAttributes;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the records of one partition, and decides which of them are admitted. Its decisions depend
 * on the records and their timestamps only. Any record has a result; none is an exception. Not
 * thread-safe.
 */
public final class RecordReader {
  private final Map<String, TopicRules> rules;
  private final InputLimits limits;

  /**
   * Makes a reader.
   *
   * @param rules what is admitted, by topic; topics that are not here admit everything
   * @param limits how much a record or a source may take
   */
  public RecordReader(Map<String, TopicRules> rules, InputLimits limits) {
    this.rules = Map.copyOf(rules);
    this.limits = limits;
  }

  /**
   * {@return what a record is}
   *
   * @param taken the record
   * @param nowMillis the time of the partition, in milliseconds since 1970
   */
  public Incoming read(ConsumerRecord<byte[], byte[]> taken, long nowMillis) {
    if (CloudEventAttributes.isDeletion(taken)) {
      return new Incoming.Ignored(Incoming.Ignored.Reason.DELETED);
    }
    if (taken.value().length > limits.maxRecordBytes()) {
      return new Incoming.Dead(DeadReason.TOO_LARGE, "too large");
    }
    String source = CloudEventAttributes.of(taken.headers(), "source");
    String scope = source == null ? "" : source;
    try {
      Event event = EventJson.read(taken.value());
      if (!rules.getOrDefault(taken.topic(), TopicRules.all()).sources().test(scope)) {
        return new Incoming.Dead(DeadReason.FORBIDDEN, "source " + scope);
      }
      return new Incoming.Admitted(event, scope, new OccurrenceId.Absent(1));
    } catch (EventJsonException e) {
      return new Incoming.Dead(DeadReason.NO_EVENT, e.problem());
    }
  }
}
