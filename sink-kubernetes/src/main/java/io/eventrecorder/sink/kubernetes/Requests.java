package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests to one of the two APIs, one HTTP request each.
 *
 * @param <T> fabric8's class for its events
 */
final class Requests<T extends HasMetadata> {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final Calls calls;
  private final EventApi api;
  private final Class<T> type;
  private final Supplier<T> empty;
  private final Function<KubernetesClient, MixedOperation<T, ?, Resource<T>>> events;
  private final KubernetesSerialization json;

  private Requests(
      Calls calls,
      EventApi api,
      Class<T> type,
      Supplier<T> empty,
      Function<KubernetesClient, MixedOperation<T, ?, Resource<T>>> events) {
    this.calls = calls;
    this.api = api;
    this.type = type;
    this.empty = empty;
    this.events = events;
    this.json = calls.client().getKubernetesSerialization();
  }

  static Requests<?> of(EventApi api, Calls calls) {
    return api == EventApi.CORE_V1
        ? new Requests<>(
            calls,
            api,
            io.fabric8.kubernetes.api.model.Event.class,
            io.fabric8.kubernetes.api.model.Event::new,
            client -> client.v1().events())
        : new Requests<>(
            calls,
            api,
            io.fabric8.kubernetes.api.model.events.v1.Event.class,
            io.fabric8.kubernetes.api.model.events.v1.Event::new,
            client -> client.events().v1().events());
  }

  EventApi api() {
    return api;
  }

  Event create(Event event) {
    T body = Objects.requireNonNull(json.unmarshal(EventJson.write(event, api), type));
    return read(calls.call(client -> in(client, event).resource(body).create()));
  }

  /**
   * Sends a JSON merge patch (RFC 7386).
   *
   * @param event whose namespace and name are patched
   */
  Event patch(Event event, String patch) {
    T stub = empty.get();
    stub.setMetadata(
        new ObjectMetaBuilder().withNamespace(event.namespace()).withName(event.name()).build());
    return read(calls.call(client -> in(client, event).resource(stub).patch(MERGE, patch)));
  }

  /** {@return the event of this namespace and name; null if there is none} */
  @Nullable Event find(Event event) {
    T found = calls.call(client -> in(client, event).withName(event.name()).get());
    return found == null ? null : read(found);
  }

  private NonNamespaceOperation<T, ?, Resource<T>> in(KubernetesClient client, Event event) {
    return events.apply(client).inNamespace(event.namespace());
  }

  private Event read(T stored) {
    return EventJson.read(json.asJson(stored));
  }
}
