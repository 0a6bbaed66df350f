package io.eventrecorder.cli.report;

import io.eventrecorder.cli.report.Owners.Link;
import io.eventrecorder.cli.report.Owners.Owner;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects in the order in which the report shows them: by namespace, the objects of the cluster
 * last, nodes after all others; in a namespace by the time of the first event of a tree; and each
 * owner before what it owns.
 */
final class ObjectTree {
  /**
   * An object in the tree.
   *
   * @param id the object
   * @param parent the index of its owner; -1 if it has none
   * @param depth how many owners are above it
   * @param link how the owner was found
   */
  record Node(ObjectId id, int parent, int depth, Link link) {}

  private static final Comparator<ObjectId> BY_NAME =
      Comparator.comparing(ObjectId::kind).thenComparing(ObjectId::name);

  private final Map<ObjectId, Owner> owners;
  private final Map<ObjectId, List<ObjectId>> children = new HashMap<>();
  private final Map<ObjectId, Instant> firstEvents = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<ObjectId, Integer> indices = new HashMap<>();

  private ObjectTree(Map<ObjectId, Owner> owners) {
    this.owners = owners;
  }

  /** {@return the tree of the objects of these states} */
  static ObjectTree of(List<ReadState> states) {
    ObjectTree tree = new ObjectTree(Owners.of(states));
    states.forEach(tree::noteFirst);
    List<ObjectId> roots = tree.linkChildren();
    tree.spreadFirsts(roots);
    roots.sort(
        Comparator.comparing((ObjectId root) -> root.namespace().isEmpty())
            .thenComparing(ObjectId::namespace)
            .thenComparing(root -> root.namespace().isEmpty() && root.kind().equals("Node"))
            .thenComparing(tree::firstEvent)
            .thenComparing(BY_NAME));
    tree.children.values().forEach(each -> each.sort(tree.byTime()));
    tree.place(roots);
    return tree;
  }

  private void noteFirst(ReadState state) {
    firstEvents.merge(state.object(), state.first(), ObjectTree::earlier);
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  private List<ObjectId> linkChildren() {
    List<ObjectId> roots = new ArrayList<>();
    owners.forEach(
        (object, owner) -> {
          if (owner.object() == null) {
            roots.add(object);
          } else {
            children.computeIfAbsent(owner.object(), above -> new ArrayList<>()).add(object);
          }
        });
    return roots;
  }

  /** The first event of a tree counts for its root, too. So go from the leaves to the roots. */
  private void spreadFirsts(List<ObjectId> roots) {
    List<ObjectId> topDown = new ArrayList<>(roots);
    for (int i = 0; i < topDown.size(); i++) {
      topDown.addAll(children.getOrDefault(topDown.get(i), List.of()));
    }
    for (int i = topDown.size() - 1; i >= 0; i--) {
      ObjectId above = owners.getOrDefault(topDown.get(i), Owner.NONE).object();
      if (above != null) {
        firstEvents.merge(above, firstEvent(topDown.get(i)), ObjectTree::earlier);
      }
    }
  }

  private Instant firstEvent(ObjectId object) {
    return firstEvents.getOrDefault(object, Instant.MAX);
  }

  private Comparator<ObjectId> byTime() {
    return Comparator.comparing(this::firstEvent).thenComparing(BY_NAME);
  }

  /** With a stack of its own, because owner references can be nested deeply. */
  private void place(List<ObjectId> roots) {
    Deque<ObjectId> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      ObjectId object = open.remove();
      Owner owner = owners.getOrDefault(object, Owner.NONE);
      int parent = owner.object() == null ? -1 : indices.getOrDefault(owner.object(), -1);
      int depth = parent < 0 ? 0 : nodes.get(parent).depth() + 1;
      indices.put(object, nodes.size());
      nodes.add(new Node(object, parent, depth, owner.link()));
      List<ObjectId> below = children.getOrDefault(object, List.of());
      for (int i = below.size() - 1; i >= 0; i--) {
        open.addFirst(below.get(i));
      }
    }
  }

  /** {@return all objects, each after its owner} */
  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** {@return the index of an object of the states} */
  int indexOf(ObjectId object) {
    return indices.getOrDefault(object, -1);
  }
}
