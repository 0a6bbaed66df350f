package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists that are read page by page. All pages of a list are of one moment, until the server
 * compacts. Thread-safe.
 */
final class EventPages {
  /**
   * One page.
   *
   * @param version the resource version of the whole list
   * @param next the token for the next page; null on the last one
   */
  record Page(String version, List<ObjectNode> events, @Nullable String next) {}

  private record Rest(String version, List<ObjectNode> events) {}

  private final EventHistory history;

  @GuardedBy("this")
  private final Map<String, Rest> rests = new HashMap<>();

  EventPages(EventHistory history) {
    this.history = history;
  }

  /** {@return the first page of a list} */
  synchronized Page first(String version, List<ObjectNode> events, int limit) {
    return page(new Rest(version, events), limit);
  }

  /**
   * {@return the next page}
   *
   * @throws StatusException if the token is unknown or too old
   */
  synchronized Page next(String token, int limit) {
    Rest rest = rests.get(token);
    if (rest == null) {
      throw StatusException.badRequest("continue key is not valid");
    }
    if (history.isTooOld(Long.parseLong(rest.version))) {
      throw StatusException.expired(
          "The provided continue parameter is too old to display a consistent list result.");
    }
    return page(rest, limit);
  }

  @GuardedBy("this")
  private Page page(Rest rest, int limit) {
    if (limit <= 0 || limit >= rest.events.size()) {
      return new Page(rest.version, rest.events, null);
    }
    String token = "page-" + rests.size();
    rests.put(token, new Rest(rest.version, rest.events.subList(limit, rest.events.size())));
    return new Page(rest.version, rest.events.subList(0, limit), token);
  }
}
