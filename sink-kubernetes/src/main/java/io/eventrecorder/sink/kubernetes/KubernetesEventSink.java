package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventSink;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Events in the Kubernetes API, for use in code:
 *
 * <pre>{@code
 * broadcaster.startRecordingToSink(
 *     "kubernetes", KubernetesEventSink.builder(client).api(KubernetesApi.EVENTS).build());
 * }</pre>
 *
 * <p>One request for each write, on threads of its own, without fabric8's retries: the pipeline
 * retries. What the server would refuse is made acceptable first.
 */
public final class KubernetesEventSink {
  private KubernetesEventSink() {}

  /**
   * {@return a builder of a sink for {@link KubernetesApi#CORE}}
   *
   * @param client the client; never closed by the sink
   */
  public static Builder builder(KubernetesClient client) {
    return new Builder(client);
  }

  /** Builds a sink. Not thread-safe. */
  public static final class Builder {
    /** Writes under way at once, if the pipeline does not say otherwise. */
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
      this.client = client;
    }

    /**
     * Chooses the API.
     *
     * @param choice {@link KubernetesApi#AUTO} sends one request when the sink is built
     * @return this
     */
    public Builder api(KubernetesApi choice) {
      api = choice;
      return this;
    }

    /**
     * Sets how long one request may take.
     *
     * @param span from 1 ms; 10 s if not set
     * @return this
     */
    public Builder requestTimeout(Duration span) {
      requestTimeout = span;
      return this;
    }

    /**
     * Sets whether an event names the object that it is about as its owner, for tools that look at
     * owners. It takes the object's uid, kind and API version. Kubernetes' garbage collector
     * ignores events: they go by their time to live.
     *
     * @param wanted false if not set
     * @return this
     */
    public Builder ownerReference(boolean wanted) {
      ownerReference = wanted;
      return this;
    }

    /**
     * Chooses what events are called.
     *
     * @param choice {@link EventNaming#UNIQUE} if not set
     * @return this
     */
    public Builder eventNames(EventNaming choice) {
      naming = choice;
      return this;
    }

    /**
     * Sets the length at which a core/v1 message is cut.
     *
     * @param bytes of UTF-8; 32 KiB if not set
     * @return this
     */
    public Builder maxMessageBytes(int bytes) {
      maxMessageBytes = bytes;
      return this;
    }

    /**
     * Sets the clock, for events that come without any time.
     *
     * @param source the system's if not set
     * @return this
     */
    public Builder clock(EventClock source) {
      clock = source;
      return this;
    }

    /**
     * Sets the names for events that come without one.
     *
     * @param source new names by the clock if not set
     * @return this
     */
    public Builder names(EventNames source) {
      names = source;
      return this;
    }

    /**
     * Sets what is called for each write that had to be made acceptable.
     *
     * @param counter called by several threads
     * @return this
     */
    public Builder onAdjusted(Runnable counter) {
      onAdjusted = counter;
      return this;
    }

    /**
     * {@return the sink, for one pipeline}
     *
     * @throws IllegalArgumentException if a time-out or a length is not above zero
     */
    public EventSink build() {
      return build(ClientSource.provided(client));
    }

    EventSink build(ClientSource source) {
      if (requestTimeout.toMillis() < 1 || requestTimeout.toMillis() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "requestTimeout " + requestTimeout + " must be 1 ms or more, and less than 24 days");
      }
      if (maxMessageBytes < 1) {
        throw new IllegalArgumentException(
            "maxMessageBytes " + maxMessageBytes + " must be above zero; 32768 is the default");
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
      ApiSink sink =
          new ApiSink(
              source,
              new EventRequests(apiClient, chosen, naming),
              sanitizer,
              naming,
              requestTimeout);
      return EventSink.blocking(sink, CONCURRENCY);
    }
  }
}
