package io.eventrecorder.kubernetes.server;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Encodes ASN.1 values in DER; only the types that a certificate needs. */
final class DerEncoder {
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;
  static final int OBJECT_ID = 0x06;
  static final int OCTETS = 0x04;

  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private DerEncoder() {}

  /** {@return tag, length and the concatenated parts} */
  static byte[] encode(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.write(tag);
    int length = content.size();
    if (length < 0x80) {
      encoded.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int skip = bytes[0] == 0 ? 1 : 0;
      encoded.write(0x80 | (bytes.length - skip));
      encoded.write(bytes, skip, bytes.length - skip);
    }
    encoded.writeBytes(content.toByteArray());
    return encoded.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return encode(SEQUENCE, parts);
  }

  static byte[] integer(BigInteger value) {
    return encode(0x02, value.toByteArray());
  }

  static byte[] yes() {
    return encode(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] bits(byte[] value) {
    return encode(0x03, new byte[] {0}, value);
  }

  static byte[] text(String value) {
    return encode(0x0c, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] time(Instant time) {
    return encode(0x17, UTC_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  /** {@return the object identifier with these arcs} */
  static byte[] objectId(int... arcs) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(arcs[0] * 40 + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arcs[i] >>> shift != 0) {
          content.write(0x80 | (arcs[i] >>> shift & 0x7f));
        }
      }
      content.write(arcs[i] & 0x7f);
    }
    return encode(OBJECT_ID, content.toByteArray());
  }
}
