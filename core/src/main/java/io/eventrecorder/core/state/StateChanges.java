package io.eventrecorder.core.state;

import io.eventrecorder.spi.StatefulCorrelator.Parts;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What has changed in a correlator's memory: the last value of each part, or that it has gone. */
final class StateChanges implements Parts {
  private final Map<ByteBuffer, Optional<byte[]>> changed = new LinkedHashMap<>();

  @Override
  public void put(byte[] key, byte[] value) {
    changed.put(
        ByteBuffer.wrap(Objects.requireNonNull(key)), Optional.of(Objects.requireNonNull(value)));
  }

  @Override
  public void remove(byte[] key) {
    changed.put(ByteBuffer.wrap(Objects.requireNonNull(key)), Optional.empty());
  }

  boolean isEmpty() {
    return changed.isEmpty();
  }

  /** Adds other changes, which are newer. */
  void addAll(StateChanges newer) {
    changed.putAll(newer.changed);
  }

  Map<ByteBuffer, Optional<byte[]>> changed() {
    return changed;
  }
}
