package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.text.PrintableText;
import java.io.ByteArrayOutputStream;
import org.apache.kafka.common.header.Header;

/** Attributes and event as one JSON object: structured mode of CloudEvents. */
final class StructuredCloudEvent {
  private StructuredCloudEvent() {}

  /**
   * {@return the JSON}
   *
   * @param attributes with the prefix of headers; what may not be printed in their values is
   *     escaped
   * @param event the event's JSON
   */
  static byte[] value(Iterable<Header> attributes, byte[] event) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(event.length + 640);
    ascii(json, "{");
    for (Header attribute : attributes) {
      ascii(json, "\"" + attribute.key().substring(CloudEventHeaders.PREFIX.length()) + "\":");
      String value = new String(attribute.value(), UTF_8);
      json.writeBytes((PrintableText.quoted(value) + ",").getBytes(UTF_8));
    }
    ascii(json, "\"datacontenttype\":\"application/json\",\"data\":");
    json.writeBytes(event);
    ascii(json, "}");
    return json.toByteArray();
  }

  private static void ascii(ByteArrayOutputStream json, String text) {
    json.writeBytes(text.getBytes(US_ASCII));
  }
}
