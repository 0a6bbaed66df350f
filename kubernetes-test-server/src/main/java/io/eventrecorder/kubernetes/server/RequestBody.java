package io.eventrecorder.kubernetes.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The body of a request, as far as the server reads. */
final class RequestBody {
  private static final int LIMIT = 3 * 1024 * 1024;

  /** etcd takes no more; its client gives up on requests beyond the second. */
  private static final int ETCD_LIMIT = 1536 * 1024;

  private static final int ETCD_CLIENT_LIMIT = 2 * 1024 * 1024;

  private final byte[] read;

  private RequestBody(byte[] read) {
    this.read = read;
  }

  static RequestBody read(InputStream stream) throws IOException {
    byte[] read = stream.readNBytes(LIMIT + 1);
    // A client that is still sending would see its connection reset, and no answer.
    stream.transferTo(OutputStream.nullOutputStream());
    return new RequestBody(read);
  }

  /** Throws 413 if there was more than the server reads. */
  byte[] bytes() {
    if (read.length > LIMIT) {
      throw StatusException.tooLarge(LIMIT);
    }
    return read;
  }

  /** Throws 500 if etcd would not take an object of that size. */
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
