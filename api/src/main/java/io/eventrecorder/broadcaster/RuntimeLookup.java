package io.eventrecorder.broadcaster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the runtime on the class path or module path: by the context class loader of this thread,
 * or, if that finds none, by the class loader of the library.
 */
final class RuntimeLookup {
  private static final String SERVICE =
      "META-INF/services/" + EventBroadcasterProvider.class.getName();

  private RuntimeLookup() {}

  static EventBroadcasterProvider find() {
    return in(Thread.currentThread().getContextClassLoader())
        .or(() -> in(EventBroadcasterProvider.class.getClassLoader()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no Event Recorder runtime on the class path: add"
                        + " io.eventrecorder:eventrecorder-core to the application"));
  }

  private static Optional<EventBroadcasterProvider> in(@Nullable ClassLoader loader) {
    if (loader == null) {
      return Optional.empty();
    }
    List<EventBroadcasterProvider> found = providers(loader);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Set<String> places = places(loader);
    if (found.size() > 1 || places.size() > 1) {
      throw new IllegalStateException(
          "more than one Event Recorder runtime on the class path: keep one of "
              + String.join(", ", places));
    }
    return Optional.of(found.get(0));
  }

  private static List<EventBroadcasterProvider> providers(ClassLoader loader) {
    List<EventBroadcasterProvider> found = new ArrayList<>();
    try {
      ServiceLoader.load(EventBroadcasterProvider.class, loader).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      // Without a cause, the class loader has another copy of this API, as in a container: the
      // caller
      // tries the next class loader. With a cause, the jar is broken, and its message helps most.
      if (e.getCause() != null) {
        throw new IllegalStateException(
            "the Event Recorder runtime cannot be loaded; eventrecorder-core and eventrecorder-api"
                + " must have the same version: "
                + e.getMessage(),
            e);
      }
    }
    return found;
  }

  /** Lists the jars: if two versions of a jar have the class, ServiceLoader returns it once. */
  private static Set<String> places(ClassLoader loader) {
    Set<String> places = new LinkedHashSet<>();
    try {
      for (URL url : Collections.list(loader.getResources(SERVICE))) {
        places.add(url.toString().replaceFirst("!?/" + SERVICE + "$", ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places;
  }
}
