package io.eventrecorder.sink.kafka;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.CheckResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/** Checks whether a sink could write to its topics. Uses the login of the sink; writes nothing. */
final class KafkaCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final SinkSettings settings;
  private final ProducerSettings producer;
  private final List<CheckResult> results = new ArrayList<>();

  private KafkaCheck(SinkSettings settings) {
    this.settings = settings;
    this.producer = settings.producerSettings();
  }

  /**
   * {@return the results, in the order of the checks}
   *
   * @param settings the settings of the sink
   * @param clientVersion the version of kafka-clients
   */
  static List<CheckResult> run(SinkSettings settings, String clientVersion) {
    KafkaCheck check = new KafkaCheck(settings);
    List<String> problems = settings.check();
    problems.forEach(problem -> check.add(Status.FAILED, "options", problem));
    String versionProblem = ClientVersion.problem(clientVersion);
    if (!versionProblem.isEmpty()) {
      check.add(Status.WARNING, "kafka-clients", versionProblem);
    }
    new ProducerSettingsCheck(check.producer)
        .unknownNames()
        .forEach(warning -> check.add(Status.WARNING, "options", warning));
    if (problems.isEmpty()) {
      check.checkBrokers();
    }
    return List.copyOf(check.results);
  }

  private void checkBrokers() {
    Producer<byte[], byte[]> provided = settings.providedProducer();
    if (provided == null) {
      checkWithAdmin();
    } else {
      checkProvided(provided);
    }
  }

  private void checkWithAdmin() {
    Admin admin;
    try {
      producer.newProducer().close(Duration.ZERO); // The sink also starts with this.
      admin = Admin.create(producer.forAdmin(TIMEOUT));
    } catch (KafkaException e) {
      if (FailureKind.isUnresolved(ProducerErrors.rootCause(e))) {
        add(Status.FAILED, "connection", message(e, settings.topic()));
      } else {
        add(Status.FAILED, "options", new ProducerSettingsCheck(producer).creationProblem(e));
      }
      return;
    }
    checkAcknowledgement();
    try {
      if (connects(admin)) {
        new TopicCheck(this, settings, admin).run();
      }
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private void checkAcknowledgement() {
    if (producer.isUnacknowledged()) {
      add(
          Status.WARNING,
          "options",
          settings.optionPrefix()
              + "producer.acks=0: the brokers do not acknowledge records, so a lost record counts"
              + " as delivered; use acks=all or acks=1");
    }
  }

  /** The settings and the login of a provided producer are unknown. */
  private void checkProvided(Producer<byte[], byte[]> provided) {
    String topic = settings.topic();
    try {
      int partitions = provided.partitionsFor(topic).size();
      add(
          Status.OK,
          "topic " + topic,
          TopicCheck.partitions(partitions) + ", seen by the producer of the application");
    } catch (RuntimeException e) {
      add(Status.FAILED, "topic " + topic, message(e, topic));
    }
  }

  private boolean connects(Admin admin) {
    try {
      Collection<Node> nodes = await(admin.describeCluster().nodes());
      String all =
          nodes.stream()
              .map(node -> node.host() + ":" + node.port())
              .sorted()
              .collect(Collectors.joining(", "));
      add(
          Status.OK,
          "connection",
          nodes.size() == 1 ? "one broker: " + all : nodes.size() + " brokers: " + all);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      add(Status.FAILED, "connection", requestMessage(e, settings.topic()));
      return false;
    }
  }

  /** {@return why a request of the admin client failed, with a remedy} */
  String requestMessage(Exception thrown, String topic) {
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : null;
    return message(
        cause == null
            ? new org.apache.kafka.common.errors.TimeoutException("no answer within " + TIMEOUT)
            : cause,
        topic);
  }

  private String message(Throwable thrown, String topic) {
    return String.valueOf(
        new ProducerErrors(topic, producer.errorContext())
            .ofSend(thrown, false)
            .exception()
            .getMessage());
  }

  static <T> T await(@Nullable KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return Objects.requireNonNull(future).get(TIMEOUT.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }

  void add(Status status, String subject, String detail) {
    results.add(new CheckResult(status, subject, detail));
  }
}
