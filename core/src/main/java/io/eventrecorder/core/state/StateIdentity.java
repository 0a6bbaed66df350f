package io.eventrecorder.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * Whose memory a file contains. Only a correlator of the same kind with the same options, except
 * those that are {@link io.eventrecorder.spi.Option#isAdjustable adjustable}, can continue it.
 * Immutable.
 *
 * @param correlator the name of the correlator
 * @param options a hash of these options
 */
public record StateIdentity(String correlator, String options) {
  /**
   * {@return the identity of a correlator}
   *
   * @param correlator its name
   * @param options these options with their values, without those that have their default. So a new
   *     option of a later release changes nothing
   */
  public static StateIdentity of(String correlator, SortedMap<String, String> options) {
    MessageDigest hash = sha256();
    options.forEach(
        (name, value) -> {
          update(hash, name);
          update(hash, value);
        });
    return new StateIdentity(correlator, HexFormat.of().formatHex(hash.digest(), 0, 16));
  }

  /** With its length, so that no two lists of texts have the same bytes. */
  private static void update(MessageDigest hash, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int shift = 24; shift >= 0; shift -= 8) {
      hash.update((byte) (bytes.length >>> shift));
    }
    hash.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
