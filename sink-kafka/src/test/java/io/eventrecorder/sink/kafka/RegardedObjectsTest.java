package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.ObjectReference;
import io.eventrecorder.sink.kafka.KafkaEventSink.KeyBy;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class RegardedObjectsTest {
  private final Utf8Text text = new Utf8Text();
  private final RecordKeys keys =
      new RecordKeys(new RecordKeys.Rule(KeyBy.OBJECT, null), false, "c", new LongAdder());
  private final RegardedObjects objects = new RegardedObjects(keys, text);
  private final ObjectReference pod =
      ObjectReference.builder()
          .apiVersion("v1")
          .kind("Pod")
          .namespace("shop")
          .name("web-1")
          .uid("u-1")
          .build();

  @Test
  void the_texts_of_an_object_are_kept_for_its_versions_and_parts() {
    RegardedObjects.Texts first = objects.of(pod.toBuilder().fieldPath("spec").build());

    assertThat(objects.of(pod.toBuilder().resourceVersion("7").build())).isSameAs(first);
    assertThat(first.key).isEqualTo("c|shop|Pod|web-1|u-1".getBytes(UTF_8));
  }

  @Test
  void each_text_of_the_key_and_the_subject_tells_objects_apart() {
    // The slot depends on namespace and name: the first three share the slot of the pod.
    List<ObjectReference> others =
        List.of(
            pod.toBuilder().apiVersion("v2").build(),
            pod.toBuilder().kind("Node").build(),
            pod.toBuilder().uid("u-2").build(),
            pod.toBuilder().namespace("bank").build(),
            pod.toBuilder().name("web-2").build());
    for (ObjectReference other : others) {
      RegardedObjects.Texts known = objects.of(pod);
      assertThat(objects.of(other)).as("%s", other).isNotSameAs(known);
    }
  }

  @Test
  void an_object_is_kept_if_its_key_and_api_version_have_at_most_1024_bytes() {
    int others = objects.of(pod).key.length - "web-1".length() + "v1".length();
    String name = "n".repeat(1024 - others);
    ObjectReference longest = pod.toBuilder().name(name).build();

    assertThat(objects.of(longest)).isSameAs(objects.of(longest));
    for (ObjectReference longer :
        List.of(
            longest.toBuilder().name(name + "n").build(),
            longest.toBuilder().apiVersion("v11").build(),
            pod.toBuilder().apiVersion("v".repeat(10_000)).build())) {
      RegardedObjects.Texts first = objects.of(longer);
      assertThat(objects.of(longer)).isNotSameAs(first);
      assertThat(objects.of(longer).key).isEqualTo(first.key);
    }
  }
}
