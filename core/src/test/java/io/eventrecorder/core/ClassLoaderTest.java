package io.eventrecorder.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** As in an application server: the library's class loader must be collectable after a close. */
class ClassLoaderTest {
  @Test
  void close_releases_the_class_loader() throws Exception {
    WeakReference<ClassLoader> loader = recordAndClose();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> recordAndClose() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      CountDownLatch seen = new CountDownLatch(1);
      Consumer<Object> handler = event -> seen.countDown();
      Class<?> broadcasters = loader.loadClass("io.eventrecorder.broadcaster.EventBroadcaster");
      Class<?> builders = loader.loadClass("io.eventrecorder.broadcaster.EventBroadcaster$Builder");
      Class<?> events = loader.loadClass("io.eventrecorder.Event");
      Object builder = broadcasters.getMethod("builder").invoke(null);
      builders.getMethod("sinks", String[].class).invoke(builder, (Object) new String[0]);
      Object broadcaster = builders.getMethod("build").invoke(builder);
      broadcasters.getMethod("startEventWatcher", Consumer.class).invoke(broadcaster, handler);
      Object event =
          builders(events).getMethod("build").invoke(events.getMethod("builder").invoke(null));
      broadcasters.getMethod("publish", events).invoke(broadcaster, event);
      assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
      broadcasters.getMethod("close").invoke(broadcaster);
      return new WeakReference<>(loader);
    }
  }

  private static Class<?> builders(Class<?> events) throws ClassNotFoundException {
    return Class.forName(events.getName() + "$Builder", true, events.getClassLoader());
  }

  private static URL[] classPath() throws Exception {
    List<URL> urls = new ArrayList<>();
    urls.add(Path.of("target", "classes").toUri().toURL());
    String paths =
        System.getProperty("java.class.path")
            + File.pathSeparator
            + System.getProperty("jdk.module.path", "");
    for (String path : paths.split(File.pathSeparator, -1)) {
      if (path.contains("jackson-core") || path.contains("jspecify")) {
        urls.add(Path.of(path).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
