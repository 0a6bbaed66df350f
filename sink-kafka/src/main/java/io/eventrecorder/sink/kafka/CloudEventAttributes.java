package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of CloudEvents from the headers of records, for consumers. */
public final class CloudEventAttributes {
  /** How the {@code ce_type} of a tombstone ends. */
  public static final String DELETED = ".deleted";

  private CloudEventAttributes() {}

  /**
   * {@return an attribute of a CloudEvent in binary mode; null if it is missing}
   *
   * @param headers the headers of the record
   * @param name the attribute, for example {@code source}
   */
  public static @Nullable String of(Headers headers, String name) {
    Header header = headers.lastHeader(CloudEventHeaders.PREFIX + name);
    byte[] value = header == null ? null : header.value();
    return value == null ? null : new String(value, UTF_8);
  }

  /**
   * {@return whether a record says that an event is deleted: it has no value, or its type ends with
   * {@link #DELETED}} A structured CloudEvent has its type in the value; this method does not read
   * that.
   *
   * @param taken the record
   */
  public static boolean isDeletion(ConsumerRecord<byte[], byte[]> taken) {
    if (taken.value() == null) {
      return true;
    }
    String type = of(taken.headers(), "type");
    return type != null && type.endsWith(DELETED);
  }
}
