package io.eventrecorder.correlator;

import org.jspecify.annotations.Nullable;

/** Nodes in the order of their last use. */
final class RecencyLine<N extends CacheNode<N>> {
  @Nullable N newest;
  @Nullable N oldest;
  int size;

  void add(N node) {
    N second = newest;
    node.line = this;
    node.newer = null;
    node.older = second;
    if (second == null) {
      oldest = node;
    } else {
      second.newer = node;
    }
    newest = node;
    size++;
  }

  void remove(N node) {
    N newer = node.newer;
    N older = node.older;
    if (newer == null) {
      newest = older;
    } else {
      newer.older = older;
    }
    if (older == null) {
      oldest = newer;
    } else {
      older.newer = newer;
    }
    node.newer = null;
    node.older = null;
    node.line = null;
    size--;
  }

  void moveToFront(N node) {
    if (newest != node) {
      remove(node);
      add(node);
    }
  }
}
