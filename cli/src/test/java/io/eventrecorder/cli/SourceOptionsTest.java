package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.kubernetes.server.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong options of {@code tail} and of {@code pipe --from}. */
class SourceOptionsTest {
  @TempDir Path temp;

  private static void assertRefused(String problem, String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.err()).startsWith("event-record: ").contains(problem);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void options_of_a_source_need_the_source() {
    assertRefused("--for needs --from kubernetes", "pipe", "--for", "pod/a", "x");
    assertRefused("--resume-file needs --from", "pipe", "--resume-file", "r", "x");
    assertRefused("--topic needs --from kafka", "pipe", "--topic", "t", "x");
    assertRefused("--topic needs --from kafka", "tail", "--topic", "t");
    assertRefused("--context needs --from kubernetes", "tail", "--from=kafka", "--context=c");
    assertRefused("cannot be combined with files", "pipe", "--from=kubernetes", "x");
    assertRefused("must be one of kubernetes, kafka", "tail", "--from", "etcd");
  }

  @Test
  void a_topic_needs_brokers_and_a_name() {
    assertRefused(
        "--bootstrap-servers, or eventrecorder.source.kafka.bootstrap-servers",
        "tail",
        "--from=kafka",
        "--topic=t");
    assertRefused(
        "--topic, or eventrecorder.source.kafka.topic",
        "tail",
        "--from=kafka",
        "-Deventrecorder.source.kafka.bootstrap-servers=localhost:1");
  }

  @Test
  void values_are_checked() {
    assertRefused("\"x\" must be KIND/NAME", "tail", "--for", "x");
    assertRefused("--since \"yesterday\" must be a duration", "tail", "--since", "yesterday");
    assertRefused("-n and -A contradict each other", "tail", "-A", "-n", "shop");
    assertRefused(
        "must be one of core, events, auto", "tail", "-Deventrecorder.source.kubernetes.api=v2");
    assertRefused(
        "eventrecorder.source.kubernetes.name is not an option; the options of"
            + " eventrecorder.source.kubernetes. are api, context, kubeconfig, namespace",
        "tail",
        "-Deventrecorder.source.kubernetes.name=x");
    assertRefused("kubeconfig none cannot be read", "tail", "--kubeconfig=none");
  }

  @Test
  void types_must_not_be_empty_and_an_unusual_one_is_worth_a_warning() throws IOException {
    assertRefused("--types must be types separated by commas", "tail", "--types", "");
    assertRefused("one of them is empty", "tail", "--types", "Warning,,Normal");
    try (ApiServer server = ApiServer.http()) {
      String kubeconfig = server.kubeconfig(temp.resolve("config")).toString();
      String[] tail = {"tail", "-q", "--no-follow", "--kubeconfig=" + kubeconfig, "--types"};
      assertThat(CommandRun.of(List.of(tail), "warning").err()).isEmpty();
      assertThat(CommandRun.of(List.of(tail), "Warning,Warn,Audit").err())
          .isEqualTo(
              "event-record: --types Audit, Warn is unusual: most events are Normal or Warning\n");
    }
  }

  @Test
  void a_resume_file_needs_pipelines_that_drop_nothing() throws IOException {
    try (ApiServer server = ApiServer.http()) {
      String kubeconfig = server.kubeconfig(temp.resolve("config")).toString();
      List<String> pipe =
          List.of(
              "pipe",
              "-q",
              "--from=kubernetes",
              "--no-follow",
              "--kubeconfig=" + kubeconfig,
              "--resume-file=" + temp.resolve("r"));
      for (String option :
          List.of(
              "eventrecorder.pipeline-defaults.overflow=drop-newest",
              "eventrecorder.pipeline.log.overflow=priority",
              "eventrecorder.pipeline.log.block-timeout=1s")) {
        CommandRun run = CommandRun.of(pipe, "-D" + option);
        assertThat(run.errors()).hasSize(1);
        assertThat(run.err())
            .startsWith("event-record: --resume-file and " + option + " contradict each other");
        assertThat(run.status()).isEqualTo(2);
      }
      CommandRun own =
          CommandRun.of(
              pipe,
              "-Deventrecorder.pipeline-defaults.overflow=drop-oldest",
              "-Deventrecorder.pipeline.log.overflow=block");
      assertThat(own.status()).as(own.err()).isZero();
    }
  }

  @Test
  void a_secret_may_be_in_a_file() throws IOException {
    Path secret = Files.writeString(temp.resolve("jaas"), "no jaas at all\n");
    CommandRun run =
        CommandRun.of(
            "tail",
            "--from=kafka",
            "--topic=t",
            "--no-follow",
            "--bootstrap-servers=localhost:1",
            "-Deventrecorder.source.kafka.consumer.security.protocol=SASL_PLAINTEXT",
            "-Deventrecorder.source.kafka.consumer.sasl.mechanism=PLAIN",
            "-Deventrecorder.source.kafka.consumer.sasl.jaas.config=${file:" + secret + "}");
    assertThat(run.err()).contains("the Kafka consumer cannot be created").doesNotContain("at all");
    assertRefused(
        "consumer.sasl.jaas.config: none: no such file",
        "tail",
        "--from=kafka",
        "--topic=t",
        "--bootstrap-servers=localhost:1",
        "-Deventrecorder.source.kafka.consumer.sasl.jaas.config=${file:none}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"password=\"hunter2\"", "hunter2", "users:\n- user: {token: hunter2\n  a: [}"})
  void a_file_that_is_no_kubeconfig_is_named_and_not_quoted(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("c.properties"), text);
    CommandRun run = CommandRun.of("tail", "--kubeconfig=" + file);
    assertThat(run.err())
        .isEqualTo(
            "event-record: %s is not a kubeconfig; 'kubectl config view --kubeconfig %s' says what"
                    .formatted(file, file)
                + " is wrong\n");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void a_sink_that_writes_to_its_own_source_is_refused() throws IOException {
    try (ApiServer server = ApiServer.http();
        ApiServer other = ApiServer.http()) {
      String kubeconfig = server.kubeconfig(temp.resolve("config")).toString();
      assertRefused(
          "the sink kubernetes writes to the cluster that is read (" + server.uri() + "/)",
          "pipe",
          "--from=kubernetes",
          "--kubeconfig=" + kubeconfig,
          "--sink=kubernetes",
          "-Deventrecorder.sink.kubernetes.kubeconfig=" + kubeconfig);
      String elsewhere = other.kubeconfig(temp.resolve("other")).toString();
      CommandRun copied =
          CommandRun.of(
              "pipe",
              "--from=kubernetes",
              "--no-follow",
              "--kubeconfig=" + kubeconfig,
              "--sink=kubernetes",
              "-Deventrecorder.sink.kubernetes.kubeconfig=" + elsewhere);
      assertThat(copied.status()).as(copied.err()).isZero();
    }
    assertRefused(
        "the sink kafka writes to the topic that is read (t)",
        "pipe",
        "--from=kafka",
        "--topic=t",
        "--bootstrap-servers=a:1,b:1",
        "--sink=kafka",
        "-Deventrecorder.sink.kafka.topic=t",
        "-Deventrecorder.sink.kafka.bootstrap-servers=b:1");
  }
}
