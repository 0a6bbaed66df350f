package io.eventrecorder.cli.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names as the controllers of Kubernetes make them. Each method returns the name without its last
 * part, or null if the name has no such part.
 *
 * <p>Random parts have five characters of the alphabet of {@code apimachinery/pkg/util/rand}, which
 * has no vowels and none of 0, 1 and 3. The hash of a pod template is a decimal number of 32 bits,
 * of which each digit is written as a character of that alphabet. So it has only ten different
 * characters: {@code 456789bcdf}.
 */
final class GeneratedName {
  private static final Pattern RANDOM = Pattern.compile("(.+)-[bcdfghjklmnpqrstvwxz2456789]{5}");
  private static final Pattern HASH = Pattern.compile("(.+)-[456789bcdf]{6,10}");
  private static final Pattern ORDINAL = Pattern.compile("(.+)-(?:0|[1-9]\\d{0,3})");
  private static final Pattern TIME = Pattern.compile("(.+)-(\\d{8}|\\d{10})");

  /** Minutes since 1970 of 2013 and of 2046; 20240115 is a date, and not between them. */
  private static final long EARLIEST = 22_600_000;

  private static final long LATEST = 40_000_000;
  private static final long SECONDS = 60;

  private GeneratedName() {}

  /** {@return the name before a random part, as of a pod: {@code web-x7k2p}} */
  static @Nullable String beforeRandom(String name) {
    return before(RANDOM, name);
  }

  /** {@return the name before the hash of a pod template, as of a ReplicaSet} */
  static @Nullable String beforeHash(String name) {
    return before(HASH, name);
  }

  /** {@return the name before a small number, as of a pod of a StatefulSet: {@code web-0}} */
  static @Nullable String beforeOrdinal(String name) {
    return before(ORDINAL, name);
  }

  /**
   * {@return the name before a time in minutes, or in seconds as before Kubernetes 1.21, as of a
   * job of a CronJob}
   */
  static @Nullable String beforeTime(String name) {
    Matcher matcher = TIME.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    String digits = matcher.group(2);
    long time = Long.parseLong(digits);
    long minutes = digits.length() > 8 ? time / SECONDS : time;
    return minutes >= EARLIEST && minutes <= LATEST ? matcher.group(1) : null;
  }

  private static @Nullable String before(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
