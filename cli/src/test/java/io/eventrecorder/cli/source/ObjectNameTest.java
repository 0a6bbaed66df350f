package io.eventrecorder.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.ObjectReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNameTest {
  @ParameterizedTest
  @CsvSource({
    "pod/web-0, Pod",
    "po/web-0, Pod",
    "Pods/web-0, Pod",
    "deploy/web-0, Deployment",
    "deployment/web-0, Deployment",
    "deployments.apps/web-0, Deployment",
    "deployments.v1.apps/web-0, Deployment",
    "sts/web-0, StatefulSet",
    "pvc/web-0, PersistentVolumeClaim",
    "ing/web-0, Ingress",
    "ns/web-0, Namespace",
    "endpoints/web-0, Endpoints",
    "certificate/web-0, Certificate",
    "certificates.cert-manager.io/web-0, Certificate",
    "Certificate/web-0, Certificate",
    "proxies/web-0, Proxy",
    "buses/web-0, Bus"
  })
  void it_names_the_object_as_kubectl_does(String text, String kind) {
    ObjectName name = ObjectName.parse(text);
    assertThat(name.matches(ObjectReference.of(kind, "shop", "web-0"))).isTrue();
    assertThat(name.matches(ObjectReference.of(kind, "shop", "web-1"))).isFalse();
    assertThat(name.matches(ObjectReference.of("Order", "shop", "web-0"))).isFalse();
  }

  @Test
  void a_known_kind_is_exact() {
    assertThat(ObjectName.parse("po/web-0")).isEqualTo(new ObjectName("Pod", true, "web-0"));
    assertThat(ObjectName.parse("gizmos.shop.io/a").exact()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pod", "/web-0", "pod/", "pod/a/b"})
  void other_texts_are_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectName.parse(text))
        .withMessageContaining("must be KIND/NAME");
  }
}
