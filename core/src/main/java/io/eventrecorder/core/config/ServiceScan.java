package io.eventrecorder.core.config;

import io.eventrecorder.spi.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the providers of one kind. A provider that fails does not affect the others.
 *
 * @param kind the name of the kind
 * @param service the interface of the providers
 * @param name returns the name of a provider
 * @param options returns the options of a provider
 * @param <P> the interface of the providers
 */
record ServiceScan<P>(
    String kind, Class<P> service, Function<P, String> name, Function<P, List<Option<?>>> options) {
  // Ends the loop where the iterator fails each time.
  private static final int MOST_FAILURES = 1000;

  /**
   * {@return the providers that a class loader finds; if it finds none, those that the library's
   * class loader finds}
   */
  ProviderCatalog<P> run(@Nullable ClassLoader preferred) {
    ClassLoader own = ServiceScan.class.getClassLoader();
    if (preferred == null || preferred.equals(own)) {
      return in(own);
    }
    ProviderCatalog<P> seen = in(preferred);
    return seen.found().isEmpty() && seen.broken().isEmpty() ? in(own) : seen;
  }

  private ProviderCatalog<P> in(ClassLoader loader) {
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
                "", "a " + kind + " provider cannot be loaded: " + BrokenProvider.words(e)));
        continue;
      }
      inspect(next, found, broken);
    }
    found.sort(ServiceScan::byNameAndClass);
    return new ProviderCatalog<>(kind, found, broken);
  }

  private static int byNameAndClass(DiscoveredProvider<?> a, DiscoveredProvider<?> b) {
    int names = a.name().compareTo(b.name());
    return names == 0 ? a.className().compareTo(b.className()) : names;
  }

  private void inspect(
      ServiceLoader.Provider<P> candidate,
      List<DiscoveredProvider<P>> found,
      List<BrokenProvider> broken) {
    String className = candidate.type().getName();
    String location = DiscoveredProvider.location(candidate.type());
    String foundName = "";
    try {
      P provider = candidate.get();
      foundName = name.apply(provider);
      found.add(
          new DiscoveredProvider<>(
              foundName, provider, className, location, declared(options.apply(provider))));
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      broken.add(BrokenProvider.of(kind, foundName, className + " from " + location, e));
    }
  }

  /** {@return the name, if configuration can use it} */
  static String checkedName(String text) {
    if (text == null || !isName(text)) {
      throw new IllegalStateException(
          "its name \"" + text + "\" is not valid: use lower case letters, digits and hyphens");
    }
    return text;
  }

  /** A loop, because a regular expression takes some milliseconds of the start. */
  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '-') {
        return false;
      }
    }
    boolean hyphensBetween = !text.startsWith("-") && !text.endsWith("-") && !text.contains("--");
    return hyphensBetween && !text.isEmpty();
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
