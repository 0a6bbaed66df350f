package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.text.PrintableText;
import java.io.ByteArrayOutputStream;
import org.apache.kafka.common.header.Header;

/** A CloudEvent in structured mode: one JSON object with the attributes and the event. */
final class StructuredCloudEvent {
  private StructuredCloudEvent() {}

  /**
   * {@return the JSON of the CloudEvent}
   *
   * @param attributes the attributes, named as headers; characters of their values that are not
   *     printable are escaped
   * @param event the JSON of the event
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
