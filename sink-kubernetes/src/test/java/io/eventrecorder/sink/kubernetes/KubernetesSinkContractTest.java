package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.kubernetes.server.EventApiVersion;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.EventSinkContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The sink keeps the contract of all sinks, in both APIs. */
class KubernetesSinkContractTest {
  abstract static class OnServer extends EventSinkContract {
    final TestServer server = new TestServer();

    abstract KubernetesApi api();

    abstract EventApiVersion shown();

    @Override
    protected EventSink createSink() {
      return server.sink(sink -> sink.api(api()));
    }

    @Override
    protected Optional<Event> stored(Event event) {
      return server.events(shown()).stream()
          .filter(stored -> stored.name().equals(event.name()))
          .findFirst()
          .map(stored -> asWritten(stored, event));
    }

    /** {@return the stored event, in the form of the written one} */
    Event asWritten(Event stored, Event written) {
      return stored;
    }

    @AfterEach
    void stop() {
      server.close();
    }
  }

  @Nested
  class Core extends OnServer {
    @Override
    KubernetesApi api() {
      return KubernetesApi.CORE;
    }

    @Override
    EventApiVersion shown() {
      return EventApiVersion.CORE;
    }
  }

  @Nested
  class Events extends OnServer {
    @Override
    KubernetesApi api() {
      return KubernetesApi.EVENTS;
    }

    @Override
    EventApiVersion shown() {
      return EventApiVersion.EVENTS;
    }

    /** The count is in the series, and the note does not change. */
    @Override
    Event asWritten(Event stored, Event written) {
      return stored.toBuilder().count(stored.occurrences()).message(written.message()).build();
    }
  }
}
