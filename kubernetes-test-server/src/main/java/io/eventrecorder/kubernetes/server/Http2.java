package io.eventrecorder.kubernetes.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The part of HTTP/2 (RFC 9113) that is needed to refuse the first request of a connection. */
final class Http2 {
  private static final int PREFACE_BYTES = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length();
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** HPACK (RFC 7541): literal values; the names are indexes of the static table. */
  private static final String HEAD = "\u0008\u0003401\u000f\u0010\u0010application/json";

  private Http2() {}

  /**
   * Answers 401 between two GOAWAY frames, as Go's server does when a handler asks to close the
   * connection. The first frame has the largest stream id; the second has the id of the last stream
   * that was handled.
   */
  static void refuse(InputStream in, OutputStream out, byte[] body) throws IOException {
    DataInputStream frames = new DataInputStream(in);
    frames.skipNBytes(PREFACE_BYTES);
    out.write(frame(SETTINGS, 0, 0, new byte[0]));
    out.flush();
    int stream = 0;
    while (stream == 0) {
      int length = frames.readUnsignedByte() << 16 | frames.readUnsignedShort();
      int type = frames.readUnsignedByte();
      int flags = frames.readUnsignedByte();
      int of = frames.readInt();
      frames.skipNBytes(length);
      if (type == SETTINGS && flags != ACK) {
        out.write(frame(SETTINGS, ACK, 0, new byte[0]));
        out.flush();
      }
      boolean whole = (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0;
      stream = whole ? of : 0;
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(frame(GOAWAY, 0, 0, goAway(Integer.MAX_VALUE)));
    answer.write(frame(HEADERS, END_HEADERS, stream, HEAD.getBytes(US_ASCII)));
    answer.write(frame(DATA, END_STREAM, stream, body));
    answer.write(frame(GOAWAY, 0, 0, goAway(stream)));
    out.write(answer.toByteArray());
    out.flush();
    in.transferTo(OutputStream.nullOutputStream()); // until the client closes
  }

  /** The payload of GOAWAY: the last stream id and error code 0. */
  private static byte[] goAway(int lastStream) {
    return ByteBuffer.allocate(8).putInt(lastStream).array();
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    byte[] frame = new byte[9 + payload.length];
    frame[0] = (byte) (payload.length >>> 16);
    frame[1] = (byte) (payload.length >>> 8);
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[8] = (byte) stream;
    System.arraycopy(payload, 0, frame, 9, payload.length);
    return frame;
  }
}
