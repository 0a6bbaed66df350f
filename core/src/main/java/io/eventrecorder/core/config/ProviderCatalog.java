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
 * @param kind the name of the kind, for example {@code sink}
 * @param found the providers that can be used, ordered by name
 * @param broken the providers that cannot be used
 * @param <P> the kind of provider
 */
record ProviderCatalog<P>(
    String kind, List<DiscoveredProvider<P>> found, List<BrokenProvider> broken) {
  /** The artifacts of the providers that this project ships; error messages name them. */
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
    for (DiscoveredProvider<P> provider : found) {
      if (provider.name().equals(name)) {
        return Optional.of(provider);
      }
    }
    return Optional.empty();
  }

  TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (DiscoveredProvider<P> provider : found) {
      names.add(provider.name());
    }
    return names;
  }

  static Optional<String> artifact(String what, String name) {
    return Optional.ofNullable(ARTIFACTS.get(what + " " + name))
        .map(id -> "io.eventrecorder:" + id);
  }

  /** {@return the problem that there is no provider of this name, with its remedy} */
  String missing(String name, String... builtIn) {
    List<BrokenProvider> same = broken.stream().filter(b -> b.name().equals(name)).toList();
    if (!same.isEmpty()) {
      return same.get(0).problem();
    }
    TreeSet<String> names = names();
    names.addAll(List.of(builtIn));
    String available =
        names.isEmpty() ? "none is available" : "available: " + String.join(", ", names);
    String remedy =
        artifact(kind, name)
            .map(id -> " Add " + id + " to the class path.")
            .orElseGet(
                () ->
                    Suggestion.to(name, names)
                        .map(near -> " Did you mean " + near + "?")
                        .orElse(" Correct the name, or add the jar that provides it."));
    // A provider that failed before it returned its name may be the one that is missing.
    String suspects =
        broken.stream()
            .filter(b -> b.name().isEmpty())
            .map(b -> " Or fix this problem: " + b.problem() + ".")
            .collect(Collectors.joining());
    return "no %s %s is on the class path; %s.%s%s"
        .formatted(kind, name, available, remedy, suspects);
  }

  /** {@return one problem for each name that more than one provider has} */
  List<String> duplicates() {
    if (names().size() == found.size()) {
      return List.of();
    }
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
                kind + " " + name + " is provided more than once: by ",
                "; remove one of them from the class path"));
  }
}
