package io.eventrecorder.relay.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes texts with SHA-256. A producer chooses the texts, and who finds two with one hash can make
 * the relay take another's event for a duplicate. A fast hash with a secret would be as safe, but
 * its secret would have to be stored with the hashes. Not thread-safe.
 */
public final class TextHash {
  private final MessageDigest digest;
  private ByteBuffer result = ByteBuffer.allocate(Long.BYTES * 4);

  /** Makes a hasher. */
  public TextHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new IllegalStateException(e);
    }
  }

  /**
   * Hashes a list of texts. The length of each text is part of the input, so different lists are
   * different inputs.
   *
   * @param texts the texts
   * @return this, with the result
   */
  public TextHash of(String... texts) {
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    result = ByteBuffer.wrap(digest.digest());
    return this;
  }

  /** {@return the first 64 bits of the last hash} */
  public long high() {
    return result.getLong(0);
  }

  /** {@return the next 64 bits of the last hash} */
  public long low() {
    return result.getLong(Long.BYTES);
  }
}
