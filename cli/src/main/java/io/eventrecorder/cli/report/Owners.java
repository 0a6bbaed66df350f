package io.eventrecorder.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the owner of each object. What the input says comes first: owner references, then messages
 * of controllers. Names come last.
 */
final class Owners {
  /** How an owner was found. */
  enum Link {
    NONE(""),
    REFERENCE("owner reference"),
    MESSAGE("message"),
    NAME("name"),
    /** It is no owner, but the workload that the object is beside. */
    SAME_NAME("same name");

    final String text;

    Link(String text) {
      this.text = text;
    }
  }

  /**
   * An object's owner.
   *
   * @param object the owner; null if it has none
   * @param link how it was found
   */
  record Owner(@Nullable ObjectId object, Link link) {
    static final Owner NONE = new Owner(null, Link.NONE);
  }

  private final Map<ObjectId, ObjectId> byReference = new HashMap<>();
  private final Map<ObjectId, ObjectId> byMessage = new HashMap<>();
  private final Map<ObjectId, Owner> owners = new LinkedHashMap<>();

  private Owners() {}

  /**
   * {@return the owners of all objects of the states, and of the owners themselves} No object is
   * above itself.
   */
  static Map<ObjectId, Owner> of(List<ReadState> states) {
    Owners found = new Owners();
    Set<ObjectId> known = new HashSet<>();
    for (ReadState state : states) {
      found.note(state);
      known.add(state.object());
    }
    found.findOwners(known);
    found.findWorkloads();
    found.cutCircles();
    return found.owners;
  }

  private void note(ReadState state) {
    ObjectId object = state.object();
    if (state.owner() != null) {
      byReference.put(object, state.owner());
    }
    ObjectId made = OwnerMessages.made(state.event());
    if (made != null) {
      byMessage.putIfAbsent(made, object);
    }
  }

  private void findOwners(Set<ObjectId> known) {
    OwnerNames names = new OwnerNames(known::contains);
    Deque<ObjectId> open = new ArrayDeque<>(known);
    while (!open.isEmpty()) {
      ObjectId object = open.remove();
      Owner owner = owner(object, names, known);
      owners.put(object, owner);
      if (owner.object() != null && known.add(owner.object())) {
        open.add(owner.object());
      }
    }
  }

  private Owner owner(ObjectId object, OwnerNames names, Set<ObjectId> known) {
    ObjectId reference = byReference.get(object);
    if (reference != null) {
      ObjectId ofCluster = new ObjectId(reference.kind(), "", reference.name());
      boolean wide = !known.contains(reference) && known.contains(ofCluster);
      return new Owner(wide ? ofCluster : reference, Link.REFERENCE);
    }
    ObjectId controller = byMessage.get(object);
    if (controller != null) {
      return new Owner(controller, Link.MESSAGE);
    }
    ObjectId guess = names.owner(object);
    return guess == null ? Owner.NONE : new Owner(guess, Link.NAME);
  }

  /** Comes second, because the workloads that names show are known only now. */
  private void findWorkloads() {
    OwnerNames names = new OwnerNames(owners::containsKey);
    owners.replaceAll(
        (object, owner) -> {
          ObjectId workload = owner.object() == null ? names.workload(object) : null;
          return workload == null ? owner : new Owner(workload, Link.SAME_NAME);
        });
  }

  /** Owner references of hostile or damaged input may go in a circle. */
  private void cutCircles() {
    Set<ObjectId> done = new HashSet<>();
    for (ObjectId start : List.copyOf(owners.keySet())) {
      Set<ObjectId> path = new HashSet<>();
      ObjectId at = start;
      while (at != null && !done.contains(at)) {
        path.add(at);
        ObjectId above = owner(at);
        if (above != null && path.contains(above)) {
          owners.put(at, Owner.NONE);
        }
        at = owner(at);
      }
      done.addAll(path);
    }
  }

  private @Nullable ObjectId owner(ObjectId object) {
    return owners.getOrDefault(object, Owner.NONE).object();
  }
}
