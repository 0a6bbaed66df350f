package io.eventrecorder.correlator.internal.hash;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Hashes lists of texts to 128 bits, by {@link SipHash} with a random secret. So a user who chooses
 * the names of objects, or messages, cannot make two keys the same. The length precedes each text,
 * so different lists are different inputs. Allocates nothing once the buffers are large enough. Not
 * thread-safe.
 *
 * <p>The texts are collected first. Where each character fits in a byte (ISO 8859-1), as nearly
 * always, the encoder of the JDK packs them; it stops at the first character that does not fit.
 */
public final class Hasher {
  private static final int LENGTH_BITS = 0x7f;
  private static final int CONTINUES = 0x80;
  private static final int MAX_LENGTH_CHARS = 5;
  private static final int INITIAL_CHARS = 512;

  /** The first word of a part: tag, number of characters, and whether each takes two bytes. */
  private static final int HEADER = Long.BYTES;

  private static final int TAG_SHIFT = 40;

  private final SipHash hash;
  private final CharsetEncoder narrow = StandardCharsets.ISO_8859_1.newEncoder();
  private char[] chars = new char[INITIAL_CHARS];
  private byte[] bytes = bytesFor(INITIAL_CHARS);
  private CharBuffer in = CharBuffer.wrap(chars);
  private ByteBuffer out = ByteBuffer.wrap(bytes);
  private int length;

  /** Makes a hasher with a new random secret. */
  public Hasher() {
    this(new SecureRandom());
  }

  private Hasher(SecureRandom random) {
    this(random.nextLong(), random.nextLong());
  }

  /** Makes a hasher with a given secret. */
  Hasher(long k0, long k1) {
    hash = new SipHash(k0, k1);
  }

  /** The secret. Who knows it can choose texts that have the same hash. */
  public Fingerprint secret() {
    Fingerprint secret = new Fingerprint();
    secret.set(hash.k0(), hash.k1());
    return secret;
  }

  /** Replaces the secret. Keys and states that were made before are worthless then. */
  public void setSecret(Fingerprint secret) {
    hash.setKey(secret.hi(), secret.lo());
  }

  /** Starts a new list of texts. */
  public Hasher start() {
    hash.start();
    length = 0;
    return this;
  }

  /** Continues after the texts that {@link #save} stored. */
  public Hasher resume(SipHash.State state) {
    hash.resume(state);
    length = 0;
    return this;
  }

  /** Adds a text. */
  public Hasher put(String text) {
    int n = text.length();
    if (n > chars.length - MAX_LENGTH_CHARS - length) {
      grow(n);
    }
    int end = length;
    int rest = n;
    for (; rest > LENGTH_BITS; rest >>>= 7) {
      chars[end++] = (char) ((rest & LENGTH_BITS) | CONTINUES);
    }
    chars[end++] = (char) rest;
    text.getChars(0, n, chars, end);
    length = end + n;
    return this;
  }

  /** Stores the state, so that several keys can {@link #resume} after the same texts. */
  public void save(SipHash.State state) {
    hash.absorb(bytes, encode(0));
    length = 0;
    hash.save(state);
  }

  /** Ends the list. Keys of different kinds need different tags, from 1 to 255. */
  public void finish(int tag, Fingerprint key) {
    hash.absorb(bytes, encode(tag));
    hash.finish(key);
  }

  /** Ends the list with a part that is hashed already. No other key may have this tag. */
  public void finish(Fingerprint part, int tag, Fingerprint key) {
    hash.absorb(bytes, encode(tag));
    SipHash.WORD.set(bytes, 0, part.hi());
    SipHash.WORD.set(bytes, Long.BYTES, part.lo());
    hash.absorb(bytes, 2 * Long.BYTES);
    hash.finish(key);
  }

  /**
   * Writes the header and the collected characters to the bytes, and zeros up to a whole word.
   *
   * @return the number of bytes
   */
  private int encode(int tag) {
    in.clear().limit(length);
    out.clear().position(HEADER);
    // Half of a surrogate pair at the end is no error for the encoder, and stays in the input.
    boolean isNarrow = narrow.encode(in, out, false).isUnderflow() && !in.hasRemaining();
    int end = isNarrow ? out.position() : encodeWide();
    SipHash.WORD.set(bytes, 0, (long) tag << TAG_SHIFT | (long) length << 1 | (isNarrow ? 0 : 1));
    SipHash.WORD.set(bytes, end, 0L);
    return end;
  }

  private int encodeWide() {
    for (int i = 0; i < length; i++) {
      bytes[HEADER + 2 * i] = (byte) chars[i];
      bytes[HEADER + 2 * i + 1] = (byte) (chars[i] >>> Byte.SIZE);
    }
    return HEADER + 2 * length;
  }

  /** All objects are made before one is used, so that a full heap leaves the old ones together. */
  private void grow(int more) {
    char[] moreChars = Arrays.copyOf(chars, 2 * (length + MAX_LENGTH_CHARS + more));
    byte[] moreBytes = bytesFor(moreChars.length);
    CharBuffer newIn = CharBuffer.wrap(moreChars);
    ByteBuffer newOut = ByteBuffer.wrap(moreBytes);
    chars = moreChars;
    bytes = moreBytes;
    in = newIn;
    out = newOut;
  }

  /** Room for the header, two bytes for each character, and the zeros after them. */
  private static byte[] bytesFor(int chars) {
    return new byte[HEADER + 2 * chars + Long.BYTES];
  }
}
