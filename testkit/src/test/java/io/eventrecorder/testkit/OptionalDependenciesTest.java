package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.ObjectReference;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes for users who have none of JUnit, AssertJ and jqwik. */
class OptionalDependenciesTest {
  private static final List<String> OPTIONAL =
      List.of("junit", "assertj", "jqwik", "opentest4j", "apiguardian", "byte-buddy");
  private static final List<String> JSON = List.of("json-patch", "jackson", "btf", "msg-simple");

  private final ClassLoader own = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void resetContextClassLoader() {
    Thread.currentThread().setContextClassLoader(own);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ManualClock",
        "InMemoryEventSink",
        "FaultyEventSink",
        "SinkOutcome",
        "EventMatcher"
      })
  void fakes_load_and_link_without_test_libraries(String name) throws Exception {
    try (URLClassLoader loader = without(OPTIONAL)) {
      Class<?> type = loader.loadClass("io.eventrecorder.testkit." + name);
      assertThat(type.getClassLoader()).isSameAs(loader);
      assertThat(type.getDeclaredMethods()).isNotEmpty(); // resolves the types of all signatures
      for (Class<?> nested : type.getDeclaredClasses()) {
        assertThat(nested.getDeclaredMethods()).isNotNull();
      }
    }
  }

  @Test
  void the_recorder_works_with_the_api_alone() throws Exception {
    List<String> all = new ArrayList<>(OPTIONAL);
    all.addAll(JSON);
    try (URLClassLoader loader = without(all)) {
      Thread.currentThread().setContextClassLoader(loader); // where ServiceLoader looks
      Class<?> type = loader.loadClass(FakeEventRecorder.class.getName());
      Object recorder = type.getConstructor().newInstance();
      Class<?> reference = loader.loadClass(ObjectReference.class.getName());
      Object pod =
          reference
              .getMethod("of", String.class, String.class, String.class)
              .invoke(null, "Pod", "default", "web-0");
      Method normal =
          type.getMethod("normal", Object.class, String.class, String.class, Object[].class);
      normal.invoke(recorder, pod, "Pulled", "message", new Object[0]);
      assertThat((List<?>) type.getMethod("events").invoke(recorder)).hasSize(1);
    }
  }

  @Test
  void the_store_patches_without_test_libraries() throws Exception {
    try (URLClassLoader loader = without(OPTIONAL)) {
      Class<?> patch = loader.loadClass("io.eventrecorder.testkit.MergePatch");
      Constructor<?> constructor = patch.getDeclaredConstructor();
      constructor.setAccessible(true);
      assertThat(constructor.newInstance()).isNotNull();
    }
  }

  @Test
  void the_class_loader_of_these_tests_lacks_the_test_libraries() throws Exception {
    try (URLClassLoader loader = without(OPTIONAL)) {
      for (String name :
          List.of(
              "org.junit.jupiter.api.Test",
              "org.assertj.core.api.Assertions",
              "net.jqwik.api.Arbitrary")) {
        assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
      }
    }
  }

  private static URLClassLoader without(List<String> names) {
    URL[] urls =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(File::new)
            .filter(file -> !file.getName().equals("test-classes"))
            .filter(file -> names.stream().noneMatch(name -> file.getPath().contains(name)))
            .map(OptionalDependenciesTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(File file) {
    try {
      return file.toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(file + " has no URL", e);
    }
  }
}
