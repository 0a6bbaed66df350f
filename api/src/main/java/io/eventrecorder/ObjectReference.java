package io.eventrecorder;

import io.eventrecorder.text.PrintableText;

/**
 * A reference to the object that an event is about, or that it concerns (core/v1 {@code
 * ObjectReference}). It need not be a Kubernetes object: {@code Order/eu/4711} works as {@code
 * Pod/default/web-0} does. Texts must not be null; empty means not known.
 *
 * @param apiVersion group and version, for example {@code apps/v1}
 * @param kind the kind, for example {@code Pod}
 * @param namespace the namespace; empty if the object has none
 * @param name the name
 * @param uid the unique id of the object; a later object of the same name has another one
 * @param resourceVersion the version of the object when the event happened
 * @param fieldPath the part of the object that the event is about, for example {@code
 *     spec.containers{app}}
 */
public record ObjectReference(
    String apiVersion,
    String kind,
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    String fieldPath) {
  private static final ObjectReference EMPTY = builder().build();

  /** {@return a reference whose texts are all empty} */
  public static ObjectReference empty() {
    return EMPTY;
  }

  /**
   * {@return a reference by kind, namespace and name}
   *
   * @param kind the kind
   * @param namespace the namespace; empty if the object has none
   * @param name the name
   */
  public static ObjectReference of(String kind, String namespace, String name) {
    return builder().kind(kind).namespace(namespace).name(name).build();
  }

  /** {@return a builder whose texts are all empty} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a new builder with the texts of this reference} */
  public Builder toBuilder() {
    return builder()
        .apiVersion(apiVersion)
        .kind(kind)
        .namespace(namespace)
        .name(name)
        .uid(uid)
        .resourceVersion(resourceVersion)
        .fieldPath(fieldPath);
  }

  /** {@return whether all texts are empty} */
  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /**
   * {@return {@code kind/namespace/name}, or {@code kind/name} without a namespace; unprintable
   * characters are escaped}
   */
  @Override
  public String toString() {
    return PrintableText.line(
        namespace.isEmpty() ? kind + "/" + name : kind + "/" + namespace + "/" + name);
  }

  /** Builds an {@link ObjectReference}. Not thread-safe. */
  public static final class Builder {
    private String apiVersion = "";
    private String kind = "";
    private String namespace = "";
    private String name = "";
    private String uid = "";
    private String resourceVersion = "";
    private String fieldPath = "";

    private Builder() {}

    /**
     * Sets the API group and version.
     *
     * @param value for example {@code apps/v1}
     * @return this builder
     */
    public Builder apiVersion(String value) {
      this.apiVersion = value;
      return this;
    }

    /**
     * Sets the kind.
     *
     * @param value for example {@code Pod}
     * @return this builder
     */
    public Builder kind(String value) {
      this.kind = value;
      return this;
    }

    /**
     * Sets the namespace.
     *
     * @param value the namespace; empty if the object has none
     * @return this builder
     */
    public Builder namespace(String value) {
      this.namespace = value;
      return this;
    }

    /**
     * Sets the name.
     *
     * @param value the name
     * @return this builder
     */
    public Builder name(String value) {
      this.name = value;
      return this;
    }

    /**
     * Sets the uid.
     *
     * @param value the unique id of the object
     * @return this builder
     */
    public Builder uid(String value) {
      this.uid = value;
      return this;
    }

    /**
     * Sets the version of the object.
     *
     * @param value the version when the event happened
     * @return this builder
     */
    public Builder resourceVersion(String value) {
      this.resourceVersion = value;
      return this;
    }

    /**
     * Sets the part of the object that the event is about.
     *
     * @param value for example {@code spec.containers{app}}
     * @return this builder
     */
    public Builder fieldPath(String value) {
      this.fieldPath = value;
      return this;
    }

    /** {@return the reference} */
    public ObjectReference build() {
      return new ObjectReference(
          apiVersion, kind, namespace, name, uid, resourceVersion, fieldPath);
    }
  }
}
