package io.eventrecorder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Generates text that forges log records, sends commands to terminals or reverses lines, and
 * asserts that printed text contains none of it. For tests of sinks that print text of events.
 * Needs jqwik and AssertJ. Thread-safe.
 */
public final class HostileText {
  /**
   * The characters that {@code PrintableText} escapes; repeated here so that a test finds a mistake
   * there.
   */
  private static final String UNPRINTABLE =
      "[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]";

  private HostileText() {}

  /** {@return texts that are hard to print safely, and any other text} */
  public static Arbitrary<String> texts() {
    Arbitrary<String> awkward =
        Arbitraries.of(
            "\n2026-01-01 WARN forged",
            "\r",
            "\t",
            "\0",
            "\u001b[2J",
            "\u007f",
            "\u0080",
            "\u0085",
            "\u009b31m",
            "\u2028",
            "\u2029",
            "\u202a",
            "\u202e",
            "\u2066",
            "\u2069",
            "\ud83d",
            "\ud83d\ude00",
            "\"",
            "\\",
            "語");
    return Arbitraries.oneOf(awkward, Arbitraries.strings().all().ofMaxLength(8))
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  /**
   * Asserts that the text is one line without raw control characters.
   *
   * @param line the text
   */
  public static void assertPrintable(String line) {
    assertThat(line).doesNotContainPattern(UNPRINTABLE);
  }

  /**
   * Asserts that the text has a number of lines, each without raw control characters.
   *
   * @param lines the text
   * @param number how many lines it must have
   */
  public static void assertPrintable(String lines, int number) {
    List<String> all = List.of(lines.split("\n", -1));
    assertThat(all).hasSize(number).allSatisfy(HostileText::assertPrintable);
  }
}
