package io.eventrecorder.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parts of the page, which are resources beside this class. */
final class PageResources {
  private PageResources() {}

  static String text(String name) {
    try (InputStream in = PageResources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the scripts that {@code scripts.txt} names, in that order, as one} */
  static String scripts() {
    return text("scripts.txt")
        .lines()
        .filter(name -> !name.isBlank())
        .map(name -> inline(text(name.strip())))
        .collect(Collectors.joining("\n"));
  }

  /**
   * {@return the text of a script or style, as it is}
   *
   * @throws IllegalStateException if it would end its element in the page, or begin a comment
   */
  static String inline(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("</script") || lower.contains("</style") || lower.contains("<!--")) {
      throw new IllegalStateException("a part of the page has </script, </style or <!-- in it");
    }
    return text;
  }

  /** {@return the Base64 of the SHA-256 of a text, for a Content-Security-Policy} */
  static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
