package io.eventrecorder.correlator.internal.cache;

import org.jspecify.annotations.Nullable;

/** A linked list of nodes in the order of their last use. Not thread-safe. */
final class LruList<N extends CacheNode<N>> {
  @Nullable N newest;
  @Nullable N oldest;
  int size;

  void add(N node) {
    N second = newest;
    node.list = this;
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
    node.list = null;
    size--;
  }

  void moveToFront(N node) {
    if (newest != node) {
      remove(node);
      add(node);
    }
  }
}
