package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The name of a member, ready to be written: half of the bytes of an event are names. */
final class MemberName {
  final String text;

  /** In quotes, with the colon. */
  final byte[] json;

  /** The same, and the quote that begins a text. */
  final byte[] jsonOfText;

  MemberName(String text) {
    this.text = text;
    this.json = ('"' + text + "\":").getBytes(US_ASCII);
    this.jsonOfText = ('"' + text + "\":\"").getBytes(US_ASCII);
  }
}
