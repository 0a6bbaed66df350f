package io.eventrecorder.sink.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;

/** The version of kafka-clients, which the application chooses, and its known problems. */
final class ClientVersion {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

  /** The patch releases of 4.0 and 4.1 that correct the problem. Later releases do not have it. */
  private static final int[] FIXED = {2, 2};

  /** The file that Kafka's AppInfoParser reads. That class has moved between versions. */
  private static final String RESOURCE = "/kafka/kafka-version.properties";

  private ClientVersion() {}

  /** {@return the version on the class path; {@code unknown} if its file is missing} */
  static String present() {
    Properties properties = new Properties();
    try (InputStream in = KafkaProducer.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      // A jar that cannot be read causes other errors.
    }
    return properties.getProperty("version", "unknown").strip();
  }

  /**
   * {@return the problem of a version whose producer can write to the wrong topic, and the remedy;
   * empty if the version does not have it, or if a vendor numbers it differently} CVE-2026-35554:
   * the producer reuses the buffer of an expired batch while it still sends the batch.
   *
   * @param version Kafka's own version, for example {@code 4.0.1}
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
