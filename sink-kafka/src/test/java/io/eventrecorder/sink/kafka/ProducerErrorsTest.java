package io.eventrecorder.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.sink.kafka.ProducerErrors.Failure;
import io.eventrecorder.spi.SinkException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProducerErrorsTest {
  private final ProducerErrors errors =
      new ProducerErrors(
          "events",
          new ErrorContext(
              "the brokers at kafka:9092", false, text -> text.replace("s3cret", "***")));
  private final ProducerErrors ofProvided =
      new ProducerErrors("events", new ErrorContext("the brokers", true, text -> text));

  /** A person has read each line of the file. A new exception of Kafka needs a new line. */
  @Test
  void every_exception_of_kafka_is_translated() throws Exception {
    List<String> rows = new ArrayList<>();
    for (Class<?> type : errorClasses()) {
      rows.add(type.getSimpleName() + " " + words(errors.ofDelivery(instance(type))));
    }

    assertThat(rows).hasSizeGreaterThan(100);
    assertThat(expected()).containsAll(rows);
  }

  @Test
  void a_timeout_while_a_broker_answers_means_a_missing_topic() {
    Failure failure =
        errors.ofSend(
            new TimeoutException("Topic events not present in metadata after 3000 ms."), true);

    assertThat(words(failure)).isEqualTo("MISCONFIGURED");
    assertThat(failure.exception()).hasMessageContaining("topic events does not exist");
    assertThat(failure.exception().wholeSink()).isTrue();
  }

  @Test
  void the_same_timeout_without_a_broker_means_an_outage() {
    Failure failure =
        errors.ofSend(
            new TimeoutException("Topic events not present in metadata after 3000 ms."), false);

    assertThat(words(failure)).isEqualTo("RETRYABLE");
    assertThat(failure.exception())
        .hasMessageContaining("no answer from the brokers at kafka:9092");
  }

  @Test
  void a_full_buffer_does_not_mean_a_missing_topic() {
    Failure failure = errors.ofSend(new BufferExhaustedException("no memory in 3000 ms"), true);

    assertThat(words(failure)).isEqualTo("RETRYABLE");
    assertThat(failure.exception()).hasMessageContaining("slower than the sink");
  }

  @Test
  void the_exception_of_a_broken_producer_is_translated_by_its_cause() {
    KafkaException wrapped =
        new KafkaException("cannot send", new ClusterAuthorizationException("denied"));

    Failure failure = errors.ofSend(wrapped, true);

    assertThat(words(failure)).isEqualTo("MISCONFIGURED new-producer");
    assertThat(failure.exception()).hasMessageContaining("IDEMPOTENT_WRITE");
  }

  @Test
  void remedies_name_what_to_change() {
    assertThat(message(new SaslAuthenticationException("bad password s3cret")))
        .contains("producer.sasl.*")
        .contains("***")
        .doesNotContain("s3cret");
    assertThat(message(new TopicAuthorizationException(Set.of("events"))))
        .contains("WRITE and DESCRIBE on topic events");
    assertThat(message(new RecordTooLargeException("too large")))
        .contains("raise max.message.bytes of topic events");
    assertThat(
            message(
                new RecordTooLargeException(
                    "larger than 100, which is the value of the max.request.size configuration.")))
        .contains("raise producer.max.request.size, or shorten");
  }

  @Test
  void only_the_application_can_replace_its_producer() {
    for (RuntimeException failure :
        List.of(
            new ProducerFencedException("newer"),
            new KafkaException("fatal"),
            new IllegalStateException("closed"))) {
      Failure translated = ofProvided.ofDelivery(failure);
      assertThat(words(translated)).isEqualTo("MISCONFIGURED");
      assertThat(translated.exception()).hasMessageContaining("the producer of the application");
    }
  }

  @Test
  void a_valid_record_of_a_refused_batch_is_tried_again_with_the_same_producer() {
    KafkaException company =
        new KafkaException(
            "Failed to append record because it was part of a batch which had one more more invalid"
                + " records");
    for (ProducerErrors table : List.of(errors, ofProvided)) {
      Failure failure = table.ofDelivery(company);
      assertThat(words(failure)).isEqualTo("RETRYABLE");
      assertThat(failure.exception().wholeSink()).isFalse();
    }
  }

  @Test
  void a_producer_with_wrong_serializers_is_an_error_of_the_application() {
    SerializationException thrown =
        new SerializationException("Can't convert key of class [B", new ClassCastException("[B"));
    assertThat(words(ofProvided.ofSend(thrown, true))).isEqualTo("MISCONFIGURED");
    assertThat(words(errors.ofSend(new SerializationException("no"), true)))
        .isEqualTo("REJECTED invalid-record");
  }

  @Test
  void other_exceptions_reject_the_record() {
    assertThat(words(errors.ofSend(new ClassCastException("interceptor"), true)))
        .isEqualTo("REJECTED invalid-record");
    assertThat(words(errors.ofDelivery(new InvalidRecordException("no key"))))
        .isEqualTo("REJECTED invalid-record");
    assertThat(words(errors.ofSend(new ConfigException("x"), true)))
        .isEqualTo("MISCONFIGURED new-producer");
  }

  private String message(Exception thrown) {
    return errors.ofDelivery(thrown).exception().getMessage();
  }

  private static String words(Failure failure) {
    assertThat(failure.invalidRecord()).isEqualTo(failure.exception().kind() == Kind.REJECTED);
    return failure.exception().kind()
        + (failure.exception().ambiguous() ? " ambiguous" : "")
        + (failure.replaceProducer() ? " new-producer" : "")
        + (failure.invalidRecord() ? " invalid-record" : "");
  }

  private static List<String> expected() throws IOException {
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                ProducerErrorsTest.class.getResourceAsStream("errors.txt"), UTF_8))) {
      return table.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  private static List<Class<?>> errorClasses() throws Exception {
    URI jar = ApiException.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (FileSystem files = FileSystems.newFileSystem(Path.of(jar), Map.of());
        Stream<Path> list = Files.list(files.getPath("org/apache/kafka/common/errors"))) {
      List<Class<?>> types = new ArrayList<>();
      for (Path file : list.toList()) {
        String name = file.toString().replace('/', '.').replace(".class", "");
        Class<?> type = Class.forName(name.startsWith(".") ? name.substring(1) : name);
        if (KafkaException.class.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())) {
          types.add(type);
        }
      }
      return types;
    }
  }

  /** Creates an exception with any constructor whose arguments do not matter here. */
  private static Exception instance(Class<?> type) throws ReflectiveOperationException {
    for (Constructor<?> maker : type.getConstructors()) {
      @Nullable Object[] arguments =
          Stream.of(maker.getParameterTypes()).map(ProducerErrorsTest::argument).toArray();
      try {
        return (Exception) maker.newInstance(arguments);
      } catch (ReflectiveOperationException e) {
        // Try the next constructor.
      }
    }
    throw new AssertionError("cannot make a " + type);
  }

  private static @Nullable Object argument(Class<?> type) {
    if (type == String.class) {
      return "text";
    }
    if (type == int.class) {
      return 1;
    }
    if (type == long.class) {
      return 1L;
    }
    if (Set.class.isAssignableFrom(type)) {
      return Set.of();
    }
    return type == Map.class ? Map.of() : null;
  }
}
