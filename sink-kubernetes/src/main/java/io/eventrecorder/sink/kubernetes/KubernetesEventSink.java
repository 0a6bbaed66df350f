package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventSink;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sink that writes events to the Kubernetes API, for use in code:
 *
 * <pre>{@code
 * broadcaster.startRecordingToSink(
 *     "kubernetes", KubernetesEventSink.builder(client).api(KubernetesApi.EVENTS).build());
 * }</pre>
 *
 * <p>Each write is one request, on a thread of the sink. fabric8's retries are off, because the
 * pipeline retries. An event that the server would refuse is changed first, so that it accepts it.
 */
public final class KubernetesEventSink {
  private KubernetesEventSink() {}

  /**
   * {@return a builder of a sink for {@link KubernetesApi#CORE}}
   *
   * @param client the client; the sink never closes it
   */
  public static Builder builder(KubernetesClient client) {
    return new Builder(client);
  }

  /** Builds a sink. Not thread-safe. */
  public static final class Builder {
    /** How many writes are in flight at a time, if the pipeline does not set another number. */
    private static final int CONCURRENCY = 8;

    private final KubernetesClient client;
    private KubernetesApi api = KubernetesApi.CORE;
    private Duration requestTimeout = KubernetesOptions.REQUEST_TIMEOUT;
    private boolean ownerReference;
    private EventNaming naming = EventNaming.UNIQUE;
    private int maxMessageBytes = KubernetesOptions.MOST_MESSAGE_BYTES;
    private EventClock clock = EventClock.system();
    private @Nullable EventNames names;
    private Runnable onAdjusted = () -> {};

    private Builder(KubernetesClient client) {
      this.client = Objects.requireNonNull(client, "client");
    }

    /**
     * Sets the API to which events are written.
     *
     * @param choice {@link KubernetesApi#CORE} if not set; {@link KubernetesApi#AUTO} sends one
     *     request when the sink is built
     * @return this
     */
    public Builder api(KubernetesApi choice) {
      api = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /**
     * Sets how long one request may take.
     *
     * @param span from 1 ms; 10 s if not set
     * @return this
     */
    public Builder requestTimeout(Duration span) {
      requestTimeout = Objects.requireNonNull(span, "span");
      return this;
    }

    /**
     * Sets whether an event has its object in {@code metadata.ownerReferences}, for tools that
     * follow owners. The object needs a uid, a kind and an API version. The garbage collector of
     * Kubernetes ignores events: they stay until they expire.
     *
     * @param wanted false if not set
     * @return this
     */
    public Builder ownerReference(boolean wanted) {
      ownerReference = wanted;
      return this;
    }

    /**
     * Sets how events are named.
     *
     * @param choice {@link EventNaming#UNIQUE} if not set
     * @return this
     */
    public Builder eventNames(EventNaming choice) {
      naming = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /**
     * Sets the length at which a core/v1 message is cut. A message in events.k8s.io/v1 is cut at
     * 1024 bytes.
     *
     * @param bytes of UTF-8, 1 or more; 32 KiB if not set
     * @return this
     */
    public Builder maxMessageBytes(int bytes) {
      maxMessageBytes = bytes;
      return this;
    }

    /**
     * Sets the clock. The sink needs it for events without a time, for pauses until a date, and for
     * how long it remembers events with stable names.
     *
     * @param source the clock of the system if not set
     * @return this
     */
    public Builder clock(EventClock source) {
      clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets the names for events that have none.
     *
     * @param source names by the clock if not set, as {@link EventNames#of} makes them
     * @return this
     */
    public Builder names(EventNames source) {
      names = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets a counter of the writes whose event was changed, because the server would refuse it.
     *
     * @param counter several threads call it
     * @return this
     */
    public Builder onAdjusted(Runnable counter) {
      onAdjusted = Objects.requireNonNull(counter, "counter");
      return this;
    }

    /**
     * {@return the sink, for one pipeline}
     *
     * @throws IllegalArgumentException if the request time-out is not from 1 ms to 24 days, or if
     *     the length of messages is below 1
     */
    public EventSink build() {
      return build(ClientSource.provided(client));
    }

    EventSink build(ClientSource source) {
      if (requestTimeout.toMillis() < 1 || requestTimeout.toMillis() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "requestTimeout "
                + requestTimeout
                + " must be from 1 ms to 24 days; 10 s is the default");
      }
      if (maxMessageBytes < 1) {
        throw new IllegalArgumentException(
            "maxMessageBytes " + maxMessageBytes + " must be 1 or more; 32768 is the default");
      }
      ApiClient apiClient = new ApiClient(client, requestTimeout, clock);
      EventApi chosen = ApiDiscovery.of(api, apiClient);
      EventNames given = names;
      EventSanitizer sanitizer =
          new EventSanitizer(
              chosen,
              maxMessageBytes,
              ownerReference,
              clock,
              given == null ? EventNames.of(clock) : given,
              onAdjusted);
      EventRequests requests = new EventRequests(apiClient, chosen, naming);
      NamedEventWriter writer =
          naming == EventNaming.STABLE
              ? new StableNameWriter(requests, new ExistingEvents(clock))
              : new UniqueNameWriter(requests);
      ApiSink sink = new ApiSink(source, chosen, sanitizer, writer, requestTimeout);
      return EventSink.blocking(sink, CONCURRENCY);
    }
  }
}
