package io.eventrecorder.spi;

import io.eventrecorder.Event;

/**
 * A correlator whose memory can be kept elsewhere, part by part, and given to another correlator of
 * the same kind and options, which then answers as this one would. A host uses it to continue
 * counts after a restart, or on another machine. Called by one thread, as every correlator.
 *
 * <p>The memory contains readings of {@link EventClock#nanoTime}. So the clock of a correlator
 * whose memory is kept must count the nanoseconds since 1970, and the readings must not go back,
 * also from one process to the next.
 *
 * <p>A write that was handed out and not answered before the memory was kept counts as not stored:
 * the next write of the restored correlator has the whole count. A host that keeps writes together
 * with the memory calls {@link #recorded} before {@link #changes}.
 *
 * <p>A correlator that is never asked for {@link #changes} does no work for them.
 */
public interface StatefulCorrelator extends EventCorrelator {
  /** Receives parts of the memory. The arrays belong to the receiver. */
  interface Parts {
    /**
     * Stores a part, which replaces the part with the same key.
     *
     * @param key identifies the part within the correlator
     * @param value its content; the first byte is the version of its format
     */
    void put(byte[] key, byte[] value);

    /**
     * Removes a part; does nothing if there is none with this key.
     *
     * @param key the key of the part
     */
    void remove(byte[] key);
  }

  /**
   * {@return the decision for an event}
   *
   * @param event the event as it was recorded
   * @param arrival what the host knows of it
   */
  Correlation correlate(Event event, Arrival arrival);

  @Override
  default Correlation correlate(Event event) {
    return correlate(event, Arrival.ONE);
  }

  /**
   * {@return the scope of the event in a write}
   *
   * @param write what this correlator returned from {@link #correlate}, {@link #due} or {@link
   *     #drain}; not suppressed
   */
  String scopeOf(Correlation write);

  /**
   * Hands over what has changed since the last call; the first call hands over the whole memory.
   * The cost depends on what has changed, not on how much is remembered.
   *
   * <p>What the receiver throws goes to the caller. If this method throws, the next call hands over
   * again everything that this call handed over or had yet to hand over, in its newest form. So a
   * host that throws away what it received loses nothing, and a host that keeps it has nothing
   * twice. The receiver must not call the correlator.
   *
   * @param parts receives the parts; it may throw if there is no memory
   */
  void changes(Parts parts);

  /**
   * Takes one part back. A host calls it for all parts, in any order, before the first event, then
   * calls {@link #restored}.
   *
   * @param key a key that {@link Parts#put} received
   * @param value the last value with this key
   * @throws StateFormatException if the part is damaged or has an unknown version. The correlator
   *     can then not be used; create a new one
   */
  void restore(byte[] key, byte[] value);

  /**
   * All parts are back. Missing parts are no error: what they contained is forgotten.
   *
   * @throws StateFormatException as {@link #restore}
   */
  void restored();

  /**
   * Forgets what has no effect any longer because time has passed, for hosts whose memory would
   * otherwise only grow. It removes no event that must still be written; {@link #due} returns that.
   * An event that was suppressed each time and that nothing but a further occurrence would write is
   * forgotten with its count; its occurrences stay in {@link #unwritten}.
   *
   * @param most the greatest number of things to forget in this call
   * @return how many were forgotten; if that is {@code most}, there may be more
   */
  int expire(int most);
}
