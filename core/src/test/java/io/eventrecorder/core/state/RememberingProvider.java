package io.eventrecorder.core.state;

import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Makes the correlator {@code remembering}. */
public final class RememberingProvider implements EventCorrelatorProvider {
  private static final Option<Integer> LEVEL = Option.integer("level", 0, 9).defaultTo(1);

  private static final Option<Integer> SIZE =
      Option.integer("size", 0, 9).defaultTo(1).adjustable();

  @Override
  public String name() {
    return "remembering";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(LEVEL, SIZE);
  }

  @Override
  public EventCorrelator create(ProviderContext context) {
    return new RememberingCorrelator(context.clock(), context.provided(Set.class).orElse(Set.of()));
  }

  /** {@return a class loader that finds this provider} The class loader of the tests does not. */
  public static ClassLoader loader(Path directory) {
    try {
      Path services = Files.createDirectories(directory.resolve("META-INF/services"));
      Files.writeString(
          services.resolve(EventCorrelatorProvider.class.getName()),
          RememberingProvider.class.getName() + "\n");
      return new Loader(directory.toUri().toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads the fixtures by itself, because service files count only in the unnamed module. */
  private static final class Loader extends URLClassLoader {
    private static final String FIXTURES =
        RememberingProvider.class.getPackageName() + ".Remembering";

    Loader(URL services) {
      super(new URL[] {services}, RememberingProvider.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(FIXTURES)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = Objects.requireNonNull(in).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
