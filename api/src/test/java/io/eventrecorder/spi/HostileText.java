package io.eventrecorder.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Text that forges records, commands terminals and turns lines round; and how to find it raw. */
public final class HostileText {
  /** All that may not be printed as it is, spelt out: not computed by the code under test. */
  private static final String UNPRINTABLE =
      "[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]";

  private HostileText() {}

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

  /** Asserts that there is one line, and nothing raw in it. */
  public static void assertPrintable(String line) {
    assertThat(line).doesNotContainPattern(UNPRINTABLE);
  }

  /** Asserts that there are as many lines, and nothing raw in them. */
  public static void assertPrintable(String lines, int number) {
    List<String> all = List.of(lines.split("\n", -1));
    assertThat(all).hasSize(number).allSatisfy(HostileText::assertPrintable);
  }
}
