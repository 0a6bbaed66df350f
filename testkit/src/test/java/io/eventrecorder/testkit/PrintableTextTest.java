package io.eventrecorder.testkit;

import static io.eventrecorder.testkit.HostileText.assertPrintable;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.text.PrintableText;
import java.io.PrintWriter;
import java.io.StringWriter;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class PrintableTextTest {
  @Property
  void a_line_is_printable_and_a_second_call_changes_nothing(@ForAll("texts") String text) {
    String line = PrintableText.line(text);
    assertPrintable(line);
    assertThat(PrintableText.line(line)).isSameAs(line);
  }

  @Property
  void quoted_text_is_a_json_string_with_the_same_value(@ForAll("texts") String text) {
    String quoted = PrintableText.quoted(text);
    assertPrintable(quoted);
    assertThat(parsed(quoted)).isEqualTo(text);
  }

  @Example
  void only_unprintable_characters_are_escaped() {
    String plain = "say \"é\" \\ 語 \u00a0\u2027\u202f\u2065\u206a\u200d😀 ~";
    assertThat(PrintableText.line(plain)).isSameAs(plain);
    assertThat(PrintableText.line("a\nb\rc\td\u001b\u007f\u009b\u2028\u202e\u2069\ud83d!"))
        .isEqualTo("a\\nb\\rc\\td\\u001b\\u007f\\u009b\\u2028\\u202e\\u2069\\ud83d!");
    assertThat(PrintableText.quoted("\"\\")).isEqualTo("\"\\\"\\\\\"");
  }

  @Example
  void escaped_json_has_the_same_value() {
    String json = "{\n\t\"a\": \"\u009b\u202e \\n\"}";
    assertThat(PrintableText.json(json)).isEqualTo("{\n\t\"a\": \"\\u009b\\u202e \\n\"}");
  }

  @Property
  void the_trace_of_a_cause_is_printable(@ForAll("texts") String text) {
    Exception failure = new IllegalStateException("outer", new IllegalArgumentException(text));
    failure.addSuppressed(new RuntimeException(text));
    String trace = trace(PrintableText.cause(failure)).replace(System.lineSeparator(), "\n");
    assertThat(trace.lines())
        .allSatisfy(line -> assertPrintable(line.replace("\t", "")))
        .allMatch(
            line ->
                line.strip().matches("(java\\.lang\\.|Caused by:|Suppressed:|at |\\.\\.\\.).*"));
    assertThat(trace).contains("IllegalStateException: outer", "IllegalArgumentException", "at ");
  }

  @Example
  void a_printable_failure_is_logged_unchanged() {
    Exception failure = new IllegalStateException("a", new RuntimeException("b"));
    assertThat(PrintableText.cause(failure)).isSameAs(failure);
  }

  @Example
  void a_failure_that_is_its_own_cause_or_has_no_text_can_be_logged() {
    RuntimeException one = new RuntimeException("\n");
    RuntimeException other = new RuntimeException("\n", one);
    one.initCause(other);
    assertPrintable(PrintableText.cause(one).toString());

    assertThat(PrintableText.cause(new Mute()).toString())
        .contains("Mute")
        .contains("its toString() failed");
  }

  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String getMessage() {
      throw new AssertionError("none");
    }
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static String parsed(String json) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      return parser.getString();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return HostileText.texts();
  }
}
