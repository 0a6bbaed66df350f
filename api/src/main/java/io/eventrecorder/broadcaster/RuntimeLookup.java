package io.eventrecorder.broadcaster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
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

  /** A services file that cannot be read at all is reported again and again. */
  private static final int MOST_BROKEN = 20;

  private RuntimeLookup() {}

  static EventBroadcasterProvider find() {
    EventBroadcasterProvider found = in(Thread.currentThread().getContextClassLoader());
    if (found == null) {
      found = in(EventBroadcasterProvider.class.getClassLoader());
    }
    if (found == null) {
      throw new IllegalStateException(
          "no Event Recorder runtime on the class path: add"
              + " io.eventrecorder:eventrecorder-core to the application");
    }
    return found;
  }

  private static @Nullable EventBroadcasterProvider in(@Nullable ClassLoader loader) {
    if (loader == null) {
      return null;
    }
    List<EventBroadcasterProvider> found = providers(loader);
    if (found.isEmpty()) {
      return null;
    }
    Set<String> places = places(loader);
    if (found.size() > 1 || places.size() > 1) {
      throw new IllegalStateException(
          "more than one Event Recorder runtime on the class path: keep one of "
              + String.join(", ", places));
    }
    return found.get(0);
  }

  /** Asks entry by entry, because one that cannot be loaded says nothing about the others. */
  private static List<EventBroadcasterProvider> providers(ClassLoader loader) {
    List<EventBroadcasterProvider> found = new ArrayList<>();
    List<ServiceConfigurationError> broken = new ArrayList<>();
    Iterator<EventBroadcasterProvider> entries =
        ServiceLoader.load(EventBroadcasterProvider.class, loader).iterator();
    while (broken.size() < MOST_BROKEN && entries.hasNext()) {
      try {
        found.add(entries.next());
      } catch (ServiceConfigurationError e) {
        broken.add(e);
      }
    }
    if (found.isEmpty()) {
      broken.removeIf(RuntimeLookup::isOfAnotherApi);
    }
    if (found.isEmpty() && !broken.isEmpty()) {
      throw new IllegalStateException(
          "the Event Recorder runtime cannot be loaded; eventrecorder-core and eventrecorder-api"
              + " must be complete and have the same version: "
              + broken.get(0).getMessage(),
          broken.get(0));
    }
    return found;
  }

  /** In a container, a class loader may see the runtime of another copy of this API. */
  private static boolean isOfAnotherApi(ServiceConfigurationError e) {
    return String.valueOf(e.getMessage()).endsWith("not a subtype");
  }

  /** Lists the jars: if two versions of a jar have the class, ServiceLoader returns it once. */
  private static Set<String> places(ClassLoader loader) {
    Set<String> places = new LinkedHashSet<>();
    try {
      for (URL url : Collections.list(loader.getResources(SERVICE))) {
        places.add(place(url.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places;
  }

  /** {@return the jar or folder of a services file} */
  private static String place(String url) {
    if (!url.endsWith("/" + SERVICE)) {
      return url;
    }
    String place = url.substring(0, url.length() - SERVICE.length() - 1);
    return place.endsWith("!") ? place.substring(0, place.length() - 1) : place;
  }
}
