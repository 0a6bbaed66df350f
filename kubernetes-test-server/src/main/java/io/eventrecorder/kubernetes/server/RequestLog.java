package io.eventrecorder.kubernetes.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The requests since the last {@link #clear()}, in the order of their answers. Thread-safe. */
public final class RequestLog {
  @GuardedBy("this")
  private final List<LoggedRequest> requests = new ArrayList<>();

  @GuardedBy("this")
  private int inFlight;

  @GuardedBy("this")
  private int mostInFlight;

  RequestLog() {}

  /** {@return all requests that have been answered; a client that has its answer finds it here} */
  public synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }

  /** {@return how many of the answered requests are such} */
  public synchronized long count(Predicate<LoggedRequest> wanted) {
    return requests.stream().filter(wanted).count();
  }

  /** {@return how many requests have come and are not answered yet} */
  public synchronized int inFlight() {
    return inFlight;
  }

  /** {@return the greatest number of requests that were there at the same time} */
  public synchronized int mostInFlight() {
    return mostInFlight;
  }

  /** Forgets the requests, and the greatest number. */
  public synchronized void clear() {
    requests.clear();
    mostInFlight = inFlight;
  }

  synchronized void arrived() {
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
  }

  synchronized void answered(LoggedRequest request) {
    inFlight--;
    requests.add(request);
  }
}
