package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.testkit.FakeProviderContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaEventSinkProviderTest {
  private final EventSinkProvider provider = new KafkaEventSinkProvider();

  @Test
  void service_loader_finds_the_provider() {
    assertThat(ServiceLoader.load(EventSinkProvider.class))
        .hasAtLeastOneElementOfType(KafkaEventSinkProvider.class);
    assertThat(provider.type()).isEqualTo("kafka");
  }

  @Test
  void every_option_is_declared_and_described() {
    assertThat(provider.options())
        .extracting(option -> option.name() + " " + option.type() + " " + option.defaultText())
        .containsExactly(
            "topic text ",
            "bootstrap-servers list ",
            "key object|event ",
            "value-api core-v1|events-v1 core-v1",
            "mode binary|structured binary",
            "dead-letter-topic text ",
            "tombstones true|false false",
            "producer. prefix ");
    assertThat(provider.options()).extracting(Option::doc).allMatch(doc -> doc.endsWith("."));
  }

  @Test
  void the_defaults_suit_a_topic() {
    SinkDefaults defaults = create(Map.of()).defaults();

    assertThat(defaults.correlator()).isEqualTo("none");
    assertThat(defaults.queueCapacity()).isEqualTo(10_000);
    assertThat(defaults.maxInFlight()).isEqualTo(10_000);
    assertThat(defaults.attemptTimeout()).isEqualTo(Duration.ofSeconds(128));
  }

  @Test
  void the_attempt_timeout_is_longer_than_the_producers_own() {
    assertThat(
            create(Map.of("producer.delivery.timeout.ms", "40000", "producer.max.block.ms", "500"))
                .defaults()
                .attemptTimeout())
        .isEqualTo(Duration.ofMillis(45_500));
  }

  @Test
  void the_settings_of_the_user_replace_the_few_defaults_of_the_sink() {
    ProducerSettings settings =
        new ProducerSettings(
            "", "eventrecorder-x", "localhost:1", Map.of("compression.type", "zstd", "acks", "1"));

    assertThat(new ProducerSettingsCheck(settings).problems()).isEmpty();
    assertThat(settings.forProducer())
        .containsEntry(ProducerConfig.CLIENT_ID_CONFIG, "eventrecorder-x")
        .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd")
        .containsEntry(ProducerConfig.ACKS_CONFIG, "1")
        .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3000)
        .doesNotContainKey(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG);
    assertThat(ProducerConfig.configDef().defaultValues())
        .as("what is left to Kafka")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all");
  }

  @Test
  void one_message_has_all_problems_with_their_remedies() {
    Map<String, String> wrong = new HashMap<>();
    wrong.put("topic", "no such topic!");
    wrong.put("dead-letter-topic", "no such topic!");
    wrong.put("tombstones", "true");
    wrong.put("producer.value.serializer", "com.example.MySerializer");
    wrong.put("producer.transactional.id", "t1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.create(FakeProviderContext.of("audit", wrong)))
        .withMessageContaining(
            "eventrecorder.sink.audit.topic=no such topic! is not a valid topic name")
        .withMessageContaining("eventrecorder.sink.audit.dead-letter-topic is the same topic")
        .withMessageContaining("set eventrecorder.sink.audit.key=event too")
        .withMessageContaining(
            "eventrecorder.sink.audit.producer.value.serializer cannot be set: this sink writes"
                + " bytes; remove it")
        .withMessageContaining("this sink uses no transactions; remove it");
  }

  @Test
  void brokers_must_be_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.create(FakeProviderContext.of(Map.of("topic", "events"))))
        .withMessageContaining(
            "no brokers are named: set eventrecorder.sink.test.bootstrap-servers=<host:port>, or"
                + " eventrecorder.sink.test.producer.bootstrap.servers");
  }

  @Test
  void a_wrong_value_is_printed_but_a_password_is_not() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create(Map.of("producer.linger.ms", "soon")))
        .withMessageContaining(
            "eventrecorder.sink.test.producer.linger.ms is not accepted by Kafka")
        .withMessageContaining("soon")
        .withMessageNotContaining("null");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                create(
                    Map.of(
                        "producer.security.protocol", "SASL_SSL",
                        "producer.sasl.mechanism", "PLAIN",
                        "producer.sasl.jaas.config", "Module s3cret password=\"s3cret\";")))
        .withMessageContaining("the Kafka producer cannot be created")
        .withMessageContaining("'***'")
        .satisfies(e -> assertThat(e).hasNoCause().message().doesNotContain("s3cret"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create(Map.of("producer.delivery.timeout.ms", "10")))
        .withMessageContaining("delivery.timeout.ms should be equal to or larger than linger.ms");
  }

  @Test
  void only_secret_values_are_removed_from_messages_of_kafka() {
    ProducerSettings settings =
        new ProducerSettings(
            "sink.",
            "x",
            "localhost:1",
            Map.of(
                "delivery.timeout.ms", "5000",
                "security.protocol", "SSL",
                "ssl.truststore.location", "/ca.pem",
                "ssl.key.password", "5001",
                "my.pin", "5002"));

    assertThat(settings.redact("5000 ms has passed, SSL, /ca.pem, 5001, 5002"))
        .isEqualTo("5000 ms has passed, SSL, /ca.pem, ***, ***");
  }

  @Test
  void a_secret_may_be_a_password_object_or_have_no_quotes() {
    ProducerSettings settings =
        new ProducerSettings(
            "sink.",
            "x",
            "localhost:1",
            Map.of(
                "ssl.key.password",
                new Password("battery"),
                "sasl.jaas.config",
                "Module required username=shop password=s3cret horse;"));

    assertThat(settings.redact("battery, s3cret; no value for key 'horse' of a Module required"))
        .isEqualTo("***, ***; no value for key '***' of a Module required");
  }

  @Test
  void brokers_can_be_named_only_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> create(Map.of("bootstrap-servers", "a:1", "producer.bootstrap.servers", "b:1")))
        .withMessageContaining("both name the brokers: remove one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create(Map.of("bootstrap-servers", "localhost")))
        .withMessageContaining("check eventrecorder.sink.test.bootstrap-servers, as host:port");
    assertThat(
            new ProducerSettings("sink.", "x", "", Map.of("bootstrap.servers", "b:1"))
                .errorContext()
                .brokers())
        .isEqualTo("the brokers at b:1");
  }

  @Test
  void an_unknown_setting_is_reported_and_passed_on() {
    ProducerSettings settings =
        new ProducerSettings(
            "sink.", "x", "localhost:1", Map.of("lingr.ms", "5", "my.interceptor.url", "u"));

    assertThat(new ProducerSettingsCheck(settings).problems()).isEmpty();
    assertThat(new ProducerSettingsCheck(settings).unknownNames())
        .containsExactly(
            "sink.producer.lingr.ms is not a setting of the Kafka producer; did you mean linger.ms?",
            "sink.producer.my.interceptor.url is not a setting of the Kafka producer; it has no"
                + " effect unless a plug-in of the producer reads it");
    assertThat(settings.forProducer()).containsEntry("lingr.ms", "5");
  }

  @Test
  void the_sink_starts_if_the_brokers_name_cannot_be_resolved_yet() {
    try (TestSink sink =
        new TestSink(create(Map.of("bootstrap-servers", "no-such-host.invalid:1")))) {
      assertThat(sink.failure(sink.sink.create(Events.backOff())))
          .hasMessageContaining("bootstrap");
    }
  }

  @Test
  void a_provided_producer_and_key_are_used_unless_options_name_others() {
    try (MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())) {
      FakeProviderContext context =
          FakeProviderContext.of(Map.of("topic", "events"))
              .provide(Producer.class, producer)
              .provide(KafkaRecordKey.class, event -> "mine")
              .source("https://cluster-1");
      try (TestSink sink = new TestSink(provider.create(context))) {
        sink.await(sink.sink.create(Events.backOff()));
      }
      assertThat(producer.history()).hasSize(1);
      assertThat(producer.history().get(0).key()).asString().isEqualTo("mine");

      FakeProviderContext own =
          FakeProviderContext.of(
                  Map.of("topic", "events", "key", "event", "bootstrap-servers", "localhost:1"))
              .provide(Producer.class, producer)
              .provide(KafkaRecordKey.class, event -> "mine");
      SinkSettings settings = KafkaOptions.settings(own);
      assertThat(settings.providedProducer()).isNull();
      assertThat(settings.key().custom()).isNull();
    }
  }

  @Test
  void in_code_a_producer_and_settings_for_a_new_one_contradict() {
    try (MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  KafkaEventSink.builder("events")
                      .producer(producer)
                      .bootstrapServers("localhost:1")
                      .build())
          .withMessageContaining("remove the bootstrap servers");
    }
  }

  private EventSink create(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(Map.of("topic", "events"));
    all.put("bootstrap-servers", "localhost:1");
    all.putAll(options);
    EventSink sink = provider.create(FakeProviderContext.of(all));
    if (options.getOrDefault("bootstrap-servers", "").isEmpty()) {
      sink.close(Duration.ZERO);
    }
    return sink;
  }
}
