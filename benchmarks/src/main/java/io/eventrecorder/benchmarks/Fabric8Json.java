package io.eventrecorder.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Jackson's data binding of fabric8's model. Its times are texts, which it does not check. */
final class Fabric8Json<E> implements JsonImplementation<E> {
  private final EventApi api;
  private final Function<byte[], E> reader;
  private final Function<Object, String> writer;
  private final Function<Object, byte[]> bytesWriter;
  private final Function<E, Event> patch;

  private Fabric8Json(
      EventApi api,
      Function<byte[], E> reader,
      Function<Object, String> writer,
      Function<Object, byte[]> bytesWriter,
      Function<E, Event> patch) {
    this.api = api;
    this.reader = reader;
    this.writer = writer;
    this.bytesWriter = bytesWriter;
    this.patch = patch;
  }

  /** The serialization of fabric8's client, which takes and returns texts. */
  static JsonImplementation<?> ofClient(EventApi api) {
    return api == EventApi.CORE_V1
        ? ofClient(api, Event.class, Fabric8Json::patch)
        : ofClient(api, io.fabric8.kubernetes.api.model.events.v1.Event.class, Fabric8Json::patch);
  }

  /** A mapper of Jackson without anything of fabric8's client. */
  static JsonImplementation<?> ofPlainMapper(EventApi api) {
    return api == EventApi.CORE_V1
        ? ofPlainMapper(api, Event.class, Fabric8Json::patch)
        : ofPlainMapper(
            api, io.fabric8.kubernetes.api.model.events.v1.Event.class, Fabric8Json::patch);
  }

  private static <E> Fabric8Json<E> ofClient(
      EventApi api, Class<E> type, Function<E, Event> patch) {
    KubernetesSerialization json = new KubernetesSerialization();
    return new Fabric8Json<>(
        api,
        bytes -> json.unmarshal(new String(bytes, UTF_8), type),
        json::asJson,
        event -> json.asJson(event).getBytes(UTF_8),
        patch);
  }

  private static <E> Fabric8Json<E> ofPlainMapper(
      EventApi api, Class<E> type, Function<E, Event> patch) {
    JsonMapper json = JsonMapper.builder().build();
    return new Fabric8Json<>(
        api,
        bytes -> json.readValue(bytes, type),
        json::writeValueAsString,
        json::writeValueAsBytes,
        patch);
  }

  @Override
  public E of(io.eventrecorder.Event event) {
    return read(EventJson.writeBytes(event, api));
  }

  @Override
  public E read(byte[] json) {
    return reader.apply(json);
  }

  @Override
  public String write(E event) {
    return writer.apply(event);
  }

  @Override
  public byte[] writeBytes(E event) {
    return bytesWriter.apply(event);
  }

  @Override
  public byte[] writeReused(E event) {
    return bytesWriter.apply(event);
  }

  @Override
  public String mergePatch(E event) {
    return writer.apply(patch.apply(event));
  }

  private static Event patch(Event event) {
    return patch(event.getCount(), event.getLastTimestamp(), event.getMessage());
  }

  private static Event patch(io.fabric8.kubernetes.api.model.events.v1.Event event) {
    return patch(event.getDeprecatedCount(), event.getDeprecatedLastTimestamp(), event.getNote());
  }

  private static Event patch(
      @Nullable Integer count, @Nullable String time, @Nullable String message) {
    return new EventBuilder().withCount(count).withLastTimestamp(time).withMessage(message).build();
  }
}
