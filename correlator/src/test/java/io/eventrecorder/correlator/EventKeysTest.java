package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.correlator.CorrelatorOptions.AggregationKey;
import io.eventrecorder.correlator.CorrelatorOptions.RateLimitKey;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.correlator.internal.hash.Fingerprint;
import io.eventrecorder.correlator.internal.hash.Hasher;
import io.eventrecorder.correlator.internal.key.EventKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventKeysTest {
  private static final Hasher HASHER = new Hasher();
  private static final int HOST = 1;
  private static final int INSTANCE = 12;
  private static final List<Integer> OBJECT = List.of(0, 1, 2, 3, 4, 5, 6, 7);
  private static final List<Integer> EVENT = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  private static final List<Integer> GROUP = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12);

  /** Local keys are compared within a group only, where object and reason are the same. */
  private static final List<Integer> LOCAL = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 10);

  private static final List<Integer> OBJECT_REASON = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8);
  private static final List<Integer> OBJECT_REASON_FIELDPATH =
      List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  /** Thirteen short fields, many of which become the same when they are joined. */
  @Provide
  static Arbitrary<List<String>> fields() {
    return Arbitraries.of("", "a", "aa", "ab", "b", "a\0", "\0", "ä", "a".repeat(9))
        .list()
        .ofSize(13);
  }

  @Provide
  static Arbitrary<List<String>> scopes() {
    return Arbitraries.of("", "a", "aa", "b", "a\0", "\0").list().ofSize(2);
  }

  @Property(tries = 5000)
  void property_6_events_share_a_key_exactly_if_they_agree_in_its_fields(
      @ForAll("fields") List<String> one, @ForAll("fields") List<String> another) {
    Keys a = keys(one, RateLimitKey.OBJECT);
    Keys b = keys(another, RateLimitKey.OBJECT);
    assertThat(a.event().equals(b.event())).isEqualTo(agree(one, another, EVENT));
    assertThat(a.group().equals(b.group())).isEqualTo(agree(one, another, GROUP));
    assertThat(a.bucket().equals(b.bucket())).isEqualTo(agree(one, another, OBJECT));
    assertThat(a.local().equals(b.local())).isEqualTo(agree(one, another, LOCAL));
    assertThat(
            keys(one, RateLimitKey.OBJECT_REASON)
                .bucket()
                .equals(keys(another, RateLimitKey.OBJECT_REASON).bucket()))
        .isEqualTo(agree(one, another, OBJECT_REASON));
    assertThat(
            keys(one, RateLimitKey.OBJECT_REASON_FIELDPATH)
                .bucket()
                .equals(keys(another, RateLimitKey.OBJECT_REASON_FIELDPATH).bucket()))
        .isEqualTo(agree(one, another, OBJECT_REASON_FIELDPATH));
  }

  @Property
  void property_6_events_that_differ_in_one_field_share_no_key_that_has_it(
      @ForAll("fields") List<String> fields) {
    for (int field = 0; field < fields.size(); field++) {
      List<String> other = new ArrayList<>(fields);
      other.set(field, fields.get(field) + "x");
      Keys a = keys(fields, RateLimitKey.OBJECT);
      Keys b = keys(other, RateLimitKey.OBJECT);
      assertThat(a.event().equals(b.event())).isNotEqualTo(EVENT.contains(field));
      assertThat(a.group().equals(b.group())).isNotEqualTo(GROUP.contains(field));
      assertThat(a.bucket().equals(b.bucket())).isNotEqualTo(OBJECT.contains(field));
      assertThat(a.local().equals(b.local())).isNotEqualTo(LOCAL.contains(field));
    }
  }

  @Property
  void events_of_two_scopes_share_no_key_but_the_local_one(
      @ForAll("fields") List<String> fields, @ForAll("scopes") List<String> scopes) {
    Keys a = keys(fields, CorrelatorOptions.clientGo(), scopes.get(0));
    Keys b = keys(fields, CorrelatorOptions.clientGo(), scopes.get(1));
    boolean same = scopes.get(0).equals(scopes.get(1));
    assertThat(a.event().equals(b.event())).isEqualTo(same);
    assertThat(a.group().equals(b.group())).isEqualTo(same);
    assertThat(a.bucket().equals(b.bucket())).isEqualTo(same);
  }

  @Property
  void a_scope_is_not_taken_for_a_field(
      @ForAll("fields") List<String> fields, @ForAll("fields") List<String> others) {
    Keys a = keys(fields, CorrelatorOptions.clientGo(), "");
    Keys b = keys(others, CorrelatorOptions.clientGo(), "a");
    assertThat(a.event()).isNotEqualTo(b.event());
    assertThat(a.group()).isNotEqualTo(b.group());
    assertThat(a.bucket()).isNotEqualTo(b.bucket());
  }

  @Test
  void the_keys_that_functions_choose_have_the_scope_too() {
    CorrelatorOptions options =
        CorrelatorOptions.builder()
            .aggregationKeyFunction(event -> new AggregationKey("group", "local"))
            .rateLimitKeyFunction(event -> "bucket")
            .build();
    EventKeys keys = new EventKeys(AggregatingCorrelator.keyRules(options), HASHER);
    keys.read(warning("web-0", "A"), "a");
    List<Long> group = pair(keys.group());
    List<Long> bucket = pair(keys.bucket());
    keys.read(warning("web-0", "A"), "b");
    assertThat(pair(keys.group())).isNotEqualTo(group);
    assertThat(pair(keys.bucket())).isNotEqualTo(bucket);
    keys.read(warning("web-0", "A"), "a");
    assertThat(pair(keys.group())).isEqualTo(group);
    assertThat(pair(keys.bucket())).isEqualTo(bucket);
  }

  @Test
  void each_event_is_read_in_its_own_scope() {
    EventKeys keys =
        new EventKeys(AggregatingCorrelator.keyRules(CorrelatorOptions.clientGo()), HASHER);
    Event event = warning("web-0", "A");
    keys.read(event, "a");
    List<Long> inA = pair(keys.event());
    keys.read(event, "b");
    assertThat(pair(keys.event())).isNotEqualTo(inA);
    keys.read(event, "a");
    assertThat(pair(keys.event())).isEqualTo(inA);
    keys.read(event);
    assertThat(pair(keys.event())).isNotEqualTo(inA);
  }

  @Property
  void with_reporters_component_host_and_instance_do_not_count(
      @ForAll("fields") List<String> fields) {
    CorrelatorOptions options = CorrelatorOptions.builder().reporters(Reporters.COMPONENT).build();
    for (int field = 0; field < fields.size(); field++) {
      List<String> other = new ArrayList<>(fields);
      other.set(field, fields.get(field) + "x");
      boolean counts = field != HOST && field != INSTANCE;
      Keys a = keys(fields, options, "");
      Keys b = keys(other, options, "");
      assertThat(a.event().equals(b.event())).isNotEqualTo(counts && EVENT.contains(field));
      assertThat(a.group().equals(b.group())).isNotEqualTo(counts && GROUP.contains(field));
      assertThat(a.bucket().equals(b.bucket())).isNotEqualTo(counts && OBJECT.contains(field));
      assertThat(a.local().equals(b.local())).isNotEqualTo(counts && LOCAL.contains(field));
    }
  }

  @Test
  void keys_of_different_kinds_are_different() {
    Keys keys =
        keys(
            IntStream.range(0, 13).mapToObj(i -> i == 9 ? "path" : "").toList(),
            RateLimitKey.OBJECT);
    assertThat(Set.of(keys.event(), keys.group(), keys.bucket(), keys.local())).hasSize(4);
  }

  private static EventKeys keys(CorrelatorOptions.Builder options, Event event) {
    EventKeys keys = new EventKeys(AggregatingCorrelator.keyRules(options.build()), HASHER);
    keys.read(event);
    return keys;
  }

  private static Event warning(String pod, String reason) {
    return Event.builder()
        .regarding(ObjectReference.of("Pod", "default", pod))
        .type("Warning")
        .reason(reason)
        .build();
  }

  @Test
  void a_rate_limit_key_function_makes_the_bucket() {
    CorrelatorOptions.Builder options =
        CorrelatorOptions.builder().rateLimitKeyFunction(Event::reason);
    List<Long> bucket = pair(keys(options, warning("web-0", "A")).bucket());
    assertThat(pair(keys(options, warning("web-1", "A")).bucket())).isEqualTo(bucket);
    assertThat(pair(keys(options, warning("web-0", "B")).bucket())).isNotEqualTo(bucket);
    Event normal = warning("web-0", "A").toBuilder().type("Normal").build();
    assertThat(pair(keys(options, normal).bucket())).isEqualTo(bucket);
  }

  @Test
  void warnings_that_are_paid_apart_have_a_bucket_of_their_own_under_a_function_too() {
    CorrelatorOptions.Builder options =
        CorrelatorOptions.builder().rateLimitKeyFunction(Event::reason).warningBurst(7);
    Event normal = warning("web-0", "A").toBuilder().type("Normal").build();
    assertThat(pair(keys(options, normal).bucket()))
        .isNotEqualTo(pair(keys(options, warning("web-0", "A")).bucket()));
  }

  @Test
  void an_aggregation_key_function_makes_group_and_local_key() {
    CorrelatorOptions.Builder options =
        CorrelatorOptions.builder()
            .aggregationKeyFunction(
                event -> new AggregationKey(event.reason(), event.regarding().name()));
    EventKeys keys = keys(options, warning("web-0", "A"));
    List<Long> group = pair(keys.group());
    List<Long> local = pair(keys.local());
    EventKeys otherPod = keys(options, warning("web-1", "A"));
    assertThat(pair(otherPod.group())).isEqualTo(group);
    assertThat(pair(otherPod.local())).isNotEqualTo(local);
    EventKeys otherReason = keys(options, warning("web-0", "B"));
    assertThat(pair(otherReason.group())).isNotEqualTo(group);
    assertThat(pair(otherReason.local())).isEqualTo(local);
    Event own = warning("web-0", "A").toBuilder().key("own").build();
    assertThat(pair(keys(options, own).local())).isNotEqualTo(local);
  }

  @Test
  void keys_are_made_again_for_each_event() {
    EventKeys keys =
        keys(
            CorrelatorOptions.builder().rateLimitKeyFunction(Event::reason), warning("web-0", "A"));
    List<Long> bucket = pair(keys.bucket());
    List<Long> group = pair(keys.group());
    keys.read(warning("web-0", "B"));
    assertThat(pair(keys.bucket())).isNotEqualTo(bucket);
    assertThat(pair(keys.group())).isNotEqualTo(group);
  }

  @Test
  void a_long_text_is_hashed_to_its_end() {
    Hasher hasher = new Hasher();
    Set<List<Long>> keys = new HashSet<>();
    String text = "x".repeat(5000);
    for (int i = 0; i <= 5000; i += 100) {
      Fingerprint key = new Fingerprint();
      hasher.start().put(text.substring(0, i)).finish(0, key);
      keys.add(List.of(key.hi(), key.lo()));
      hasher.start().put(text.substring(0, i) + "y" + text.substring(i)).finish(0, key);
      keys.add(List.of(key.hi(), key.lo()));
    }
    assertThat(keys).hasSize(102);
  }

  private record Keys(List<Long> event, List<Long> group, List<Long> bucket, List<Long> local) {}

  private static boolean agree(List<String> one, List<String> another, List<Integer> fields) {
    return fields.stream().allMatch(i -> one.get(i).equals(another.get(i)));
  }

  private static Keys keys(List<String> fields, RateLimitKey rateLimitKey) {
    return keys(fields, CorrelatorOptions.builder().rateLimitKey(rateLimitKey).build(), "");
  }

  private static Keys keys(List<String> fields, CorrelatorOptions options, String scope) {
    EventKeys keys = new EventKeys(AggregatingCorrelator.keyRules(options), HASHER);
    keys.read(event(fields), scope);
    return new Keys(
        pair(keys.event()), pair(keys.group()), pair(keys.bucket()), pair(keys.local()));
  }

  private static List<Long> pair(Fingerprint key) {
    return List.of(key.hi(), key.lo());
  }

  private static Event event(List<String> f) {
    return Event.builder()
        .source(new EventSource(f.get(0), f.get(1)))
        .regarding(
            ObjectReference.builder()
                .kind(f.get(2))
                .namespace(f.get(3))
                .name(f.get(4))
                .uid(f.get(5))
                .apiVersion(f.get(6))
                .fieldPath(f.get(9))
                .build())
        .type(f.get(7))
        .reason(f.get(8))
        .message(f.get(10))
        .reportingController(f.get(11))
        .reportingInstance(f.get(12))
        .build();
  }
}
