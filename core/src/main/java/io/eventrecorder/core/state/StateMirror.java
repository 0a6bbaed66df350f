package io.eventrecorder.core.state;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A copy of a correlator's memory, which follows its changes. Confined to the writer's thread. */
final class StateMirror {
  private final StateIdentity identity;
  private final Map<ByteBuffer, byte[]> parts = new HashMap<>();

  /** The bytes of all parts in the file. */
  private long partBytes;

  StateMirror(StateIdentity identity) {
    this.identity = identity;
  }

  void apply(StateChanges changes) {
    changes.changed().forEach(this::apply);
  }

  /** If the heap is full, neither the part nor the sum has changed. */
  private void apply(ByteBuffer key, Optional<byte[]> value) {
    byte[] before = value.isPresent() ? parts.put(key, value.get()) : parts.remove(key);
    long less = before == null ? 0 : size(key, before);
    partBytes += (value.isPresent() ? size(key, value.get()) : 0) - less;
  }

  private static int size(ByteBuffer key, byte[] value) {
    return StateImage.PART_OVERHEAD + key.remaining() + value.length;
  }

  /** The size of the file that {@link #encode} makes. */
  long fileBytes() {
    return StateImage.size(identity, partBytes);
  }

  byte[] encode(long clockNanos) {
    return new StateImage(identity, clockNanos, parts).encode();
  }
}
