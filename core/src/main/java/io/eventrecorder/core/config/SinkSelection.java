package io.eventrecorder.core.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which pipelines to start.
 *
 * @param names the pipelines
 * @param asked whether somebody named them, or they are merely what the class path has
 * @param off whether somebody wants none
 * @param idle names that configuration lists, but that the builder overruled
 * @param overruled whether the builder chose, so that configuration may speak of other pipelines
 */
record SinkSelection(
    List<String> names, boolean asked, boolean off, Set<String> idle, boolean overruled) {

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
        problems.add(from + ": none switches all sinks off, so it must stand alone");
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
    names.forEach(idle::remove);
    return new SinkSelection(names, true, off, idle, inCode != null);
  }
}
