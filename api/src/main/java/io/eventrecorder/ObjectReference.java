package io.eventrecorder;

import io.eventrecorder.text.PrintableText;

/**
 * The object that an event is about, or that it concerns (core/v1 {@code ObjectReference}). It need
 * not be a Kubernetes object: {@code Order/eu/4711} is as good as {@code Pod/default/web-0}. Text
 * is never null; empty means not known.
 *
 * @param apiVersion group and version, for example {@code apps/v1}
 * @param kind the kind, for example {@code Pod}
 * @param namespace the namespace; empty for what belongs to none
 * @param name the name
 * @param uid the identity of this very object; another of the same name has another
 * @param resourceVersion the version of the object that was looked at
 * @param fieldPath the part of the object, for example {@code spec.containers{app}}
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

  /**
   * The reference that says nothing.
   *
   * @return a reference whose texts are all empty
   */
  public static ObjectReference empty() {
    return EMPTY;
  }

  /**
   * A reference by kind, namespace and name.
   *
   * @param kind the kind
   * @param namespace the namespace; empty for what belongs to none
   * @param name the name
   * @return the reference
   */
  public static ObjectReference of(String kind, String namespace, String name) {
    return builder().kind(kind).namespace(namespace).name(name).build();
  }

  /**
   * A new builder.
   *
   * @return a builder whose texts are all empty
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder that starts from this reference.
   *
   * @return a new builder
   */
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

  /**
   * Whether nothing is known.
   *
   * @return true if all texts are empty
   */
  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /**
   * As people write it.
   *
   * @return {@code kind/namespace/name}, without the namespace where there is none
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
     * Sets group and version.
     *
     * @param value for example {@code apps/v1}
     * @return this
     */
    public Builder apiVersion(String value) {
      this.apiVersion = value;
      return this;
    }

    /**
     * Sets the kind.
     *
     * @param value for example {@code Pod}
     * @return this
     */
    public Builder kind(String value) {
      this.kind = value;
      return this;
    }

    /**
     * Sets the namespace.
     *
     * @param value the namespace; empty for what belongs to none
     * @return this
     */
    public Builder namespace(String value) {
      this.namespace = value;
      return this;
    }

    /**
     * Sets the name.
     *
     * @param value the name
     * @return this
     */
    public Builder name(String value) {
      this.name = value;
      return this;
    }

    /**
     * Sets the uid.
     *
     * @param value the uid
     * @return this
     */
    public Builder uid(String value) {
      this.uid = value;
      return this;
    }

    /**
     * Sets the resource version.
     *
     * @param value the resource version
     * @return this
     */
    public Builder resourceVersion(String value) {
      this.resourceVersion = value;
      return this;
    }

    /**
     * Sets the part of the object.
     *
     * @param value for example {@code spec.containers{app}}
     * @return this
     */
    public Builder fieldPath(String value) {
      this.fieldPath = value;
      return this;
    }

    /**
     * Builds the reference.
     *
     * @return the reference
     */
    public ObjectReference build() {
      return new ObjectReference(
          apiVersion, kind, namespace, name, uid, resourceVersion, fieldPath);
    }
  }
}
