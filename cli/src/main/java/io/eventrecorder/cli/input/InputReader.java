package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from a stream, in either API and in any mix of forms (docs/cli.md lists them). It
 * reads no further than it has to and holds one event at a time, also of a list. Not thread-safe.
 *
 * <p>After a {@link BadItemException} the following call goes on behind what is wrong. Where the
 * brackets match, that is the next object, also inside a list. Where they do not, it is the next
 * line; in what is pretty-printed it is the next line that begins a document, and what is between
 * is reported once.
 *
 * <p>An object with {@code items}, unless it is an event by its kind or by what comes before them,
 * is a list.
 */
public final class InputReader implements AutoCloseable {
  /** A log line in a log line, a list in a list: more is not seen. */
  private static final int MOST_PARTS = 4;

  private final InputStream in;
  private final InputLimits limits;
  private final ObjectShapeReader shapes;
  private final Unwrapper unwrapper;
  private final YamlItems yaml;

  /** The stream, and in front of it what was found in an item of it. */
  private final Deque<Part> parts = new ArrayDeque<>();

  private boolean inYaml;
  private long line;

  /**
   * Something that consists of items.
   *
   * @param items its items
   * @param outer where it stands, if the places of its items are not known; null if they are
   * @param words what to say of it before the problem
   */
  private record Part(JsonItems items, @Nullable InputSlice outer, String words) {
    long line(InputSlice item) {
      return outer == null ? item.line() : outer.line();
    }

    BadItemException placed(BadItemException problem) {
      return outer == null
          ? problem.at(problem.line(), problem.column(), words)
          : problem.at(outer.line(), outer.column(), words);
    }
  }

  /**
   * A reader of a whole stream.
   *
   * @param in UTF-8, also compressed by gzip; {@link #close()} closes it
   * @param limits how large one event may be
   * @param passedOver told what is passed over on purpose, for each: {@code DELETED}, {@code
   *     BOOKMARK}, {@code skip}
   */
  public InputReader(InputStream in, InputLimits limits, Consumer<String> passedOver) {
    this.in = new UnzippedStream(in);
    this.limits = limits;
    this.shapes = new ObjectShapeReader(limits);
    this.unwrapper = new Unwrapper(shapes, passedOver);
    ByteWindow window = new ByteWindow(this.in, limits.maxBytes());
    this.yaml = new YamlItems(window, limits);
    parts.push(new Part(new JsonItems(window, shapes, limits, false), null, ""));
  }

  /**
   * Reads the next event. Blank lines and byte order marks are skipped.
   *
   * @return the event; null at the end of the stream
   * @throws IOException if the stream cannot be read
   * @throws BadItemException if the next item is not an event, or longer or deeper than the limits
   *     allow; the following call goes on behind it
   */
  public @Nullable Event next() throws IOException {
    for (; ; ) {
      Part part = parts.getFirst();
      if (inYaml && parts.size() == 1) {
        nextOfYaml();
        continue;
      }
      try {
        InputSlice item = part.items.next();
        if (item != null) {
          Event event = event(item, part);
          if (event != null) {
            line = part.line(item);
            return event;
          }
        } else if (parts.size() > 1) {
          parts.pop();
        } else if (part.items.atYaml()) {
          inYaml = true;
        } else {
          return null;
        }
      } catch (BadItemException e) {
        throw part.placed(e);
      }
    }
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

  private void nextOfYaml() throws IOException {
    InputSlice item = yaml.next();
    if (item == null) {
      inYaml = false;
    } else {
      push(YamlToJson.convert(item, limits), 1, 1, item, "");
    }
  }

  /** {@return the event; null if the item holds some, or is passed over} */
  private @Nullable Event event(InputSlice item, Part part) {
    if (part.items.isPrefixed()) {
      String words = part.items.isPartial() ? "the container runtime has split this line: " : "";
      push(item.copy(), item.line(), item.column(), null, words);
      return null;
    }
    ObjectShape shape = shapeOrNull(item);
    if (shape == null || shape.isEvent()) {
      return read(item);
    }
    if (shape.isList()) {
      shape.requireList(item);
      if (shape.hasArrayOfItems() && parts.size() < MOST_PARTS) {
        push(item.copy(), item.line(), item.column(), part.outer, part.words);
      } else {
        shape.requireNoItems(item);
      }
      return null;
    }
    if (shape.isLogOfDocker() && parts.size() < MOST_PARTS) {
      InputSlice outer = part.outer == null ? item : part.outer;
      InputSlice place = new InputSlice(new byte[0], 0, 0, outer.line(), outer.column());
      push(shape.text("log").getBytes(UTF_8), 1, 1, place, "in its log: ");
      return null;
    }
    InputSlice event = unwrapper.event(item, shape);
    return event == null ? null : read(event);
  }

  /** What cannot even be looked at is refused in better words where it is read. */
  private @Nullable ObjectShape shapeOrNull(InputSlice item) {
    try {
      return shapes.read(item);
    } catch (BadItemException e) {
      return null;
    }
  }

  private void push(
      byte[] text, long atLine, long column, @Nullable InputSlice outer, String words) {
    InputStream stream = new ByteArrayInputStream(text);
    ByteWindow window = new ByteWindow(stream, limits.maxBytes(), atLine, column);
    parts.push(new Part(new JsonItems(window, shapes, limits, true), outer, words));
  }

  private Event read(InputSlice item) {
    Event event;
    try {
      event = EventJson.read(item.copy(), limits.maxDepth());
    } catch (EventJsonException e) {
      long column = e.line() == 1 ? item.column() + e.column() - 1 : e.column();
      throw new BadItemException(item.line() + e.line() - 1, column, e.field(), e.problem());
    }
    ObjectReference object = event.regarding();
    if (object.kind().isEmpty() && object.name().isEmpty() && object.uid().isEmpty()) {
      throw item.bad(
          "is an event without an object; give it an involvedObject (or regarding) with kind and"
              + " name");
    }
    return event;
  }
}
