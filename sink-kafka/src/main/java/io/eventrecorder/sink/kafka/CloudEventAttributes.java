package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of CloudEvents from the headers of records, for consumers. */
public final class CloudEventAttributes {
  /** The type of a tombstone of the Kafka sink. */
  public static final String DELETED = CloudEventHeaders.TYPE + "deleted";

  /** How other producers name the type of a deletion. */
  private static final String DELETED_SUFFIX = ".deleted";

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
   * {@return whether a record says that an event is deleted: it has no value, or its type
   * {@linkplain #isDeletion(String, boolean) says so}} A structured CloudEvent has its type in the
   * value; this method does not read that.
   *
   * @param taken the record
   */
  public static boolean isDeletion(ConsumerRecord<byte[], byte[]> taken) {
    byte[] value = taken.value();
    return value == null || isDeletion(of(taken.headers(), "type"), value.length > 0);
  }

  /**
   * {@return whether a CloudEvent says that an event is deleted: its type is {@link #DELETED}, or
   * it has no data and its type ends with {@code .deleted}} A CloudEvent of another type that has
   * data is an event, for example about an object that was deleted.
   *
   * @param type the type of the CloudEvent; null if it has none
   * @param hasData whether it has data
   */
  public static boolean isDeletion(@Nullable String type, boolean hasData) {
    return type != null && (type.equals(DELETED) || (!hasData && type.endsWith(DELETED_SUFFIX)));
  }
}
