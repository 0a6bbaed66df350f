package io.eventrecorder.sink.kafka;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A header of a record. Kafka's own implementation is not public API. */
final class SimpleHeader implements Header {
  private final String key;
  private final byte @Nullable [] value;

  SimpleHeader(String key, byte @Nullable [] value) {
    this.key = key;
    this.value = value;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public byte @Nullable [] value() {
    return value;
  }
}
