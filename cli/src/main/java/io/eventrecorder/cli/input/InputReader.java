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
 * Reads events from a stream, in both APIs and in any mix of forms (docs/cli.md lists them). It
 * reads no further than necessary, and holds one event at a time, also of a list. Not thread-safe.
 *
 * <p>After a {@link BadItemException} the next call continues after the error. If the brackets
 * match, that is the next object, also inside a list. If they do not, it is the next line. In
 * pretty-printed input it is the next line that begins a document, and the error is reported once.
 *
 * <p>An object with {@code items} is a list, unless its kind or the members before {@code items}
 * show that it is an event.
 */
final class InputReader implements AutoCloseable {
  /** How deep the parts may be nested, such as a list in the text of a log line. */
  private static final int MAX_PARTS = 4;

  private final InputStream in;
  private final InputLimits limits;
  private final ObjectShapeReader shapes;
  private final Unwrapper unwrapper;
  private final YamlItems yaml;

  /** The stream is last. Before it is the text that was found in an item of it. */
  private final Deque<Part> parts = new ArrayDeque<>();

  private boolean inYaml;
  private long line;

  /**
   * A text that consists of items.
   *
   * @param items its items
   * @param outer the place of the text, if the places of its items are unknown; null otherwise
   * @param words added to a message before the problem
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
   * Creates a reader of a whole stream.
   *
   * @param in UTF-8, also compressed by gzip; {@link #close()} closes it
   * @param limits how large one event may be
   * @param passedOver called for each item that is passed over on purpose, with the reason: {@code
   *     DELETED}, {@code BOOKMARK} or {@code skip}
   */
  InputReader(InputStream in, InputLimits limits, Consumer<String> passedOver) {
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
   *     allow; the next call continues after it
   */
  @Nullable Event next() throws IOException {
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

  /** {@return the first line of the event that was returned last, from 1; 0 before the first} */
  long line() {
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

  /** {@return the event; null if the item contains other items, or is passed over} */
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
      if (shape.hasArrayOfItems() && parts.size() < MAX_PARTS) {
        push(item.copy(), item.line(), item.column(), part.outer, part.words);
      } else {
        shape.requireNoItems(item);
      }
      return null;
    }
    if (shape.isLogOfDocker() && parts.size() < MAX_PARTS) {
      InputSlice outer = part.outer == null ? item : part.outer;
      InputSlice place = new InputSlice(new byte[0], 0, 0, outer.line(), outer.column());
      push(shape.text("log").getBytes(UTF_8), 1, 1, place, "in its log: ");
      return null;
    }
    InputSlice event = unwrapper.event(item, shape);
    return event == null ? null : read(event);
  }

  /** {@return the shape; null if it cannot be read} Reading the event gives a better message. */
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
