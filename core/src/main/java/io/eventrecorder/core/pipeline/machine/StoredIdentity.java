package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import org.jspecify.annotations.Nullable;

/**
 * What a lane knows of its event in the store. Immutable.
 *
 * @param presence whether the store has the event
 * @param alias the name that replaces the correlator's name: a new one because another event had
 *     the name, or the one under which the sink has stored the event; null if there is none
 * @param renamed whether the event got a new name because another event had its name; that happens
 *     once
 * @param resourceVersion the newest version that the store returned; empty if there is none
 */
record StoredIdentity(
    Presence presence, @Nullable EventKey alias, boolean renamed, String resourceVersion) {
  enum Presence {
    /** No create has been answered. An event of this name belongs to another writer. */
    NEW,
    /** A create got no clear answer. If the store has an event of this name, it is ours. */
    UNCERTAIN,
    /** The store has lost our event. If it has one of this name again, it is ours. */
    GONE,
    /** The store has the event. */
    PRESENT
  }

  private static final StoredIdentity NEW = new StoredIdentity(Presence.NEW, null, false, "");
  private static final StoredIdentity PRESENT =
      new StoredIdentity(Presence.PRESENT, null, false, "");

  /** The identity of an event whose first request creates it, or patches it. */
  static StoredIdentity initial(boolean create) {
    return create ? NEW : PRESENT;
  }

  /** Whether the next request creates the event. */
  boolean create() {
    return presence != Presence.PRESENT;
  }

  /** Whether an event of this name, if there is one, is ours. */
  boolean isOurs() {
    return presence != Presence.NEW;
  }

  boolean mayExist() {
    return presence == Presence.PRESENT || presence == Presence.UNCERTAIN;
  }

  /** A write reached the store, which has this version now. Makes no object in the common case. */
  StoredIdentity stored(String version) {
    boolean plain = alias == null && !renamed && version.isEmpty();
    return plain ? PRESENT : new StoredIdentity(Presence.PRESENT, alias, renamed, version);
  }

  StoredIdentity with(Presence newPresence) {
    return new StoredIdentity(newPresence, alias, renamed, resourceVersion);
  }

  StoredIdentity withAlias(EventKey newAlias) {
    return new StoredIdentity(presence, newAlias, renamed, resourceVersion);
  }

  StoredIdentity asRenamed() {
    return new StoredIdentity(presence, alias, true, resourceVersion);
  }

  /** The event of a request, with the name and the version that the store knows. */
  Event requestOf(Event event) {
    String name = nameOf(event);
    String version =
        create() ? "" : resourceVersion.isEmpty() ? event.resourceVersion() : resourceVersion;
    if (name.equals(event.name()) && version.equals(event.resourceVersion())) {
      return event;
    }
    return event.toBuilder()
        .name(name)
        .resourceVersion(version)
        .uid(
            create() && alias != null ? "" : event.uid()) // under its own name it is the same event
        .build();
  }

  /** The event under the name in the store. Its version is not known for sure. */
  Event inStore(Event event) {
    String name = nameOf(event);
    return name.equals(event.name()) && event.resourceVersion().isEmpty()
        ? event
        : event.toBuilder().name(name).resourceVersion("").build();
  }

  private String nameOf(Event event) {
    return alias == null ? event.name() : alias.name();
  }
}
