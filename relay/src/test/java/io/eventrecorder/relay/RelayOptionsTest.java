package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.correlator.SeriesOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayOptionsTest {
  private static RelayOptions.Builder builder() {
    return RelayOptions.builder().bootstrapServers("localhost:9092").from("events");
  }

  @Test
  void the_correlator_of_a_relay_has_defaults_of_its_own() {
    CorrelatorOptions defaults = RelayOptions.correlatorDefaults();
    assertThat(defaults.reporters()).isEqualTo(Reporters.COMPONENT);
    assertThat(defaults.observationExpiry()).isEqualTo(Duration.ofHours(2));
    assertThat(defaults.cacheSize()).isEqualTo(262_144);
    assertThat(defaults.burst()).isEqualTo(CorrelatorOptions.clientGo().burst());
    assertThat(RelayOptions.seriesDefaults().reporters()).isEqualTo(Reporters.COMPONENT);
    assertThat(RelayOptions.seriesDefaults().cacheSize()).isEqualTo(262_144);
  }

  @Test
  void functions_are_refused_with_the_reason() {
    CorrelatorOptions functions =
        RelayOptions.correlatorDefaults().toBuilder()
            .rateLimitKeyFunction(Event::namespace)
            .identityFunction(Event::action)
            .build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().correlator(functions))
        .withMessageContaining("rateLimitKeyFunction")
        .withMessageContaining("identityFunction")
        .withMessageContaining("may answer differently in another process");
    SeriesOptions series =
        RelayOptions.seriesDefaults().toBuilder().identityFunction(Event::action).build();
    assertThatIllegalArgumentException().isThrownBy(() -> builder().correlator(series));
  }

  @Test
  void events_must_be_forgotten_some_time() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().correlator(CorrelatorOptions.clientGo()))
        .withMessageContaining("observationExpiry")
        .withMessageContaining("RelayOptions.correlatorDefaults()");
  }

  @Test
  void what_is_missing_or_contradicts_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelayOptions.builder().from("events").build())
        .withMessageContaining("bootstrapServers(");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelayOptions.builder().bootstrapServers("x:1").build())
        .withMessageContaining("from(");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().outputTopic("events").build())
        .withMessageContaining("events is read and written");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().deadTopic("events.correlated").build())
        .withMessageContaining("events.correlated");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().threads(0))
        .withMessageContaining("threads: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().commitInterval(Duration.ZERO))
        .withMessageContaining("commitInterval");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxOutputBytes(9_999))
        .withMessageContaining("9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().applicationId(" "))
        .withMessageContaining("applicationId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processing.guarantee",
        "application.id",
        "bootstrap.servers",
        "num.stream.threads",
        "commit.interval.ms",
        "group.instance.id",
        "consumer.group.id",
        "producer.transactional.id",
        "main.consumer.isolation.level",
        "production.exception.handler",
        "default.production.exception.handler",
        "default.deserialization.exception.handler",
        "processing.exception.handler",
        "deserialization.exception.handler"
      })
  void settings_that_the_guarantees_depend_on_cannot_be_set(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().kafka(Map.of(name, "x")))
        .withMessageContaining(name + " cannot be set: ");
  }

  @Test
  void other_settings_replace_those_of_the_relay() {
    Properties settings =
        StreamsSettings.of(
            builder()
                .instanceId("relay-0")
                .threads(3)
                .kafka(Map.of("num.standby.replicas", 0, "security.protocol", "SSL"))
                .build());
    assertThat(settings)
        .containsEntry("num.standby.replicas", 0)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("group.protocol", "classic")
        .containsEntry("replication.factor", -1)
        .containsEntry("commit.interval.ms", 500L)
        .containsEntry("num.stream.threads", 3)
        .containsEntry("session.timeout.ms", 45_000)
        .containsEntry("group.instance.id", "relay-0")
        .containsEntry("application.id", "event-relay");
  }

  @Test
  void a_request_has_room_for_the_largest_record() {
    assertThat(StreamsSettings.of(builder().build()))
        .containsEntry("producer.max.request.size", 1 << 20);
    assertThat(StreamsSettings.of(builder().maxOutputBytes(5_000_000).build()))
        .containsEntry("producer.max.request.size", 5_010_000);
    RelayOptions larger = builder().kafka(Map.of("max.request.size", 2_000_000)).build();
    assertThat(StreamsSettings.of(larger)).containsEntry("producer.max.request.size", 2_000_000);
    for (String name : new String[] {"max.request.size", "producer.max.request.size"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder().kafka(Map.of(name, "1009999")).build())
          .withMessageContaining("max.request.size: 1009999 is less")
          .withMessageContaining("set it to 1010000 or more");
    }
  }

  @Test
  void a_transaction_may_take_a_minute_and_a_commit_ends_it_before() {
    assertThat(StreamsSettings.of(builder().build()))
        .containsEntry("producer.transaction.timeout.ms", 60_000);
    assertThat(StreamsSettings.of(builder().kafka(Map.of("transaction.timeout.ms", 9_000)).build()))
        .containsEntry("producer.transaction.timeout.ms", 9_000);
    new StreamsConfig(StreamsSettings.of(builder().commitInterval(Duration.ofSeconds(59)).build()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().commitInterval(Duration.ofSeconds(60)).build())
        .withMessageContaining(
            "commitInterval: PT1M is not less than transaction.timeout.ms=60000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().kafka(Map.of("transaction.timeout.ms", "long")).build())
        .withMessageContaining("transaction.timeout.ms: long is not a number");
  }

  @Test
  void equal_options_have_equal_fingerprints_and_other_options_others() {
    long fingerprint = builder().build().fingerprint();
    assertThat(builder().threads(7).instanceId("a").build().fingerprint()).isEqualTo(fingerprint);
    assertThat(
            List.of(
                builder().correlator(RelayOptions.seriesDefaults()).build().fingerprint(),
                builder()
                    .correlator(RelayOptions.correlatorDefaults().toBuilder().burst(7).build())
                    .build()
                    .fingerprint(),
                builder().from("more").build().fingerprint(),
                builder().maxOutputBytes(99_999).build().fingerprint()))
        .doesNotContain(fingerprint)
        .doesNotHaveDuplicates();
  }

  @Test
  void options_do_not_change_with_their_builder() {
    RelayOptions.Builder builder = builder();
    RelayOptions options = builder.build();
    builder.from("more").threads(99).applicationId("other");
    assertThat(options.inputs()).containsOnlyKeys("events");
    assertThat(options.threads()).isNotEqualTo(99);
    assertThat(options.applicationId()).isEqualTo("event-relay");
  }
}
