package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The name of a member as bytes of JSON. Names are half of the bytes of an event. */
final class MemberName {
  final String text;

  /** The name in quotes, and the colon. */
  final byte[] json;

  /** The name in quotes, the colon, and the quote that begins a text. */
  final byte[] jsonOfText;

  MemberName(String text) {
    this.text = text;
    this.json = ('"' + text + "\":").getBytes(US_ASCII);
    this.jsonOfText = ('"' + text + "\":\"").getBytes(US_ASCII);
  }
}
