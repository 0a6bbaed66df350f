package io.eventrecorder.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sink that stores events in memory and is as strict as a Kubernetes API server. It answers at
 * once, on the calling thread. Thread-safe.
 *
 * <ul>
 *   <li>A patch is applied to the stored event in the form that is sent to a server ({@link
 *       EventJson#mergePatch}, a JSON merge patch), so that a wrong patch gives a wrong event.
 *   <li>A create of an event that exists fails with ALREADY_EXISTS; an update or a patch of a
 *       missing event fails with NOT_FOUND.
 *   <li>Each write gives the event a new resourceVersion; all events share one counter. An update
 *       with another resourceVersion than the stored one is a conflict (RETRYABLE). Patches have no
 *       resourceVersion.
 *   <li>An event without a name, a create with a resourceVersion and a patch that cannot be applied
 *       fail with REJECTED; after {@link #close} every write fails with RETRYABLE.
 * </ul>
 */
public final class InMemoryEventSink implements EventSink {
  /** The kind of a write. */
  public enum Operation {
    /** {@link EventSink#create}. */
    CREATE,
    /** {@link EventSink#update}. */
    UPDATE,
    /** {@link EventSink#patch}. */
    PATCH
  }

  /**
   * A write that the sink received.
   *
   * @param operation the kind of the write
   * @param event the event that the sink received
   * @param failure why it was not stored; null if it was
   */
  public record Write(Operation operation, Event event, @Nullable SinkException failure) {
    /** {@return whether it was stored} */
    public boolean stored() {
      return failure == null;
    }
  }

  private record Id(String namespace, String name) {
    static Id of(Event event) {
      return new Id(event.namespace(), event.name());
    }
  }

  private final MergePatch patches = new MergePatch();

  @GuardedBy("this")
  private final Map<Id, Event> events = new LinkedHashMap<>();

  @GuardedBy("this")
  private final List<Write> writes = new ArrayList<>();

  @GuardedBy("this")
  private long version;

  @GuardedBy("this")
  private boolean closed;

  /** Creates an empty sink. */
  public InMemoryEventSink() {}

  @Override
  public CompletionStage<@Nullable Event> create(Event event) {
    return write(Operation.CREATE, event, old -> created(event, old));
  }

  @Override
  public CompletionStage<@Nullable Event> update(Event event) {
    return write(Operation.UPDATE, event, old -> updated(event, old));
  }

  @Override
  public CompletionStage<@Nullable Event> patch(Event newest, EventPatch patch) {
    return write(Operation.PATCH, newest, old -> patched(newest, patch, old));
  }

  @Override
  public synchronized void close(Duration timeout) {
    closed = true;
  }

  /** {@return the stored events, in the order of creation} */
  public synchronized List<Event> events() {
    return List.copyOf(events.values());
  }

  /**
   * {@return the stored events that a test wants, in the order of creation}
   *
   * @param wanted selects the events
   */
  public synchronized List<Event> events(Predicate<? super Event> wanted) {
    return events.values().stream().filter(wanted).toList();
  }

  /**
   * {@return the stored event; empty if there is none}
   *
   * @param namespace its namespace
   * @param name its name
   */
  public synchronized Optional<Event> find(String namespace, String name) {
    return Optional.ofNullable(events.get(new Id(namespace, name)));
  }

  /** {@return all writes that the sink received, including those that failed, in order} */
  public synchronized List<Write> writes() {
    return List.copyOf(writes);
  }

  /**
   * {@return how many writes were stored}
   *
   * @param operation the kind of the writes
   */
  public synchronized long count(Operation operation) {
    return writes.stream()
        .filter(write -> write.operation() == operation && write.stored())
        .count();
  }

  /**
   * Removes an event, as a store does when an event expires.
   *
   * @param namespace its namespace
   * @param name its name
   * @return whether the event was stored
   */
  public synchronized boolean remove(String namespace, String name) {
    return events.remove(new Id(namespace, name)) != null;
  }

  /** Removes all events and writes; the counter of resourceVersions continues. */
  public synchronized void clear() {
    events.clear();
    writes.clear();
  }

  /** {@return whether {@link #close} was called} */
  public synchronized boolean isClosed() {
    return closed;
  }

  private synchronized CompletionStage<@Nullable Event> write(
      Operation operation, Event event, Function<@Nullable Event, Event> change) {
    SinkException failure = null;
    Event stored = null;
    try {
      checkWritable(event);
      Event changed = change.apply(events.get(Id.of(event)));
      stored = changed.toBuilder().resourceVersion(Long.toString(++version)).build();
      events.put(Id.of(event), stored);
    } catch (SinkException e) {
      failure = e;
    }
    writes.add(new Write(operation, event, failure));
    return failure == null
        ? CompletableFuture.completedFuture(stored)
        : CompletableFuture.failedFuture(failure);
  }

  @GuardedBy("this")
  private void checkWritable(Event event) {
    if (closed) {
      throw SinkException.retryable("the sink is closed", null);
    }
    if (event.name().isEmpty()) {
      throw SinkException.rejected("the event has no name: " + event, null);
    }
  }

  private static Event created(Event event, @Nullable Event old) {
    if (old != null) {
      throw SinkException.alreadyExists(identity(event) + " already exists");
    }
    if (!event.resourceVersion().isEmpty()) {
      throw SinkException.rejected(
          "resourceVersion should not be set on events to be created: " + event, null);
    }
    return event;
  }

  private static Event updated(Event event, @Nullable Event old) {
    Event stored = existing(event, old);
    String version = event.resourceVersion();
    if (!version.isEmpty() && !version.equals(stored.resourceVersion())) {
      throw SinkException.retryable(
          "conflict: "
              + identity(event)
              + " is at resourceVersion "
              + stored.resourceVersion()
              + ", not "
              + version,
          null);
    }
    return event;
  }

  private Event patched(Event newest, EventPatch patch, @Nullable Event old) {
    Event stored = existing(newest, old);
    try {
      return patches.apply(stored, EventJson.mergePatch(patch));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw SinkException.rejected("bad patch: " + e.getMessage(), e);
    }
  }

  private static Event existing(Event event, @Nullable Event old) {
    if (old == null) {
      throw SinkException.notFound(identity(event) + " not found");
    }
    return old;
  }

  private static String identity(Event event) {
    return "event " + event.namespace() + "/" + event.name();
  }
}
