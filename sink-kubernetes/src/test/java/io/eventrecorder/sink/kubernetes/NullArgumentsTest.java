package io.eventrecorder.sink.kubernetes;

import com.google.common.testing.ClassSanityTester;
import com.google.common.testing.NullPointerTester;
import com.google.common.testing.NullPointerTester.Visibility;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.Test;

/** The public types reject null where their signatures do not allow it. */
class NullArgumentsTest {
  @Test
  void the_factory_method_rejects_null() throws Exception {
    new ClassSanityTester().forAllPublicStaticMethods(KubernetesEventSink.class).testNulls();
  }

  @Test
  void the_builder_rejects_null() {
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
      new NullPointerTester()
          .testInstanceMethods(KubernetesEventSink.builder(client), Visibility.PUBLIC);
    }
  }

  @Test
  void conversions_reject_null() {
    new NullPointerTester().testAllPublicStaticMethods(KubernetesEvents.class);
  }

  @Test
  void the_provider_rejects_null() {
    new NullPointerTester().testAllPublicInstanceMethods(new KubernetesEventSinkProvider());
  }

  @Test
  void the_resolver_rejects_null() {
    new NullPointerTester().testAllPublicInstanceMethods(new KubernetesReferenceResolver());
  }
}
