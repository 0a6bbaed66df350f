package io.eventrecorder.kubernetes.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;

/**
 * Writes the changes of events as a watch of kube-apiserver does: one JSON object on each line.
 *
 * @param api the form of the events
 * @param from the last resource version that the client knows; empty or 0 for all events first
 * @param bookmarks whether the client allows bookmarks
 * @param timeoutMillis when the watch ends
 * @param selected whether the client wants an event
 */
record EventWatch(
    EventStore store,
    EventApiVersion api,
    String from,
    boolean bookmarks,
    long timeoutMillis,
    Predicate<ObjectNode> selected)
    implements ApiResponse.StreamedBody {

  @Override
  public void writeTo(OutputStream out) throws IOException, InterruptedException {
    EventHistory history = store.history();
    int cuts = history.cuts();
    long deadline = System.currentTimeMillis() + timeoutMillis;
    out.flush(); // the client gets the headers before the first change
    long version = from.isEmpty() ? 0 : Long.parseLong(from);
    if (version == 0) {
      EventStore.Snapshot all = store.snapshot();
      version = Long.parseLong(all.version());
      for (ObjectNode event : all.events()) {
        if (selected.test(event)) {
          write(out, "ADDED", api.encode(event));
        }
      }
    } else if (history.isTooOld(version)) {
      String message = "too old resource version: " + version;
      write(out, "ERROR", (ObjectNode) StatusException.expired(message).answer().body());
      return;
    }
    for (List<EventHistory.Change> changes = history.after(version, cuts, deadline);
        changes != null;
        changes = history.after(version, cuts, deadline)) {
      for (EventHistory.Change change : changes) {
        write(out, change);
        version = change.version();
      }
    }
    if (history.cuts() != cuts) {
      out.write("{\"type\":\"ADDED\",\"obj".getBytes(UTF_8));
    }
  }

  private void write(OutputStream out, EventHistory.Change change) throws IOException {
    ObjectNode before = change.before();
    ObjectNode after = change.after();
    boolean was = before != null && selected.test(before);
    boolean is = after != null && selected.test(after);
    if (is && after != null) {
      write(out, was ? "MODIFIED" : "ADDED", api.encode(after));
    } else if (was && before != null) {
      ObjectNode last = before.deepCopy();
      last.withObjectProperty("metadata").put("resourceVersion", Long.toString(change.version()));
      write(out, "DELETED", api.encode(last));
    } else if (before == null && after == null && bookmarks) {
      ObjectNode bookmark =
          JsonTrees.object().put("kind", "Event").put("apiVersion", api.apiVersion());
      bookmark
          .putObject("metadata")
          .put("resourceVersion", Long.toString(change.version()))
          .putNull("creationTimestamp");
      write(out, "BOOKMARK", bookmark);
    }
  }

  private static void write(OutputStream out, String type, ObjectNode object) throws IOException {
    ObjectNode line = JsonTrees.object().put("type", type);
    line.set("object", object);
    out.write(JsonTrees.bytes(line));
    out.write('\n');
    out.flush();
  }
}
