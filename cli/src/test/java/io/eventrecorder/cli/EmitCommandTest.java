package io.eventrecorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmitCommandTest {
  private static CommandRun emit(String... more) {
    return CommandRun.of(List.of("emit", "--reason", "Paid", "--message", "100% ok"), more);
  }

  @Test
  void one_event_becomes_one_line() {
    CommandRun run =
        emit("--regarding", "Pod/default/web-0", "--type", "warning", "--component", "me");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .singleElement()
        .asString()
        .contains("\"100% ok\"", "\"Warning\"", "\"web-0\"", "\"default\"", "\"me\"");
  }

  @Test
  void every_flag_reaches_the_event() {
    CommandRun run =
        emit(
            "--regarding=Order/eu/4711",
            "--api-version=shop/v1",
            "--uid=u-1",
            "--related=Customer/77",
            "--action=Charge",
            "--label=team=shop",
            "--annotation=trace=abc",
            "--host=h-1");
    assertThat(run.out())
        .contains("shop/v1", "u-1", "Customer", "77", "Charge", "team", "trace", "abc", "h-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Order", "Order/", "/x", "a/b/c/d", "Pod//web-0"})
  void an_object_without_kind_or_name_is_refused(String text) {
    CommandRun run = emit("--regarding", text);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains("Kind/namespace/name");
  }

  @Test
  void an_unknown_type_is_refused() {
    CommandRun run = emit("--regarding=Order/1", "--type=Error");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--type 'Error' must be Normal or Warning");
  }

  @Test
  void an_undelivered_event_gives_status_1() {
    CommandRun run =
        emit(
            "--regarding=Order/1",
            "--timeout=1ms",
            "-Deventrecorder.sink.log.output=file",
            "-Deventrecorder.sink.log.file=/dev/full");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("event-record: the event was not delivered: log: 1 ");
  }

  @Test
  void an_event_that_the_filter_removes_is_no_failure() {
    CommandRun run =
        emit("--regarding=Order/1", "-Deventrecorder.pipeline.log.filter=type=Warning");
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
  }
}
