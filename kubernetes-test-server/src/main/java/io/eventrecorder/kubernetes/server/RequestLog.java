package io.eventrecorder.kubernetes.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The requests since the last {@link #clear()}, in the order in which they finished. Thread-safe.
 */
public final class RequestLog {
  @GuardedBy("this")
  private final List<LoggedRequest> requests = new ArrayList<>();

  @GuardedBy("this")
  private int inFlight;

  @GuardedBy("this")
  private int mostInFlight;

  RequestLog() {}

  /** {@return all finished requests; a request is here before its client gets the response} */
  public synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }

  /** {@return the number of finished requests that match} */
  public synchronized long count(Predicate<LoggedRequest> wanted) {
    return requests.stream().filter(wanted).count();
  }

  /** {@return the number of requests that have arrived and are not finished} */
  public synchronized int inFlight() {
    return inFlight;
  }

  /** {@return the largest number of requests that were in flight at the same time} */
  public synchronized int mostInFlight() {
    return mostInFlight;
  }

  /** Forgets the finished requests and resets the largest number. */
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
