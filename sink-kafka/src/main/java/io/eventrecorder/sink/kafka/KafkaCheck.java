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

/** Would records arrive? Asks with the sink's own login; writes nothing. */
final class KafkaCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SinkParts parts;
  private final ProducerSettings settings;
  private final List<CheckResult> results = new ArrayList<>();

  private KafkaCheck(SinkParts parts) {
    this.parts = parts;
    this.settings = parts.producerSettings();
  }

  static List<CheckResult> of(SinkParts parts) {
    KafkaCheck check = new KafkaCheck(parts);
    List<String> problems = parts.problems();
    problems.forEach(text -> check.add(Status.FAILED, "options", text));
    String versionProblem = ClientVersion.problem(parts.clientVersion);
    if (!versionProblem.isEmpty()) {
      check.add(Status.WARNING, "kafka-clients", versionProblem);
    }
    check.settings.unknown().forEach(text -> check.add(Status.WARNING, "options", text));
    if (problems.isEmpty()) {
      check.ask();
    }
    return List.copyOf(check.results);
  }

  private void ask() {
    Producer<byte[], byte[]> provided = parts.producer;
    if (provided == null) {
      run();
    } else {
      ask(provided);
    }
  }

  private void run() {
    Admin admin;
    try {
      parts.producerMaker.apply(settings).close(Duration.ZERO); // what the sink begins with
      admin = Admin.create(settings.forAdmin(PATIENCE));
    } catch (KafkaException e) {
      boolean unresolved = FailureKind.isUnresolved(ProducerErrors.root(e));
      String why =
          unresolved
              ? errors(parts.topic).ofSend(e, false).answer().getMessage()
              : parts.notMade(settings, e);
      add(Status.FAILED, unresolved ? "connection" : "options", why);
      return;
    }
    acknowledgement();
    try {
      if (connects(admin)) {
        new TopicCheck(this, parts, admin).run();
      }
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private void acknowledgement() {
    if (settings.isUnacknowledged()) {
      add(
          Status.WARNING,
          "options",
          parts.prefix
              + "producer.acks=0: nobody acknowledges, so what is lost on the way counts as"
              + " delivered; use acks=all, or 1");
    }
  }

  /** Of its login and settings nothing is known. */
  private void ask(Producer<byte[], byte[]> provided) {
    try {
      int partitions = provided.partitionsFor(parts.topic).size();
      add(
          Status.OK,
          "topic " + parts.topic,
          TopicCheck.partitions(partitions) + ", seen by the application's own producer");
    } catch (RuntimeException e) {
      add(
          Status.FAILED,
          "topic " + parts.topic,
          errors(parts.topic).ofSend(e, false).answer().getMessage());
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
      add(Status.FAILED, "connection", words(e, parts.topic));
      return false;
    }
  }

  /** {@return why a question had no answer} */
  String words(Exception thrown, String topic) {
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : null;
    Throwable why =
        cause == null
            ? new org.apache.kafka.common.errors.TimeoutException("no answer within " + PATIENCE)
            : cause;
    return errors(topic).ofSend(why, false).answer().getMessage();
  }

  private ProducerErrors errors(String topic) {
    return new ProducerErrors(topic, settings.brokers(), false, settings::redacted);
  }

  static <T> T await(@Nullable KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return Objects.requireNonNull(future).get(PATIENCE.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }

  void add(Status status, String subject, String detail) {
    results.add(new CheckResult(status, subject, detail));
  }
}
