package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class RecordNamesTest {
  private final RecordNames names =
      new RecordNames(RelayDriver.salts(List.of("events", "events.a", "events.b")));

  private String name(String topic, int partition, long offset, String object) {
    names.at(topic, partition, offset);
    return names.next(object);
  }

  @Test
  void a_name_is_the_object_and_where_the_record_is() {
    String salt = "%08x".formatted(new Uuid(1, "events".hashCode()).hashCode());
    assertThat(name("events", 10, 0xabc, "web-0")).isEqualTo("web-0." + salt + "000aabc");
  }

  @Test
  void the_same_record_gives_the_same_names_again() {
    names.at("events", 1, 5);
    String first = names.next("web-0");
    String second = names.next("web-0");
    assertThat(second).isNotEqualTo(first);
    names.at("events", 1, 5);
    assertThat(names.next("web-0")).isEqualTo(first);
    assertThat(names.next("web-0")).isEqualTo(second);
  }

  @Test
  void an_object_whose_name_is_not_valid_gets_a_uuid_that_is_always_the_same() {
    for (String object : new String[] {"", "Web_0", "web-", "-web", "web..0", "x".repeat(250)}) {
      String name = name("events", 1, 5, object);
      assertThat(UUID.fromString(name)).hasToString(name);
      assertThat(name("events", 1, 5, object)).isEqualTo(name);
      assertThat(name("events", 1, 6, object)).isNotEqualTo(name);
    }
  }

  @Test
  void a_name_has_at_most_253_characters() {
    assertThat(name("events", 1, Long.MAX_VALUE, "x".repeat(224))).hasSize(253);
    assertThat(name("events", 1, Long.MAX_VALUE, "x".repeat(225))).hasSize(36);
  }

  @Test
  void topics_of_equal_names_in_two_clusters_give_different_names() {
    RecordNames one = new RecordNames(new TopicSalts(Map.of("events", Uuid.randomUuid())));
    RecordNames other = new RecordNames(new TopicSalts(Map.of("events", Uuid.randomUuid())));
    one.at("events", 0, 0);
    other.at("events", 0, 0);
    assertThat(one.next("web-0")).isNotEqualTo(other.next("web-0"));
  }

  @Test
  void topics_that_would_give_the_same_names_are_refused() {
    // Brokers before 2.8 have no ids, and these names have the same hash.
    assertThatExceptionOfType(RelayException.class)
        .isThrownBy(
            () -> new TopicSalts(Map.of("events.Aa", Uuid.ZERO_UUID, "events.BB", Uuid.ZERO_UUID)))
        .withMessageContaining("events.Aa")
        .withMessageContaining("events.BB")
        .withMessageContaining("create one of them again");
    Uuid id = Uuid.randomUuid();
    TopicSalts salts = new TopicSalts(Map.of("events.Aa", id, "events.BB", Uuid.ZERO_UUID));
    assertThat(salts.of("events.Aa")).isEqualTo(id.hashCode());
  }

  @Property
  void different_records_give_different_names(
      @ForAll @IntRange(max = 65_535) int partition1,
      @ForAll @LongRange(max = Long.MAX_VALUE) long offset1,
      @ForAll @IntRange(max = 65_535) int partition2,
      @ForAll @LongRange(max = Long.MAX_VALUE) long offset2) {
    boolean same = partition1 == partition2 && offset1 == offset2;
    assertThat(
            name("events", partition1, offset1, "web-0")
                .equals(name("events", partition2, offset2, "web-0")))
        .isEqualTo(same);
  }

  @Test
  void neighbours_give_different_names() {
    Set<String> all = new HashSet<>();
    for (String topic : new String[] {"events", "events.a", "events.b"}) {
      for (int partition = 0; partition < 20; partition++) {
        for (int offset = 0; offset < 300; offset++) {
          all.add(name(topic, partition, offset, "web-0"));
        }
      }
    }
    assertThat(all).hasSize(3 * 20 * 300);
  }
}
