package io.eventrecorder.json;

import io.eventrecorder.Event;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads events from a stream of JSON objects: one a line, pretty-printed one behind another, lists
 * ({@code kubectl get events -o json}), in either API, in any mix. It reads no further than it has
 * to and holds one event at a time, also of a list. Not thread-safe.
 *
 * <p>After an {@link EventJsonException} the following call goes on behind what is wrong. Where the
 * brackets match, that is the next object, also inside a list. Where they do not, it is the next
 * line that begins with <code>{</code> in column 1: of lines only the broken one is lost, and a
 * broken list or pretty-printed object is reported once. A list ends there; whatever remains of it
 * is read as events if each begins a line, and skipped if not.
 *
 * <p>An object with {@code items}, unless it is an event by its kind or by what comes before them,
 * is a list.
 */
public final class EventReader implements AutoCloseable {
  private final InputStream in;
  private final JsonFactory factory;
  private final DocumentSplitter documents;
  private long line;

  EventReader(InputStream in, EventJson.Limits limits) {
    this.in = in;
    this.factory = JacksonFactories.of(limits);
    this.documents = new DocumentSplitter(new ByteWindow(in, limits.maxBytes()), factory, limits);
  }

  /**
   * Reads the next event. Blank lines and byte order marks are skipped.
   *
   * @return the event; null at the end of the stream
   * @throws IOException if the stream cannot be read
   * @throws EventJsonException if the next item is not an event, or longer or deeper than the
   *     limits allow; the following call goes on behind it
   */
  public @Nullable Event next() throws IOException {
    for (JsonSlice slice = documents.next(); slice != null; slice = documents.next()) {
      slice.requireUtf8();
      Envelope envelope =
          documents.inList()
              ? Envelope.ofEvent(factory, slice)
              : Envelope.ofDocument(factory, slice);
      if (!envelope.isEmptyList()) {
        Event event = EventJsonParser.parse(factory, slice, envelope.api(documents.api()));
        line = slice.line();
        return event;
      }
    }
    return null;
  }

  /** {@return the line on which the event that was returned last begins, from 1; 0 before it} */
  public long line() {
    return line;
  }

  /** Closes the stream. */
  @Override
  public void close() throws IOException {
    in.close();
  }
}
