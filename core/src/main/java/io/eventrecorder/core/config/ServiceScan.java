package io.eventrecorder.core.config;

import io.eventrecorder.spi.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds the providers of one kind. One that fails takes no other down, however it fails.
 *
 * @param what the kind in words
 * @param service the kind
 * @param name how a provider says its name
 * @param options how a provider says its options
 * @param <P> the kind
 */
record ServiceScan<P>(
    String what, Class<P> service, Function<P, String> name, Function<P, List<Option<?>>> options) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  // An iterator that only fails would never end; so many broken entries are nobody's.
  private static final int MOST_FAILURES = 1000;

  /** {@return what a class loader sees; if that is nothing, what the library's own sees} */
  ProviderCatalog<P> run(Optional<ClassLoader> preferred) {
    Optional<ProviderCatalog<P>> seen = preferred.map(this::run);
    return seen.filter(catalog -> !catalog.found().isEmpty() || !catalog.broken().isEmpty())
        .orElseGet(() -> run(ServiceScan.class.getClassLoader()));
  }

  private ProviderCatalog<P> run(ClassLoader loader) {
    List<DiscoveredProvider<P>> found = new ArrayList<>();
    List<BrokenProvider> broken = new ArrayList<>();
    Iterator<ServiceLoader.Provider<P>> providers =
        ServiceLoader.load(service, loader).stream().iterator();
    while (broken.size() < MOST_FAILURES) {
      ServiceLoader.Provider<P> next;
      try {
        if (!providers.hasNext()) {
          break;
        }
        next = providers.next();
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        broken.add(
            new BrokenProvider(
                "", "a " + what + " provider cannot be loaded: " + BrokenProvider.words(e)));
        continue;
      }
      inspect(next, found, broken);
    }
    found.sort(
        Comparator.comparing((DiscoveredProvider<P> p) -> p.name())
            .thenComparing(p -> p.className()));
    return new ProviderCatalog<>(what, found, broken);
  }

  private void inspect(
      ServiceLoader.Provider<P> candidate,
      List<DiscoveredProvider<P>> found,
      List<BrokenProvider> broken) {
    String className = candidate.type().getName();
    String location = DiscoveredProvider.location(candidate.type());
    String says = "";
    try {
      P provider = candidate.get();
      says = name.apply(provider);
      found.add(
          new DiscoveredProvider<>(
              says, provider, className, location, declared(options.apply(provider))));
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      broken.add(BrokenProvider.of(what, says, className + " from " + location, e));
    }
  }

  /** {@return a name that configuration can ask for} */
  static String checkedName(String text) {
    if (text == null || !NAME.matcher(text).matches()) {
      throw new IllegalStateException(
          "it calls itself \"" + text + "\", but names are lower case letters, digits and hyphens");
    }
    return text;
  }

  private List<Option<?>> declared(List<Option<?>> options) {
    if (options == null) {
      throw new IllegalStateException("options() returned null");
    }
    Set<String> names = new HashSet<>();
    for (Option<?> option : options) {
      if (!names.add(option.name())) {
        throw new IllegalStateException("it declares the option " + option.name() + " twice");
      }
    }
    return options;
  }
}
