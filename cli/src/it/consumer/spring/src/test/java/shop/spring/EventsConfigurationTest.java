package shop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class EventsConfigurationTest {
  @TempDir Path folder;

  @Test
  void settings_come_from_spring_and_closing_the_context_closes_the_broadcaster() throws Exception {
    Path log = folder.resolve("events.ndjson");
    EventBroadcaster broadcaster;
    try (var context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  "application.properties",
                  Map.of(
                      "eventrecorder.sink.log.format", "json",
                      "eventrecorder.sink.log.output", "file",
                      "eventrecorder.sink.log.file", log.toString())));
      context.register(EventsConfiguration.class);
      context.refresh();
      broadcaster = context.getBean(EventBroadcaster.class);

      context
          .getBean(EventRecorder.class)
          .normal(ObjectReference.of("Order", "eu", "4711"), "Repriced", "it costs less");
    }

    assertThat(Files.readAllLines(log)).singleElement().asString().contains("Repriced", "4711");
    broadcaster
        .newRecorder("shop")
        .normal(ObjectReference.of("Order", "eu", "4711"), "Late", "the broadcaster is closed");
    assertThat(broadcaster.stats().afterClose()).isOne();
  }
}
