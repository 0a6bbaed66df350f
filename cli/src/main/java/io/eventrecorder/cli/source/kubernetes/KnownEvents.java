package io.eventrecorder.cli.source.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The position in a cluster: the resource version up to which everything was read, and the last
 * state that was read of each event that exists. With the states, a new list shows what changed
 * while the server has forgotten the history. Thread-safe.
 */
final class KnownEvents {
  private static final String VERSION = "resourceVersion ";
  private static final String EVENT = "event ";

  /**
   * A state of an event.
   *
   * @param version the resource version
   * @param content a hash of what people see of the event
   */
  private record State(String version, int content) {}

  private final int most;
  private final Map<String, State> states = new LinkedHashMap<>();
  private String version = "";
  private long changes;

  /**
   * @param most how many events are remembered; the ones that were not read for the longest time
   *     are forgotten first
   */
  KnownEvents(int most) {
    this.most = most;
  }

  /** {@return the version up to which everything was read; empty if a list must be read} */
  synchronized String version() {
    return version;
  }

  synchronized void read(String upTo) {
    if (!upTo.isEmpty()) {
      version = upTo;
      changes++;
    }
  }

  /** A new list must be read, because the server has forgotten the changes since the version. */
  synchronized void forgetVersion() {
    version = "";
    changes++;
  }

  /** {@return whether this state is not newer than the one that was read} */
  synchronized boolean isKnown(Event event) {
    State last = states.get(event.uid());
    return last != null
        && (last.version.equals(event.resourceVersion()) || last.content == content(event));
  }

  /** Marks a state as read. */
  synchronized void add(Event event) {
    if (event.uid().isEmpty()) {
      return;
    }
    states.remove(event.uid()); // so that the event is the newest one
    states.put(event.uid(), new State(event.resourceVersion(), content(event)));
    if (states.size() > most) {
      states.remove(states.keySet().iterator().next());
    }
    changes++;
  }

  /** Forgets an event that no longer exists. */
  synchronized void remove(String uid) {
    if (states.remove(uid) != null) {
      changes++;
    }
  }

  /** Forgets all events but these. */
  synchronized void retain(Set<String> uids) {
    changes++;
    states.keySet().retainAll(uids);
  }

  synchronized long changes() {
    return changes;
  }

  /** {@return the position as lines of text} */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>(states.size() + 1);
    lines.add(VERSION + version);
    states.forEach(
        (uid, state) ->
            lines.add(
                EVENT + uid + ' ' + state.version + ' ' + Integer.toHexString(state.content)));
    return lines;
  }

  /**
   * Replaces the position.
   *
   * @throws IllegalArgumentException if the lines are no position
   */
  synchronized void load(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (line.startsWith(VERSION) && words.length == 2) {
        version = words[1];
      } else if (line.startsWith(EVENT) && words.length == 4) {
        states.put(words[1], new State(words[2], Integer.parseUnsignedInt(words[3], 16)));
      } else {
        throw new IllegalArgumentException("not a position in a cluster: " + line);
      }
    }
  }

  /** The hash of a text is the same in every JVM. */
  private static int content(Event event) {
    EventSeries series = event.series();
    return (event.occurrences()
            + "|"
            + event.lastOccurrence()
            + "|"
            + (series == null ? "" : series.count())
            + "|"
            + event.type()
            + "|"
            + event.reason()
            + "|"
            + event.message())
        .hashCode();
  }
}
