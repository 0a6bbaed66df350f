package io.eventrecorder.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eventrecorder.json.EventApi;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Validates JSON against the schemas in the jar, with an independent library. */
final class Schemas {
  private static final Map<EventApi, Schema> BY_API = new EnumMap<>(EventApi.class);

  static {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    for (EventApi api : EventApi.values()) {
      String name = api.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".schema.json";
      BY_API.put(api, registry.getSchema(KafkaEventSink.class.getResourceAsStream(name)));
    }
  }

  private Schemas() {}

  static void assertValid(EventApi api, String json) {
    Schema schema = Objects.requireNonNull(BY_API.get(api));
    assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
  }
}
