package io.eventrecorder.core.config;

import io.eventrecorder.spi.Option;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;

/**
 * A provider on the class path that can be used.
 *
 * @param name the type of the sink or the name of the correlator
 * @param provider creates the sink or the correlator
 * @param className the class of the provider
 * @param location where the class was loaded from
 * @param options the options that it declares
 * @param <P> the kind of provider
 */
record DiscoveredProvider<P>(
    String name, P provider, String className, String location, List<Option<?>> options) {
  DiscoveredProvider {
    options = List.copyOf(options);
  }

  /** {@return the file name of the jar; the whole location if it is not a jar} */
  String artifact() {
    return artifact(location);
  }

  static String artifact(String location) {
    return location.endsWith(".jar") ? location.substring(location.lastIndexOf('/') + 1) : location;
  }

  static String location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL url = source == null ? null : source.getLocation();
    if (url == null) {
      return "an unknown place";
    }
    return url.getProtocol().equals("file") ? url.getPath() : url.toString();
  }
}
