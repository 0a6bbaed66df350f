package io.eventrecorder.cli.report;

import io.eventrecorder.ObjectReference;

/**
 * An object, by what people call it. A pod that is made again under its old name is the same here.
 *
 * @param kind the kind, for example {@code Pod}
 * @param namespace the namespace; empty for an object of the cluster
 * @param name the name
 */
record ObjectId(String kind, String namespace, String name) {
  static ObjectId of(ObjectReference reference) {
    return new ObjectId(reference.kind(), reference.namespace(), reference.name());
  }

  /** {@return an object of another kind and name in the same namespace} */
  ObjectId sibling(String otherKind, String otherName) {
    return new ObjectId(otherKind, namespace, otherName);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
  }
}
