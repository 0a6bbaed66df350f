package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes names that the API server accepts. A hash keeps changed names distinct. */
final class EventObjectNames {
  private static final int MAX_LENGTH = 253;
  private static final int HASH_BYTES = 8;
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern QUALIFIED =
      Pattern.compile("([^/]+/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern NOT_IN_SUBDOMAIN = Pattern.compile("[^a-z0-9.]+");
  private static final Pattern NOT_IN_NAME = Pattern.compile("[^-A-Za-z0-9_.]+");
  private static final Pattern BAD_DOTS = Pattern.compile("-*\\.[-.]*");
  private static final Pattern EDGES = Pattern.compile("^[-._]+|[-._]+$");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SEGMENT = Pattern.compile("[-A-Za-z0-9._~]+");

  private EventObjectNames() {}

  /** {@return the name as a DNS-1123 subdomain (RFC 1123)} */
  static String subdomain(String name) {
    if (isSubdomain(name)) {
      return name;
    }
    String kept = dns1123(name, MAX_LENGTH - 1 - 2 * HASH_BYTES);
    return (kept.isEmpty() ? "" : kept + '-') + hash(name);
  }

  /**
   * {@return the name as a segment of a path} The server accepts all characters but {@code /} and
   * {@code %}. The name becomes part of the path as it is, so only the characters that RFC 3986
   * never escapes are safe.
   */
  static String segment(String name) {
    boolean safe = !name.equals(".") && !name.equals("..") && SEGMENT.matcher(name).matches();
    return safe ? name : subdomain(name + '/');
  }

  /** {@return the name as {@code [prefix/]name}, where the name has at most 63 characters} */
  static String qualified(String name) {
    if (isQualified(name)) {
      return name;
    }
    int slash = name.indexOf('/');
    String rest = NOT_IN_NAME.matcher(name.substring(slash + 1)).replaceAll("-");
    String cut = trimmed(rest.substring(0, Math.min(rest.length(), 63 - 1 - 2 * HASH_BYTES)));
    String prefix = slash > 0 ? name.substring(0, slash) : "";
    String kept = isSubdomain(prefix) ? prefix + '/' : "";
    return kept + (cut.isEmpty() ? "" : cut + '-') + hash(name);
  }

  /** {@return the beginning of a DNS-1123 subdomain, made of the name; may be empty} */
  static String dns1123(String name, int maxLength) {
    String lower = NOT_IN_SUBDOMAIN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    String dotted = trimmed(BAD_DOTS.matcher(lower).replaceAll("."));
    return trimmed(dotted.substring(0, Math.min(dotted.length(), maxLength)));
  }

  /** {@return the first 16 hexadecimal digits of the SHA-256 of a text} */
  static String hash(String text) {
    byte[] digest = StableNames.sha256().digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
  }

  /** {@return whether it has the form {@code [prefix/]name} of keys of labels and annotations} */
  static boolean isQualified(String name) {
    int slash = name.indexOf('/');
    return QUALIFIED.matcher(name).matches()
        && (slash < 0 || isSubdomain(name.substring(0, slash)));
  }

  /** {@return whether a namespace can have this name: a DNS-1123 label} */
  static boolean isLabel(String name) {
    return LABEL.matcher(name).matches();
  }

  private static boolean isSubdomain(String name) {
    return name.length() <= MAX_LENGTH && SUBDOMAIN.matcher(name).matches();
  }

  private static String trimmed(String text) {
    return EDGES.matcher(text).replaceAll("");
  }
}
