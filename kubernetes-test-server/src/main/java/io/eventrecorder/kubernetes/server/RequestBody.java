package io.eventrecorder.kubernetes.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The body of a request. It holds at most one byte more than the server accepts. */
final class RequestBody {
  private static final int LIMIT = 3 * 1024 * 1024;

  /**
   * The largest request that etcd accepts. The server's etcd client has a larger limit, with
   * another error.
   */
  private static final int ETCD_LIMIT = 1536 * 1024;

  private static final int ETCD_CLIENT_LIMIT = 2 * 1024 * 1024;

  private final byte[] read;

  private RequestBody(byte[] read) {
    this.read = read;
  }

  static RequestBody read(InputStream stream) throws IOException {
    byte[] read = stream.readNBytes(LIMIT + 1);
    // Read the rest: a client that is still sending would see a reset instead of the response.
    stream.transferTo(OutputStream.nullOutputStream());
    return new RequestBody(read);
  }

  /** {@return the body; throws 413 if it is larger than the server accepts} */
  byte[] bytes() {
    if (read.length > LIMIT) {
      throw StatusException.tooLarge(LIMIT);
    }
    return read;
  }

  /** Throws 500 if etcd would reject an object of this size. */
  void requireStorable() {
    if (read.length > ETCD_CLIENT_LIMIT) {
      throw StatusException.internal(
          "rpc error: code = ResourceExhausted desc = trying to send message larger than max ("
              + read.length
              + " vs. "
              + ETCD_CLIENT_LIMIT
              + ")");
    }
    if (read.length > ETCD_LIMIT) {
      throw StatusException.internal("etcdserver: request is too large");
    }
  }

  /** {@return how many bytes were read} */
  int length() {
    return read.length;
  }
}
