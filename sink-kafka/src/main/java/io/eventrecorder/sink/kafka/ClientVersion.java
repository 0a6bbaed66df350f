package io.eventrecorder.sink.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * What is known of a version of kafka-clients. Which one there is, is for the application to say.
 */
final class ClientVersion {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

  /** The first versions of 4.0 and 4.1 whose producer keeps its buffers; all later ones do. */
  private static final int[] FIXED = {2, 2};

  /** What Kafka's own AppInfoParser reads, a class that moves between versions. */
  private static final String RESOURCE = "/kafka/kafka-version.properties";

  private ClientVersion() {}

  /** {@return what kafka-clients says of itself; {@code unknown} if nothing} */
  static String present() {
    Properties properties = new Properties();
    try (InputStream in = KafkaProducer.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      // A jar that cannot be read has other troubles.
    }
    return properties.getProperty("version", "unknown").strip();
  }

  /**
   * {@return what to do about a version whose producer can write to the wrong topic; empty if it
   * cannot, or if the version is numbered otherwise, as some vendors do} CVE-2026-35554: the buffer
   * of a batch that has expired is used again while it is being sent.
   *
   * @param version as Kafka says it, for example {@code 4.0.1}
   */
  static String problem(String version) {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches() || !numbers.group(1).equals("4")) {
      return "";
    }
    int minor = Integer.parseInt(numbers.group(2));
    if (minor >= FIXED.length || Integer.parseInt(numbers.group(3)) >= FIXED[minor]) {
      return "";
    }
    return version
        + " can write a record to another topic after a delivery has timed out, unnoticed"
        + " (CVE-2026-35554): use 4."
        + minor
        + "."
        + FIXED[minor]
        + " or 4.2 and later, unless your vendor has corrected it";
  }
}
