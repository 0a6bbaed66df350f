package shop.spring;

import io.eventrecorder.EventRecorder;
import io.eventrecorder.broadcaster.EventBroadcaster;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

@Configuration
public class EventsConfiguration {
  /** Spring closes it after the beans that depend on it, and before those that it depends on. */
  @Bean
  EventBroadcaster eventBroadcaster(ConfigurableEnvironment environment) {
    return EventBroadcaster.builder().properties(settings(environment)).build();
  }

  @Bean
  EventRecorder eventRecorder(EventBroadcaster broadcaster) {
    return broadcaster.newRecorder("shop");
  }

  /** The settings of this library in application.properties and other sources of Spring. */
  private static Map<String, String> settings(ConfigurableEnvironment environment) {
    Map<String, String> settings = new HashMap<>();
    environment.getPropertySources().stream()
        .filter(EnumerablePropertySource.class::isInstance)
        .map(EnumerablePropertySource.class::cast)
        .flatMap(source -> Stream.of(source.getPropertyNames()))
        .filter(name -> name.startsWith("eventrecorder."))
        .forEach(name -> settings.put(name, environment.getRequiredProperty(name)));
    return settings;
  }
}
