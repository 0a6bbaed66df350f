package io.eventrecorder.core.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which pipelines to start.
 *
 * @param names the pipelines
 * @param explicit whether configuration or code names them; false if they come from the class path
 * @param off whether configuration or code switches all sinks off
 * @param idle names that configuration lists and the builder leaves out
 * @param overruled whether the builder names the pipelines, so that configuration may have options
 *     of others
 */
record SinkSelection(
    List<String> names, boolean explicit, boolean off, Set<String> idle, boolean overruled) {

  static SinkSelection of(
      @Nullable List<String> inCode,
      Optional<List<String>> configured,
      Set<String> onClassPath,
      ConfigurationProblems problems) {
    if (inCode == null && configured.isEmpty()) {
      return new SinkSelection(List.copyOf(onClassPath), false, false, Set.of(), false);
    }
    List<String> listed = inCode == null ? configured.orElse(List.of()) : inCode;
    String from = inCode == null ? "eventrecorder.sinks" : "sinks(…) of the builder";
    boolean off = listed.isEmpty() || listed.equals(List.of(BroadcasterSettings.NO_SINKS));
    Set<String> seen = new HashSet<>();
    for (String name : off ? List.<String>of() : listed) {
      if (name.equals(BroadcasterSettings.NO_SINKS)) {
        problems.add(
            from
                + ": none switches all sinks off and cannot be combined; remove none or the other names");
      } else if (!seen.add(name)) {
        problems.add(
            from
                + " lists "
                + name
                + " twice: give one of them another name and set eventrecorder.sink.<name>.type");
      }
    }
    List<String> names =
        listed.stream().filter(n -> !n.equals(BroadcasterSettings.NO_SINKS)).distinct().toList();
    Set<String> idle = new TreeSet<>(configured.orElse(List.of()));
    idle.removeAll(names);
    return new SinkSelection(names, true, off, idle, inCode != null);
  }
}
