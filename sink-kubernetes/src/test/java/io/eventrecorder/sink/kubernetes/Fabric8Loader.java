package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.ReferenceResolver;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The class path of an application, with only the jars of fabric8 that a test chooses. */
final class Fabric8Loader extends URLClassLoader {
  private static final String OURS = KubernetesEventSinkProvider.class.getPackageName() + ".";
  private static final String FABRIC8 = "io.fabric8.";

  private Fabric8Loader(URL[] urls) {
    super(urls, Fabric8Loader.class.getClassLoader());
  }

  /**
   * {@return a class path}
   *
   * @param wanted which of fabric8's jars of the tests' own class path are on it, by file name
   * @param others jars that come first
   */
  static Fabric8Loader with(Predicate<String> wanted, Path... others) {
    List<URL> urls = new ArrayList<>();
    urls.add(KubernetesEventSinkProvider.class.getProtectionDomain().getCodeSource().getLocation());
    for (Path other : others) {
      urls.add(url(other));
    }
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(path -> path.toString().contains(File.separator + "fabric8" + File.separator))
        .filter(path -> wanted.test(path.getFileName().toString()))
        .forEach(path -> urls.add(url(path)));
    return new Fabric8Loader(urls.toArray(URL[]::new));
  }

  EventSinkProvider provider() throws ReflectiveOperationException {
    return (EventSinkProvider) made(KubernetesEventSinkProvider.class);
  }

  ReferenceResolver resolver() throws ReflectiveOperationException {
    return (ReferenceResolver) made(KubernetesReferenceResolver.class);
  }

  private Object made(Class<?> type) throws ReflectiveOperationException {
    return loadClass(type.getName()).getConstructor().newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) && !name.startsWith(FABRIC8)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return isOwn(name) ? findResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isOwn(name) ? findResources(name) : super.getResources(name);
  }

  private static boolean isOwn(String name) {
    return name.replace('/', '.').contains(FABRIC8);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }
}
