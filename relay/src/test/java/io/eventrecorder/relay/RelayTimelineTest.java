package io.eventrecorder.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.relay.dedup.DedupOptions;
import io.eventrecorder.relay.input.TopicRules;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the relay does, as short stories on a clock that only the test moves. */
class RelayTimelineTest {
  private @Nullable RelayDriver opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private static RelayOptions.Builder options() {
    return RelayOptions.builder().bootstrapServers("unused:9092").from("events");
  }

  /** Two writes at once, then one in a minute. */
  private static CorrelatorOptions twoWrites() {
    return RelayOptions.correlatorDefaults().toBuilder().burst(2).qps(1.0 / 60).build();
  }

  private RelayDriver open(RelayOptions.Builder options) {
    RelayDriver relay = new RelayDriver(options.build());
    opened = relay;
    return relay;
  }

  private static void arrives(RelayDriver relay, String pod, String message) {
    relay.arrives("cluster-1", TestEvents.event(pod, message, relay.now()));
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(
        Objects.requireNonNull(record.headers().lastHeader(name), name).value(), UTF_8);
  }

  @Test
  void repeats_are_one_event_with_a_count_and_the_name_of_its_first_record() {
    RelayDriver relay = open(options());
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-1", "failed");
    relay.passes(Duration.ofSeconds(5));
    arrives(relay, "web-0", "failed");

    List<Event> states = relay.takeStates();
    assertThat(states).extracting(Event::count).containsExactly(1, 1, 2);
    assertThat(states.get(0).name()).matches("web-0[.][0-9a-f]{8}00000");
    assertThat(states.get(1).name()).matches("web-1[.][0-9a-f]{8}00001");
    assertThat(states.get(2).name()).isEqualTo(states.get(0).name());
    assertThat(states.get(2).firstTimestamp()).isEqualTo(relay.now().minusSeconds(5));
    assertThat(states.get(2).lastTimestamp()).isEqualTo(relay.now());
  }

  @Test
  void a_state_has_its_number_and_the_key_of_its_event() {
    RelayDriver relay = open(options());
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-1", "failed");
    arrives(relay, "web-0", "failed");
    List<TestRecord<byte[], byte[]>> records = relay.stateRecords();
    assertThat(records)
        .extracting(record -> header(record, "revision"))
        .containsExactly("1", "2", "3");
    String name = relay.takeStates().get(2).name();
    assertThat(new String(records.get(2).key(), UTF_8)).isEqualTo("cluster-1|shop|" + name);
    assertThat(header(records.get(2), "ce_source")).isEqualTo("cluster-1");
  }

  @Test
  void replicas_of_a_program_report_one_event() {
    RelayDriver relay = open(options());
    Event first = TestEvents.event("web-0", "failed", relay.now());
    relay.arrives("cluster-1", first);
    relay.arrives("cluster-1", first.toBuilder().reportingInstance("node-2").build());
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 2);
  }

  @Test
  void equal_objects_of_two_clusters_are_two_objects() {
    RelayDriver relay = open(options());
    Event event = TestEvents.event("web-0", "failed", relay.now());
    relay.arrives("cluster-1", event);
    relay.arrives("cluster-2", event);
    relay.arrives("cluster-2", event);
    assertThat(relay.stateRecords())
        .extracting(record -> header(record, "ce_source"))
        .containsExactly("cluster-1", "cluster-2", "cluster-2");
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 1, 2);
  }

  @Test
  void an_occurrence_that_arrives_twice_counts_once() {
    RelayDriver relay = open(options());
    Event event = TestEvents.event("web-0", "failed", relay.now());
    relay.arrives("events", "cluster-1", "a", event);
    relay.arrives("events", "cluster-1", "a", event);
    relay.moves();
    relay.arrives("events", "cluster-1", "a", event);
    relay.arrives("events", "cluster-1", "b", event);
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 2);
    assertThat(relay.books().duplicates).isEqualTo(2);
    SameAsBareTest.assertBalance(relay.books());
  }

  @Test
  void without_deduplication_it_counts_twice() {
    RelayDriver relay =
        open(options().dedup(DedupOptions.standard().withMode(DedupOptions.Mode.NONE)));
    Event event = TestEvents.event("web-0", "failed", relay.now());
    relay.arrives("events", "cluster-1", "a", event);
    relay.arrives("events", "cluster-1", "a", event);
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 2);
  }

  @Test
  void what_the_rate_limit_holds_back_is_written_with_the_next_record_that_is_late_enough() {
    RelayDriver relay = open(options().correlator(twoWrites()));
    for (int i = 0; i < 5; i++) {
      arrives(relay, "web-0", "failed");
    }
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 2);
    assertThat(relay.books().unwritten).isEqualTo(3);

    relay.arrives(
        "events",
        RelayDriver.record(
            "cluster-1",
            "later",
            TestEvents.event("web-1", "failed", relay.now()),
            relay.now().plusSeconds(4)));
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1);

    relay.passes(Duration.ofSeconds(135));
    List<TestRecord<byte[], byte[]>> records = relay.stateRecords();
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(5);
    assertThat(header(records.get(0), "revision")).isEqualTo("4");
    assertThat(relay.books().unwritten).isZero();
    SameAsBareTest.assertBalance(relay.books());
  }

  @Test
  void time_follows_the_clock_of_the_machine_only_after_ten_quiet_seconds_and_ten_behind() {
    RelayDriver relay = open(options().correlator((clock, names) -> new CountingCorrelator(clock)));
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-0", "failed"); // held back for a minute
    relay.takeStates();
    relay.passes(Duration.ofMillis(69_999));
    assertThat(relay.takeStates()).isEmpty();
    relay.passes(Duration.ofMillis(1));
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(2);
  }

  @Test
  void time_does_not_follow_the_clock_of_the_machine_while_old_records_come() {
    RelayDriver relay = open(options().correlator((clock, names) -> new CountingCorrelator(clock)));
    Event event = TestEvents.event("web-0", "failed", relay.now());
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-0", "failed");
    relay.takeStates();
    // The relay reads what came while it was down: two minutes in two seconds.
    for (int i = 0; i < 24; i++) {
      relay.passes(Duration.ofSeconds(5));
      relay.arrives(
          "events",
          RelayDriver.record(
              "cluster-1",
              "old-" + i,
              event.toBuilder().message("m" + i).build(),
              ManualClock.START.plusSeconds(i)));
    }
    assertThat(relay.takeStates()).extracting(Event::count).containsOnly(1).hasSize(24);
  }

  @Test
  void a_record_from_the_future_moves_time_by_five_seconds_at_most() {
    RelayDriver relay = open(options().correlator((clock, names) -> new CountingCorrelator(clock)));
    relay.arrives(
        "events",
        RelayDriver.record(
            "cluster-1",
            "future",
            TestEvents.event("web-0", "failed", relay.now()),
            relay.now().plus(Duration.ofDays(1))));
    assertThat(relay.books().nanos)
        .isEqualTo(Duration.between(Instant.EPOCH, relay.now().plusSeconds(5)).toNanos());
  }

  @Test
  void a_record_without_a_time_moves_no_clock() {
    RelayDriver relay = open(options());
    arrives(relay, "web-0", "failed");
    long before = relay.books().nanos;
    TestRecord<byte[], byte[]> record =
        RelayDriver.record(
            "cluster-1", "x", TestEvents.event("web-0", "failed", relay.now()), relay.now());
    relay.arrives("events", new TestRecord<>(record.key(), record.value(), record.headers(), 0L));
    assertThat(relay.books().nanos).isEqualTo(before);
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 2);
  }

  @Test
  void poison_is_set_aside_and_the_next_record_is_counted() {
    RelayDriver relay = open(options());
    relay.arrives(
        "events", new TestRecord<>("key".getBytes(UTF_8), "{no json".getBytes(UTF_8), relay.now()));
    relay.arrives(
        "events",
        new TestRecord<>(null, new byte[] {(byte) 0xff}, new RecordHeaders(), relay.now()));
    relay.arrives("events", new TestRecord<>(null, new byte[2 << 20], relay.now()));
    arrives(relay, "web-0", "failed");
    assertThat(relay.deadRecords())
        .extracting(record -> header(record, "eventrecorder.errors.reason"))
        .containsExactly("NO_JSON", "NO_JSON", "TOO_LARGE");
    assertThat(new String(relay.deadRecords().get(0).value(), UTF_8)).isEqualTo("{no json");
    assertThat(relay.deadRecords().get(2).value()).hasSizeLessThan(1_000_000);
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1);
    assertThat(relay.books().dead).isEqualTo(3);
    SameAsBareTest.assertBalance(relay.books());
  }

  @Test
  void a_tombstone_is_ignored() {
    RelayDriver relay = open(options());
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_type", "io.eventrecorder.event.deleted".getBytes(UTF_8));
    relay.arrives("events", new TestRecord<>("key".getBytes(UTF_8), null, headers, relay.now()));
    assertThat(relay.books().ignored).isEqualTo(1);
    assertThat(relay.deadRecords()).isEmpty();
    SameAsBareTest.assertBalance(relay.books());
  }

  @Test
  void a_correlator_that_throws_forgets_what_it_did_for_that_record_only() {
    RelayDriver relay = open(options().correlator((clock, names) -> new CountingCorrelator(clock)));
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-0", CountingCorrelator.POISON);
    arrives(relay, "web-0", CountingCorrelator.POISON);
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-0", "failed");
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 3);
    assertThat(relay.deadRecords())
        .extracting(record -> header(record, "eventrecorder.errors.reason"))
        .containsExactly("CORRELATOR_FAILED", "CORRELATOR_FAILED");
    assertThat(header(relay.deadRecords().get(0), "eventrecorder.errors.exception.message"))
        .contains("after half of the work");
    assertThat(relay.stores().content(RelayTopology.STATE_STORE)).hasSize(2); // with the mark
    SameAsBareTest.assertBalance(relay.books());
    relay.moves();
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-0", "failed");
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(5);
  }

  @Test
  void a_state_that_is_too_large_is_a_dead_letter() {
    RelayDriver relay = open(options().maxOutputBytes(10_000));
    arrives(relay, "web-0", "x".repeat(12_000));
    arrives(relay, "web-0", "failed");
    assertThat(relay.takeStates()).extracting(Event::message).containsExactly("failed");
    TestRecord<byte[], byte[]> dead = relay.deadRecords().get(0);
    assertThat(header(dead, "eventrecorder.errors.reason")).isEqualTo("TOO_LARGE");
    assertThat(header(dead, "eventrecorder.errors.topic")).isEqualTo("events.correlated");
    assertThat(dead.value()).hasSizeLessThan(10_000);
    assertThat(relay.books().written).isEqualTo(1);
    assertThat(relay.books().dropped).isEqualTo(1);
    SameAsBareTest.assertBalance(relay.books());
  }

  @Test
  void each_topic_has_its_own_allow_list() {
    RelayDriver relay =
        open(
            RelayOptions.builder()
                .bootstrapServers("unused:9092")
                .from("events.team-a", TopicRules.of(List.of("team-a"), List.of(), List.of()))
                .from("events.team-b", TopicRules.of(List.of("team-b"), List.of(), List.of())));
    Event event = TestEvents.event("web-0", "failed", relay.now());
    relay.arrives("events.team-a", "team-a", "1", event);
    relay.arrives("events.team-b", "team-b", "1", event);
    relay.arrives("events.team-b", "team-a", "2", event);
    relay.arrives("events.team-a", "team-a", "3", event);
    List<TestRecord<byte[], byte[]>> records = relay.stateRecords();
    assertThat(records)
        .extracting(record -> header(record, "ce_source"))
        .containsExactly("team-a", "team-b", "team-a");
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 1, 2);
    assertThat(relay.deadRecords())
        .extracting(record -> header(record, "eventrecorder.errors.reason"))
        .containsExactly("FORBIDDEN");
    assertThat(records)
        .extracting(record -> header(record, "revision"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void events_of_two_topics_with_equal_offsets_have_different_names() {
    RelayDriver relay = open(options().from("more-events"));
    relay.arrives("events", "a", "1", TestEvents.event("web-0", "one", relay.now()));
    relay.arrives("more-events", "a", "2", TestEvents.event("web-0", "two", relay.now()));
    assertThat(relay.takeStates()).extracting(Event::name).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void an_event_that_did_not_happen_for_two_hours_is_forgotten_and_begins_anew() {
    RelayDriver relay = open(options());
    arrives(relay, "web-0", "failed");
    relay.passes(Duration.ofMinutes(119));
    int before = relay.stores().content(RelayTopology.STATE_STORE).size();
    relay.passes(Duration.ofMinutes(3));
    assertThat(relay.stores().content(RelayTopology.STATE_STORE)).hasSizeLessThan(before);
    arrives(relay, "web-0", "failed");
    List<Event> states = relay.takeStates();
    assertThat(states).extracting(Event::count).containsExactly(1, 1);
    assertThat(states).extracting(Event::name).doesNotHaveDuplicates();
  }

  @Test
  void memory_that_is_lost_although_the_group_has_offsets_is_counted() {
    TopicPartition read = new TopicPartition("events", 0);
    RelayDriver relay = new RelayDriver(options().build(), Map.of(read, 17L));
    opened = relay;
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-0", "failed");
    assertThat(relay.books().stateLost).isEqualTo(1);
    relay.moves();
    arrives(relay, "web-0", "failed");
    assertThat(relay.books().stateLost).isEqualTo(1);
  }

  @Test
  void revisions_rise_after_the_memory_was_lost() {
    RelayDriver relay = open(options());
    for (int i = 0; i < 3; i++) {
      arrives(relay, "web-0", "failed");
    }
    relay.stores().content(RelayTopology.BOOKS_STORE).clear();
    relay.moves();
    arrives(relay, "web-0", "failed");
    List<Long> revisions =
        relay.stateRecords().stream()
            .map(record -> Long.parseLong(header(record, "revision")))
            .toList();
    assertThat(revisions).isSorted().doesNotHaveDuplicates().hasSize(4);
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 2, 3, 4);
  }

  @Test
  void revisions_rise_when_the_topic_is_created_again_and_its_offsets_begin_with_zero() {
    RelayDriver relay = open(options());
    for (int i = 0; i < 3; i++) {
      arrives(relay, "web-0", "failed");
    }
    relay.topicIsCreatedAgain("events");
    arrives(relay, "web-0", "failed");
    assertThat(relay.stateRecords())
        .extracting(record -> header(record, "revision"))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void a_store_that_alone_was_lost_is_noticed_once() {
    for (String store :
        new String[] {
          RelayTopology.STATE_STORE, RelayTopology.SEEN_STORE, RelayTopology.BOOKS_STORE
        }) {
      RelayDriver relay = open(options().correlator(twoWrites()));
      for (int i = 0; i < 5; i++) {
        arrives(relay, "web-0", "failed");
      }
      relay.moves();
      assertThat(relay.published().get(0).stateLost()).as(store).isZero();
      relay.stores().content(store).clear();
      relay.moves();
      assertThat(relay.published().get(0).stateLost()).as(store).isEqualTo(1);
      arrives(relay, "web-0", "failed");
      SameAsBareTest.assertBalance(relay.books());
      relay.moves();
      arrives(relay, "web-0", "failed");
      assertThat(relay.books().stateLost).as(store).isEqualTo(1);
      SameAsBareTest.assertBalance(relay.books());
      relay.close();
    }
    opened = null;
  }

  @Test
  void occurrences_that_were_held_back_in_a_lost_memory_are_dropped() {
    RelayDriver relay = open(options().correlator(twoWrites()));
    for (int i = 0; i < 5; i++) {
      arrives(relay, "web-0", "failed");
    }
    relay.stores().content(RelayTopology.STATE_STORE).clear();
    relay.moves();
    arrives(relay, "web-0", "failed");
    assertThat(relay.books().occurrences).isEqualTo(6);
    assertThat(relay.books().dropped).isEqualTo(3);
    assertThat(relay.books().unwritten).isZero();
  }

  @Test
  void what_was_seen_before_an_outage_is_known_when_the_backlog_is_read() {
    RelayDriver relay = open(options());
    Event event = TestEvents.event("web-0", "failed", relay.now());
    TestRecord<byte[], byte[]> record = RelayDriver.record("c", "a", event, relay.now());
    relay.arrives("events", record);
    relay.passes(Duration.ofHours(3)); // The brokers are away; the time follows the clock.
    relay.arrives("events", record);
    assertThat(relay.books().duplicates).isEqualTo(1);
    assertThat(relay.books().dedupUnknown).isZero();
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1);
  }

  @Test
  void a_part_of_the_memory_that_the_changelog_could_not_take_is_a_failure_of_the_correlator() {
    RelayDriver relay = open(options().correlator((clock, names) -> new CountingCorrelator(clock)));
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-0", CountingCorrelator.LARGE);
    arrives(relay, "web-0", "failed");
    arrives(relay, "web-0", "failed");
    assertThat(relay.takeStates()).extracting(Event::count).containsExactly(1, 3);
    TestRecord<byte[], byte[]> dead = relay.deadRecords().get(0);
    assertThat(header(dead, "eventrecorder.errors.reason")).isEqualTo("CORRELATOR_FAILED");
    assertThat(header(dead, "eventrecorder.errors.exception.message"))
        .contains("a part of the memory of the correlator has")
        .contains("raise maxOutputBytes");
    SameAsBareTest.assertBalance(relay.books());
  }

  @Test
  void how_far_a_partition_is_behind_the_clock_is_published() {
    RelayDriver relay = open(options());
    relay.passes(Duration.ofSeconds(1));
    assertThat(relay.published().get(0).gauges()).containsEntry("time-behind-seconds", 0L);
    relay.arrives(
        "events",
        RelayDriver.record(
            "c",
            "old",
            TestEvents.event("web-0", "failed", relay.now()),
            relay.now().minusSeconds(100)));
    relay.passes(Duration.ofSeconds(1));
    assertThat(relay.published().get(0).gauges()).containsEntry("time-behind-seconds", 101L);
  }

  @Test
  void a_new_relay_has_lost_nothing() {
    RelayDriver relay = open(options());
    arrives(relay, "web-0", "failed");
    assertThat(relay.books().stateLost).isZero();
  }

  @Test
  void statistics_of_a_partition_are_published_once_a_second_and_go_with_the_task() {
    RelayDriver relay = open(options().correlator(twoWrites()));
    for (int i = 0; i < 5; i++) {
      arrives(relay, "web-0", "failed");
    }
    relay.passes(Duration.ofSeconds(1));
    RelayStats.Partition stats = relay.published().get(0);
    assertThat(stats.partition()).isZero();
    assertThat(stats.consumed()).isEqualTo(5);
    assertThat(stats.counted()).isEqualTo(5);
    assertThat(stats.occurrences()).isEqualTo(5);
    assertThat(stats.written()).isEqualTo(2);
    assertThat(stats.unwritten()).isEqualTo(3);
    assertThat(stats.time()).isEqualTo(relay.now().minusSeconds(1));
    assertThat(stats.gauges())
        .containsEntry("observations", 1L)
        .containsEntry("seen-ids", 5L)
        .containsEntry("correlator-failures", 0L);
    relay.moves();
    assertThat(relay.published().get(0).consumed()).isEqualTo(5);
    relay.close();
    opened = null;
    assertThat(relay.published()).isEmpty();
  }

  @Test
  void a_partition_without_records_keeps_only_the_secret_of_its_correlator() {
    RelayDriver relay = open(options());
    for (int i = 0; i < 100; i++) {
      relay.passes(Duration.ofSeconds(1));
    }
    assertThat(relay.producedTopics()).containsExactly("event-relay-state-changelog");
    assertThat(relay.changelog(RelayTopology.STATE_STORE)).isEqualTo(1);
  }

  @Test
  void a_partition_that_was_used_keeps_its_time_once_a_minute() {
    RelayDriver relay = open(options());
    arrives(relay, "web-0", "failed");
    long before = relay.changelog(RelayTopology.BOOKS_STORE);
    for (int i = 0; i < 140; i++) {
      relay.passes(Duration.ofSeconds(1));
    }
    assertThat(before).isEqualTo(1);
    assertThat(relay.changelog(RelayTopology.BOOKS_STORE)).isEqualTo(2);
  }
}
