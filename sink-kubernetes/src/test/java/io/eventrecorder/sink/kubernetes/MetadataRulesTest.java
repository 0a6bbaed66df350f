package io.eventrecorder.sink.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.OwnerReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels, annotations and owners for which the server would refuse the event are left out. */
class MetadataRulesTest {
  @Test
  void an_invalid_label_is_left_out() {
    assertThat(MetadataRules.labels(Map.of("app", "shop", "example.com/tier", "", "x", "A-1_b.c")))
        .containsOnlyKeys("app", "example.com/tier", "x");
    assertThat(
            MetadataRules.labels(
                Map.of("app", "a b", "a b", "x", "b", "-x", "c", "x".repeat(64), "a/b/c", "x")))
        .isEmpty();
  }

  @Test
  void an_annotation_may_have_any_value_but_not_any_key() {
    assertThat(MetadataRules.annotations(Map.of("Example.com/A", "any {\"text\"}\0", "a b", "x")))
        .containsOnlyKeys("Example.com/A");
  }

  @Test
  void annotations_beyond_the_limit_of_the_server_are_left_out() {
    String most = "x".repeat(MetadataRules.ANNOTATION_BYTES - 1);
    assertThat(MetadataRules.annotations(Map.of("a", most))).hasSize(1);
    assertThat(MetadataRules.annotations(Map.of("a", most + "x"))).isEmpty();
    assertThat(MetadataRules.annotations(Map.of("a", most, "b", ""))).hasSize(1);
    assertThat(
            MetadataRules.annotations(Map.of("a", "é".repeat(MetadataRules.ANNOTATION_BYTES / 2))))
        .isEmpty();
  }

  @Test
  void an_owner_is_an_object_and_not_an_event() {
    assertThat(owner("v1", "Pod", "web-0", "u")).isTrue();
    assertThat(owner("apps/v1", "Deployment", "web", "u")).isTrue();
    assertThat(owner("events.k8s.io/v1", "Event", "e", "u")).isTrue();
    assertThat(owner("v1", "Event", "e", "u")).isFalse();
    assertThat(owner("", "Pod", "web-0", "u")).isFalse();
    assertThat(owner("apps/", "Pod", "web-0", "u")).isFalse();
    assertThat(owner("a/b/c", "Pod", "web-0", "u")).isFalse();
    assertThat(owner("v1", "", "web-0", "u")).isFalse();
    assertThat(owner("v1", "Pod", "", "u")).isFalse();
    assertThat(owner("v1", "Pod", "web-0", "")).isFalse();
  }

  @Test
  void only_one_owner_is_the_controller() {
    OwnerReference one = new OwnerReference("v1", "Pod", "a", "1", true, null);
    OwnerReference two = new OwnerReference("v1", "Pod", "b", "2", true, null);
    OwnerReference three = new OwnerReference("v1", "Pod", "c", "3", false, null);
    assertThat(MetadataRules.owners(List.of(one, two, three))).containsExactly(one, three);
  }

  private static boolean owner(String apiVersion, String kind, String name, String uid) {
    return MetadataRules.isOwner(new OwnerReference(apiVersion, kind, name, uid, null, null));
  }
}
