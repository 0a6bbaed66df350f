package io.eventrecorder.sink.kafka;

import org.apache.kafka.common.header.Header;

/** A header of a record. Kafka's own implementation is not public API. */
final class SimpleHeader implements Header {
  private final String key;
  private final byte[] value;

  SimpleHeader(String key, byte[] value) {
    this.key = key;
    this.value = value;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public byte[] value() {
    return value;
  }
}
