package io.eventrecorder.spi;

/** Names of Kubernetes (RFC 1123, k8s.io/apimachinery util/validation). */
final class Dns1123 {
  /** The longest subdomain. */
  static final int MAX_LENGTH = 253;

  private Dns1123() {}

  /** {@return whether a name has labels of lower-case letters, digits and inner hyphens only} */
  static boolean isSubdomain(String name) {
    char previous = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAlphanumeric(c) && !mayFollow(c, previous)) {
        return false;
      }
      previous = c;
    }
    return previous != '.' && previous != '-';
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  /** Whether a character that is not alphanumeric may follow another one. */
  private static boolean mayFollow(char c, char previous) {
    return c == '-' ? previous != '.' : c == '.' && previous != '.' && previous != '-';
  }
}
