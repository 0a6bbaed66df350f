package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.DateTimeException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests to one of the two APIs, one HTTP request each. They fail as the pipeline wants it.
 *
 * @param <T> fabric8's class for its events
 */
final class Requests<T extends HasMetadata> {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final Calls calls;
  private final EventApi api;
  private final ApiFailures failures;
  private final Class<T> type;
  private final Supplier<T> empty;
  private final Function<KubernetesClient, MixedOperation<T, ?, Resource<T>>> events;
  private final KubernetesSerialization json;

  private Requests(
      Calls calls,
      EventApi api,
      EventNaming naming,
      Class<T> type,
      Supplier<T> empty,
      Function<KubernetesClient, MixedOperation<T, ?, Resource<T>>> events) {
    this.calls = calls;
    this.api = api;
    this.failures = new ApiFailures(api, naming);
    this.type = type;
    this.empty = empty;
    this.events = events;
    this.json = calls.client().getKubernetesSerialization();
  }

  static Requests<?> of(EventApi api, EventNaming naming, Calls calls) {
    return api == EventApi.CORE_V1
        ? new Requests<>(
            calls,
            api,
            naming,
            io.fabric8.kubernetes.api.model.Event.class,
            io.fabric8.kubernetes.api.model.Event::new,
            client -> client.v1().events())
        : new Requests<>(
            calls,
            api,
            naming,
            io.fabric8.kubernetes.api.model.events.v1.Event.class,
            io.fabric8.kubernetes.api.model.events.v1.Event::new,
            client -> client.events().v1().events());
  }

  EventApi api() {
    return api;
  }

  Event create(Event event) {
    T body = body(event);
    return read(sent("create", event, events -> events.resource(body).create()));
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
    return read(sent("patch", event, events -> events.resource(stub).patch(MERGE, patch)));
  }

  /** {@return the event of this namespace and name; null if there is none} */
  @Nullable Event find(Event event) {
    T found = sent("get", event, events -> events.withName(event.name()).get());
    return found == null ? null : read(found);
  }

  /** {@return the patch as it is sent} */
  static String json(EventPatch patch) {
    try {
      return patch.toJson();
    } catch (DateTimeException e) {
      throw SinkException.rejected("a time of the event has no JSON form: " + e.getMessage(), e);
    }
  }

  private T sent(
      String verb, Event event, Function<NonNamespaceOperation<T, ?, Resource<T>>, T> request) {
    String namespace = event.namespace();
    if (!Names.isLabel(namespace)) { // fabric8 would put it into the path as it is
      throw SinkException.rejected("no namespace can have the name \"" + namespace + '"', null);
    }
    try {
      return calls.call(client -> request.apply(events.apply(client).inNamespace(namespace)));
    } catch (KubernetesClientException e) {
      throw failures.of(verb, namespace, e);
    } catch (IllegalStateException e) {
      throw SinkException.misconfigured(
              "the KubernetesClient cannot be used any more ("
                  + e.getMessage()
                  + "): close the event broadcaster before the client",
              e)
          .ofWholeSink();
    }
  }

  private T body(Event event) {
    String text = EventJson.write(event, api);
    try {
      return Objects.requireNonNull(json.unmarshal(text, type));
    } catch (KubernetesClientException | IllegalArgumentException e) {
      String why = "a member of the event is not of the type that Kubernetes has for it: ";
      throw SinkException.rejected(why + ApiFailures.root(e), e);
    }
  }

  private Event read(T stored) {
    return EventJson.read(json.asJson(stored));
  }
}
