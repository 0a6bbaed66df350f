package io.eventrecorder.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The providers of one kind.
 *
 * @param what the kind in words, for example {@code sink}
 * @param found those that work, ordered by name
 * @param broken those that do not
 * @param <P> the kind of provider
 */
record ProviderCatalog<P>(
    String what, List<DiscoveredProvider<P>> found, List<BrokenProvider> broken) {
  /** Where the types that this project ships live; named to people who ask for one of them. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "sink kubernetes", "eventrecorder-sink-kubernetes",
          "sink kafka", "eventrecorder-sink-kafka",
          "sink log", "eventrecorder-sink-log",
          "correlator aggregating", "eventrecorder-correlator",
          "correlator series", "eventrecorder-correlator");

  ProviderCatalog {
    found = List.copyOf(found);
    broken = List.copyOf(broken);
  }

  Optional<DiscoveredProvider<P>> find(String name) {
    return found.stream().filter(provider -> provider.name().equals(name)).findFirst();
  }

  TreeSet<String> names() {
    return found.stream()
        .map(DiscoveredProvider::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Optional<String> artifact(String what, String name) {
    return Optional.ofNullable(ARTIFACTS.get(what + " " + name))
        .map(id -> "io.eventrecorder:" + id);
  }

  /** {@return why there is no provider of this name, and what to do} */
  String missing(String name, String... builtIn) {
    List<BrokenProvider> same = broken.stream().filter(b -> b.name().equals(name)).toList();
    if (!same.isEmpty()) {
      return same.get(0).problem();
    }
    TreeSet<String> names = names();
    names.addAll(List.of(builtIn));
    String there = names.isEmpty() ? "there is none" : "there are " + String.join(", ", names);
    String remedy =
        artifact(what, name)
            .map(id -> " Add " + id + " to the class path.")
            .orElseGet(
                () ->
                    Suggestion.to(name, names)
                        .map(near -> " Did you mean " + near + "?")
                        .orElse(" Correct the name, or add the jar that provides it."));
    // One that could not say its name may be the one that is asked for.
    String suspects =
        broken.stream()
            .filter(b -> b.name().isEmpty())
            .map(b -> " Or repair this: " + b.problem() + ".")
            .collect(Collectors.joining());
    return "no %s %s is on the class path; %s.%s%s".formatted(what, name, there, remedy, suspects);
  }

  /** {@return the names that more than one provider claims, with all of those} */
  List<String> duplicates() {
    Map<String, List<DiscoveredProvider<P>>> byName = new LinkedHashMap<>();
    found.forEach(p -> byName.computeIfAbsent(p.name(), unused -> new ArrayList<>()).add(p));
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> duplicate(entry.getKey(), entry.getValue().stream()))
        .toList();
  }

  private String duplicate(String name, Stream<DiscoveredProvider<P>> claimants) {
    return claimants
        .map(p -> p.className() + " from " + p.location())
        .collect(
            Collectors.joining(
                " and ",
                what + " " + name + " is provided more than once: by ",
                "; remove one of them from the class path"));
  }
}
