package io.eventrecorder.sink.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.eventrecorder.Event;
import io.eventrecorder.sink.log.LogEventSink.Profile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the output of the common encoders that {@code docs/log.md} describes. */
class BackEndTest {
  private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();

  @BeforeEach
  @AfterEach
  void restore() {
    logback.reset();
  }

  @Test
  void logstash_encoder_makes_members_of_the_fields() {
    JsonNode line = json(encoded(Profile.OTEL, new LogstashEncoder()));

    assertThat(line.path("message").stringValue()).startsWith("Back-off");
    assertThat(line.path("level").stringValue()).isEqualTo("WARN");
    assertThat(line.path("logger_name").stringValue()).isEqualTo("io.eventrecorder.events");
    assertThat(line.path("k8s.event.reason").stringValue()).isEqualTo("BackOff");
    assertThat(line.path("k8s.event.count").intValue()).isEqualTo(3);
  }

  @Test
  void logstash_encoder_makes_an_object_of_labels() {
    JsonNode line = json(encoded(Profile.KUBERNETES, new LogstashEncoder()));

    assertThat(line.path("labels").path("app.kubernetes.io/name").stringValue()).isEqualTo("web");
  }

  @Test
  void logbacks_json_encoder_lists_the_fields() {
    JsonNode line = json(encoded(Profile.ECS, new JsonEncoder()));

    assertThat(line.path("kvpList").valueStream())
        .contains(json("{\"kubernetes.event.reason\":\"BackOff\"}"))
        .contains(json("{\"kubernetes.event.count\":\"3\"}"));
  }

  @Test
  void logbacks_pattern_shows_the_fields_as_kvp() {
    PatternLayoutEncoder pattern = new PatternLayoutEncoder();
    pattern.setPattern("%level %msg %kvp%n");

    assertThat(encoded(Profile.KUBERNETES, pattern))
        .startsWith(
            "WARN Back-off restarting failed container app object=\"default/web-0\""
                + " fieldPath=\"spec.containers{app}\" kind=\"Pod\"")
        .contains("labels=\"{app.kubernetes.io/name=web}\"");
  }

  /** The pattern that the documentation recommends for plain text. */
  @Test
  void logbacks_pattern_can_replace_unprintable_characters() {
    PatternLayoutEncoder pattern = new PatternLayoutEncoder();
    pattern.setPattern("%level %replace(%kvp %msg){'\\p{Cntrl}', ' '}%n");

    String line =
        encoded(Profile.KUBERNETES, pattern, Events.message("a\nWARN forged\u001b[2J\u007f"));
    assertThat(line).startsWith("WARN ").endsWith(" a WARN forged [2J " + System.lineSeparator());
    assertThat(line.strip()).doesNotContainPattern("\\p{Cntrl}");
  }

  private String encoded(Profile profile, Encoder<ILoggingEvent> encoder) {
    return encoded(
        profile,
        encoder,
        Events.everything().toBuilder().labels(Map.of("app.kubernetes.io/name", "web")).build());
  }

  private String encoded(Profile profile, Encoder<ILoggingEvent> encoder, Event event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    encoder.setContext(logback);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(logback);
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    Logger logger = logback.getLogger(LogEventSink.DEFAULT_LOGGER);
    logger.addAppender(appender);
    LogEventSink.builder().profile(profile).slf4j().create(event).toCompletableFuture().join();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
