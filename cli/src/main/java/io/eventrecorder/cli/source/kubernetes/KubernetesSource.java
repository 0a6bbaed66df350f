package io.eventrecorder.cli.source.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.cli.input.InputCounts;
import io.eventrecorder.cli.source.Backoff;
import io.eventrecorder.cli.source.EventSelection;
import io.eventrecorder.cli.source.ResumableSource;
import io.eventrecorder.cli.source.StopSignal;
import io.eventrecorder.cli.terminal.StandardStreams;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.json.EventJsonException;
import io.eventrecorder.spi.EventClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The events of a cluster: a list of those that exist, oldest first, then a watch. A state of an
 * event that was read is not passed on again: not after a broken connection, not after a new list,
 * and with a position of an earlier process not after a restart.
 */
public final class KubernetesSource implements ResumableSource {
  /** The list is sorted by time up to this many events at once. */
  private static final int SORTED = 10_000;

  /** More events than a large cluster keeps in the hour that an event lives. */
  private static final int REMEMBERED = 200_000;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long WATCH_SECONDS = 240;
  private static final Duration SHORT_WATCH = Duration.ofSeconds(1);

  /** So many answers 410 in a row are no chance any more. */
  private static final int GONE_ATTEMPTS = 3;

  private final ClusterConnection cluster;
  private final EventSelection selection;
  private final boolean follow;
  private final StandardStreams streams;
  private final EventClock clock;
  private final RandomGenerator random;
  private final InputCounts counts = new InputCounts();
  private final KnownEvents known = new KnownEvents(REMEMBERED);
  private final StopSignal stop = new StopSignal();
  private final Backoff backoff;
  private final boolean mayChangeApi;
  private EventsRequest request;

  /** Whether the position of an earlier process is used: then no event is too old. */
  private boolean resumed;

  /** Whether the server may have another history than the one that was read. */
  private boolean unsure;

  /** Whether the last request was a watch that was open for a while. */
  private boolean watched;

  /** How many answers 410 came since the last watch that worked. */
  private int gone;

  private boolean connected;
  private boolean down;
  private volatile boolean broken;

  /**
   * Connects to nothing yet.
   *
   * @param cluster the connection; this source closes it
   * @param options which API and namespace
   * @param wanted which events; its namespace is ignored
   * @param follow whether to go on after the events that exist
   * @param streams where problems are reported
   * @param clock measures how long a watch lasts
   * @param random spreads requests over time
   */
  public KubernetesSource(
      ClusterConnection cluster,
      ClusterOptions options,
      EventSelection wanted,
      boolean follow,
      StandardStreams streams,
      EventClock clock,
      RandomGenerator random) {
    this.cluster = cluster;
    String chosen = options.namespace().isEmpty() ? cluster.namespace() : options.namespace();
    this.selection = wanted.withNamespace(options.allNamespaces() ? "" : chosen);
    this.follow = follow;
    this.streams = streams;
    this.clock = clock;
    this.random = random;
    this.backoff = new Backoff(random);
    this.mayChangeApi = options.api() == ClusterOptions.Api.AUTO;
    EventApi api = options.api() == ClusterOptions.Api.CORE ? EventApi.CORE_V1 : EventApi.EVENTS_V1;
    this.request = new EventsRequest(api, selection);
  }

  @Override
  public String identity() {
    return "kubernetes " + cluster.server() + " " + selection.words();
  }

  @Override
  public void resumeAt(List<String> position) {
    known.load(position);
    resumed = true;
    unsure = true;
  }

  @Override
  public long positionChanges() {
    return known.changes();
  }

  @Override
  public List<String> position() {
    return known.lines();
  }

  @Override
  public void forEach(Consumer<Event> action) {
    stop.begin();
    try (cluster) {
      boolean listed = false;
      while (!stop.isAsked() && !(listed && !follow)) {
        try {
          if (unsure && !known.version().isEmpty()) {
            checkHistory();
          }
          if (known.version().isEmpty() || !follow) {
            list(action);
            listed = true;
          } else {
            watch(action);
          }
        } catch (ApiProblem e) {
          refused(e);
        } catch (IOException | JacksonException e) {
          String server = cluster.server().replaceFirst("/$", "");
          failed("the API server " + server + ": " + ApiProblem.words(e), !follow, Duration.ZERO);
        }
        if (broken) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop.end();
    }
  }

  /**
   * Reads a new list if the cluster is older than the position: it was restored from a backup, or
   * made anew. A watch from a version of the future would silently wait for it.
   */
  private void checkHistory() throws IOException, InterruptedException {
    String now = EventResponses.page(cluster.get(request.version())).resourceVersion();
    if (now.length() < known.version().length()
        || (now.length() == known.version().length() && now.compareTo(known.version()) < 0)) {
      known.forgetVersion();
    }
    unsure = false;
  }

  /** Reads the events that exist, and passes on those that are new or have changed. */
  private void list(Consumer<Event> action) throws IOException, InterruptedException {
    watched = false;
    Set<String> uids = new HashSet<>();
    List<Event> events = new ArrayList<>();
    EventResponses.Page page;
    String next = "";
    do {
      page = EventResponses.page(cluster.get(request.list(next)));
      connected = true; // but only a watch shows that the server remembers what it has listed
      for (byte[] json : page.events()) {
        Event event = read(json);
        if (event != null) {
          uids.add(event.uid());
          events.add(event);
        }
      }
      if (events.size() >= SORTED) {
        passOnSorted(events, action);
      }
      next = page.next();
    } while (!next.isEmpty() && !stop.isAsked());
    passOnSorted(events, action);
    if (!stop.isAsked()) {
      known.retain(uids);
      known.read(page.resourceVersion());
    }
  }

  private void passOnSorted(List<Event> events, Consumer<Event> action) {
    Comparator<@Nullable Instant> unknownFirst = Comparator.nullsFirst(Comparator.naturalOrder());
    events.sort(Comparator.comparing(Event::lastOccurrence, unknownFirst));
    EventSelection wanted = resumed ? selection.ofAnyTime() : selection;
    for (Event event : events) {
      if (stop.isAsked()) {
        return;
      }
      passOn(event, wanted, action);
    }
    events.clear();
  }

  private void watch(Consumer<Event> action) throws IOException, InterruptedException {
    watched = false;
    long begin = clock.nanoTime();
    long seconds = WATCH_SECONDS + random.nextLong(60);
    Duration longest = Duration.ofSeconds(seconds + 30);
    try (WatchStream stream = cluster.open(request.watch(known.version(), seconds))) {
      boolean more = true;
      while (more && !stop.isAsked() && since(begin).compareTo(longest) < 0) {
        byte[] line = stream.nextLine(POLL);
        watched = since(begin).compareTo(SHORT_WATCH) > 0;
        more = line != null;
        if (line != null && !WatchStream.isNothingYet(line)) {
          change(EventResponses.change(line), action);
          reached();
        } else if (watched) {
          reached();
        }
      }
    }
    if (since(begin).compareTo(SHORT_WATCH) < 0) { // a proxy that ends each watch at once
      stop.pause(backoff.next());
    }
  }

  private Duration since(long begin) {
    return Duration.ofNanos(clock.nanoTime() - begin);
  }

  private void change(EventResponses.Change change, Consumer<Event> action) {
    switch (change.type()) {
      case "ADDED", "MODIFIED" -> {
        Event event = read(change.object());
        if (event != null) {
          passOn(event, selection.ofAnyTime(), action);
        }
        known.read(version(event, change));
      }
      case "DELETED" -> {
        Event event = read(change.object());
        if (event != null) {
          known.remove(event.uid());
        }
        counts.addPassedOver("DELETED");
        known.read(version(event, change));
      }
      case "BOOKMARK" -> known.read(EventResponses.status(change.object()).resourceVersion());
      case "ERROR" -> {
        EventResponses.Status status = EventResponses.status(change.object());
        throw new ApiProblem(status.code(), status.message(), Duration.ZERO);
      }
      default -> counts.addPassedOver(change.type());
    }
  }

  private static String version(@Nullable Event event, EventResponses.Change change) {
    return event == null
        ? EventResponses.status(change.object()).resourceVersion()
        : event.resourceVersion();
  }

  private @Nullable Event read(byte[] json) {
    try {
      return EventJson.read(json);
    } catch (EventJsonException e) {
      counts.addBad();
      streams.error("an event of the cluster: " + e.getMessage() + " (skipped)");
      return null;
    }
  }

  private void passOn(Event event, EventSelection wanted, Consumer<Event> action) {
    if (known.isKnown(event)) {
      counts.addPassedOver("repeated");
    } else if (wanted.test(event)) {
      counts.addEvent();
      action.accept(event);
    } else {
      counts.addPassedOver("not selected");
    }
    known.add(event);
  }

  private void refused(ApiProblem problem) {
    if (problem.isGone()) {
      known.forgetVersion();
      forgotten(problem);
    } else if (mayChangeApi && request.api() == EventApi.EVENTS_V1 && problem.isOfThisApi()) {
      request = new EventsRequest(EventApi.CORE_V1, selection);
    } else {
      boolean last = !follow || (problem.isFinal() && !connected);
      failed(problem.words(request), last, problem.pause());
    }
  }

  /**
   * Waits before the next list, which has what changed in the meantime. So one answer 410 is not
   * worth a message. A server that has forgotten each list before it can be watched is.
   */
  private void forgotten(ApiProblem problem) {
    if (watched) {
      return;
    }
    gone++;
    if (gone >= GONE_ATTEMPTS) {
      failed(
          "the API server has forgotten its own list, "
              + gone
              + " times in a row ("
              + problem.words(request)
              + "); check the server, and proxies and caches before it",
          !follow,
          problem.pause());
    } else {
      stop.pause(backoff.next());
    }
  }

  /** Says once that the source cannot be read, and waits before the next attempt. */
  private void failed(String problem, boolean last, Duration pause) {
    if (last) {
      streams.error("cannot read events: " + problem);
      broken = true;
      return;
    }
    unsure = true;
    if (!down) {
      streams.error("cannot read events: " + problem + "; trying again until it works");
      down = true;
    }
    Duration own = backoff.next();
    stop.pause(pause.compareTo(own) > 0 ? pause : own);
  }

  private void reached() {
    gone = 0;
    backoff.reset();
    if (down) {
      streams.error("events can be read again");
      down = false;
    }
  }

  @Override
  public void stop() {
    stop.askAndWait();
  }

  @Override
  public InputCounts counts() {
    return counts;
  }

  @Override
  public boolean isClean() {
    return counts.bad() == 0 && !broken;
  }
}
