package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message about input that is not read names the form that the input looks like. */
class FormatHintsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | but an empty object",
        "{\"foo\":1} | is not an event; an event has the kind Event",
        "{\"apiVersion\":\"v1\"} | is not an event; an event has the kind Event",
        "{\"events\":[]} | contains events; extract them, for example with jq '.events[]'",
        "{\"kind\":\"Pod\"} | must be Event, is Pod",
        "{\"level\":\"info\",\"message\":\"m\"} | the log line of a program (kubernetes-event-exporter",
        "{\"log\":\"a\\n\",\"stream\":\"stdout\"} | a log line of Docker",
        "{\"specversion\":\"1.0\",\"data\":\"x\"} | a CloudEvent whose data is not an event",
        "{\"timestamp\":\"t\",\"severity_text\":\"W\",\"body\":\"m\",\"resource\":{}} | OpenTelemetry",
        "{\"@timestamp\":\"t\",\"log.level\":\"WARN\",\"message\":\"m\",\"ecs.version\":\"8\"} | ECS",
        "{\"time\":\"t\",\"object\":\"a/b\",\"kind\":\"Pod\",\"event\":\"a/b\"} | a log line of the sink log",
        "I1120 12:00:00.000000       1 main.go:10] x | the log line of a program (klog)",
        "LAST SEEN   TYPE     REASON   OBJECT   MESSAGE | a table from kubectl; print events with -o",
        "3m12s       Warning  BackOff  pod/a    x | a table from kubectl",
        "shop  3m12s (x4 over 5m)  Warning  BackOff  pod/a    x | a table from kubectl",
        "level=info msg=\"a b\" x=1 | the log line of a program (logfmt)",
        "<html> | HTML",
        "replicas: 3 | YAML, but not like an event",
        "2026-01-01T00:00:00.1Z stdout F hello | a container log (CRI) without an event",
        "[[{}]] | an array in an array",
        "hello | is 'h'; write events as JSON or YAML",
        "7 | is '7'"
      })
  void the_message_names_the_form(String text, String hint) {
    assertThat(InputText.errors(text))
        .singleElement()
        .asString()
        .startsWith("line 1, column ")
        .contains(hint);
  }

  @Test
  void input_that_is_not_text_is_named() {
    byte[] zstd = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 4, 0};
    assertThat(error(zstd)).contains("is compressed with zstd; unpack it");
    assertThat(error("PK\u0003\u0004".getBytes(UTF_8))).contains("is a zip file; unpack it");
    assertThat(error(new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0})).contains("is UTF-16");
  }

  @Test
  void control_characters_of_the_input_are_escaped() {
    assertThat(InputText.errors("{\"kind\":\"a\\u001b\\u202e\\n\"}\n\u001b[2J\n\u009b2J"))
        .hasSize(3)
        .allMatch(line -> line.chars().noneMatch(Character::isISOControl))
        .noneMatch(line -> line.contains("\u202e"));
  }

  private static String error(byte[] bytes) {
    try (InputReader reader = InputText.reader(bytes, InputLimits.standard())) {
      reader.next();
      return "";
    } catch (BadItemException e) {
      return String.valueOf(e.getMessage());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
