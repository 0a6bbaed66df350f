package io.eventrecorder.broadcaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.eventrecorder.spi.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test looks on a class path of real jars. */
class RuntimeLookupTest {
  private static final String SERVICE =
      "META-INF/services/" + EventBroadcasterProvider.class.getName();
  private static final String NO_RUNTIME =
      "no Event Recorder runtime on the class path: add"
          + " io.eventrecorder:eventrecorder-core to the application";

  @TempDir Path directory;

  @Test
  void without_a_runtime_the_message_names_the_artifact_to_add() throws Exception {
    try (Loader application = loader(api())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> find(application, application))
          .withMessage(NO_RUNTIME);
    }
  }

  @Test
  void one_runtime_is_found_by_the_context_class_loader() throws Exception {
    try (Loader application = loader(api(), runtime("core-1.jar", First.class))) {
      assertThat(find(application, application)).isEqualTo(First.class.getName());
    }
  }

  @Test
  void two_runtimes_are_an_error_that_names_both_jars() throws Exception {
    Path first = runtime("core-1.jar", First.class);
    Path second = runtime("other-runtime.jar", Second.class);
    try (Loader application = loader(api(), first, second)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> find(application, application))
          .withMessageStartingWith(
              "more than one Event Recorder runtime on the class path: keep one of ")
          .withMessageContaining(first.toString())
          .withMessageContaining(second.toString());
    }
  }

  @Test
  void two_versions_of_one_runtime_are_an_error_that_names_both_jars() throws Exception {
    Path first = runtime("core-1.jar", First.class);
    Path second = runtime("core-2.jar", First.class);
    try (Loader application = loader(api(), first, second)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> find(application, application))
          .withMessageContaining(first.toString())
          .withMessageContaining(second.toString());
    }
  }

  @Test
  void a_context_class_loader_that_finds_nothing_is_followed_by_the_librarys_own()
      throws Exception {
    try (Loader library = loader(api(), runtime("core-1.jar", First.class));
        URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThat(find(library, empty)).isEqualTo(First.class.getName());
      assertThat(find(library, null)).isEqualTo(First.class.getName());
    }
  }

  @Test
  void a_context_class_loader_with_another_copy_of_the_api_is_followed_by_the_librarys_own()
      throws Exception {
    Path core = runtime("core-1.jar", First.class);
    try (Loader library = loader(api(), core);
        Loader other = loader(api(), runtime("core-2.jar", Second.class))) {
      assertThat(find(library, other)).isEqualTo(First.class.getName());
    }
  }

  @Test
  void a_runtime_that_cannot_be_loaded_is_an_error_that_says_to_use_the_same_version()
      throws Exception {
    try (Loader application = loader(api(), runtime("core-1.jar", Broken.class))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> find(application, application))
          .withMessageStartingWith(
              "the Event Recorder runtime cannot be loaded; eventrecorder-core and"
                  + " eventrecorder-api must be complete and have the same version: ")
          .withMessageContaining(Broken.class.getName());
    }
  }

  @Test
  void a_runtime_whose_class_is_missing_is_not_reported_as_no_runtime() throws Exception {
    Path incomplete = jar("core-1.jar", List.of(), First.class.getName() + "Missing");
    try (Loader application = loader(api(), incomplete)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> find(application, application))
          .withMessageContaining("cannot be loaded")
          .withMessageContaining(First.class.getName() + "Missing");
    }
  }

  /** {@return the class of the runtime that the API of one class loader finds} */
  private static String find(ClassLoader library, @Nullable ClassLoader context) throws Exception {
    Class<?> probe = library.loadClass(Probe.class.getName());
    Callable<?> lookup = (Callable<?>) probe.getDeclaredConstructor().newInstance();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return (String) lookup.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Path api() {
    return jar(
        "api.jar",
        List.of(
            Probe.class,
            EventBroadcaster.class,
            EventBroadcaster.Builder.class,
            EventBroadcasterProvider.class,
            ProviderListing.class,
            RuntimeLookup.class),
        "");
  }

  private Path runtime(String file, Class<?> provider) {
    return jar(file, List.of(IdleRuntime.class, provider), provider.getName());
  }

  private Path jar(String file, List<Class<?>> classes, String providers) {
    Path jar = directory.resolve(file);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> type : classes) {
        String entry = type.getName().replace('.', '/') + ".class";
        zip.putNextEntry(new ZipEntry(entry));
        try (InputStream bytes =
            Objects.requireNonNull(type.getClassLoader().getResourceAsStream(entry))) {
          bytes.transferTo(zip);
        }
      }
      if (!providers.isEmpty()) {
        zip.putNextEntry(new ZipEntry(SERVICE));
        zip.write(providers.getBytes(StandardCharsets.UTF_8));
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Loader loader(Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    return new Loader(urls);
  }

  /**
   * Takes the classes of the package from its own jars, so each loader has its own copy of them.
   */
  private static final class Loader extends URLClassLoader {
    Loader(URL[] jars) {
      super(jars, RuntimeLookupTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(RuntimeLookup.class.getPackageName() + ".")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  /** Looks from within the package of the API. */
  public static final class Probe implements Callable<String> {
    @Override
    public String call() {
      return RuntimeLookup.find().getClass().getName();
    }
  }

  /** A runtime that does nothing. */
  public abstract static class IdleRuntime implements EventBroadcasterProvider {
    @Override
    public EventBroadcaster create() {
      throw new UnsupportedOperationException();
    }

    @Override
    public EventBroadcaster.Builder builder() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ProviderListing discover() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Option<?>> broadcasterOptions() {
      return List.of();
    }

    @Override
    public List<Option<?>> pipelineOptions() {
      return List.of();
    }
  }

  /** A runtime. */
  public static final class First extends IdleRuntime {}

  /** Another runtime. */
  public static final class Second extends IdleRuntime {}

  /** A runtime of another version of the API. */
  public static final class Broken extends IdleRuntime {
    /** Fails as a missing method of the API does. */
    public Broken() {
      throw new NoSuchMethodError("Event.gone()");
    }
  }
}
