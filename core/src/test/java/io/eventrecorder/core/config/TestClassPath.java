package io.eventrecorder.core.config;

import io.eventrecorder.core.config.fixtures.Fixtures;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.ReferenceResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars with providers for one test. Other tests do not see their service files. */
final class TestClassPath {
  private static final String FIXTURES = Fixtures.class.getPackageName() + ".";

  private final Path directory;
  private final List<URL> jars = new ArrayList<>();

  TestClassPath(Path directory) {
    this.directory = directory;
  }

  /** Adds a jar with fixtures, and with the {@code extra} classes that they need. */
  TestClassPath jar(String fileName, List<String> fixtures, String... extra) {
    Path jar = directory.resolve(fileName);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      List<String> classes = new ArrayList<>(fixtures);
      classes.addAll(List.of(extra));
      for (String simple : classes) {
        add(zip, Fixtures.class.getName() + "$" + simple);
      }
      add(zip, Fixtures.class.getName());
      add(zip, Fixtures.class.getName() + "$Sink");
      service(zip, EventSinkProvider.class, fixtures);
      service(zip, EventCorrelatorProvider.class, fixtures);
      service(zip, ReferenceResolver.class, fixtures);
      jars.add(jar.toUri().toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a jar whose service file has these lines. */
  TestClassPath serviceFile(String fileName, String lines) {
    Path jar = directory.resolve(fileName);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/services/" + EventSinkProvider.class.getName()));
      zip.write(lines.getBytes(StandardCharsets.UTF_8));
      jars.add(jar.toUri().toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Path place(String fileName) {
    return directory.resolve(fileName);
  }

  private static void service(ZipOutputStream zip, Class<?> service, List<String> fixtures)
      throws IOException {
    zip.putNextEntry(new ZipEntry("META-INF/services/" + service.getName()));
    for (String simple : fixtures) {
      boolean correlator = Stream.of("Aggregating", "OwnNone").anyMatch(simple::equals);
      boolean resolver = simple.equals("Strings");
      Class<?> kind =
          correlator
              ? EventCorrelatorProvider.class
              : resolver ? ReferenceResolver.class : EventSinkProvider.class;
      if (kind == service) {
        zip.write(
            (Fixtures.class.getName() + "$" + simple + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void add(ZipOutputStream zip, String className) throws IOException {
    String file = className.replace('.', '/') + ".class";
    zip.putNextEntry(new ZipEntry(file));
    try (InputStream bytes =
        Objects.requireNonNull(TestClassPath.class.getClassLoader().getResourceAsStream(file))) {
      bytes.transferTo(zip);
    }
  }

  ClassLoader loader() {
    return new Loader(jars.toArray(URL[]::new));
  }

  Providers providers() {
    return Providers.discover(loader());
  }

  /** Loads the fixtures only from its jars, so that a class can be missing. */
  private static final class Loader extends URLClassLoader {
    Loader(URL[] jars) {
      super(jars, TestClassPath.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(FIXTURES)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
