package io.eventrecorder.kubernetes.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The faults that the server injects. If several faults match a request, the one that was added
 * first applies. Thread-safe.
 */
public final class InjectedFaults {
  @GuardedBy("this")
  private final List<Rule> rules = new ArrayList<>();

  @GuardedBy("this")
  private CountDownLatch held = new CountDownLatch(1);

  @GuardedBy("this")
  private CountDownLatch stopped = new CountDownLatch(1);

  InjectedFaults() {}

  /** Adds a fault for all requests that the filter matches. */
  public void add(RequestFilter scope, InjectedFault fault) {
    add(scope, fault, Integer.MAX_VALUE);
  }

  /** Adds a fault for the given number of requests that the filter matches. */
  public synchronized void add(RequestFilter scope, InjectedFault fault, int times) {
    rules.add(new Rule(scope, fault, times));
  }

  /** Removes all faults. Requests that hang stay held until {@link #release()}. */
  public synchronized void clear() {
    rules.clear();
  }

  /** Removes the faults that were added with an equal filter. */
  public synchronized void clear(RequestFilter scope) {
    rules.removeIf(rule -> rule.scope.equals(scope));
  }

  /** Releases the requests that hang now. */
  public synchronized void release() {
    held.countDown();
    held = new CountDownLatch(1);
  }

  synchronized @Nullable InjectedFault next(ApiRequest request) {
    for (Rule rule : rules) {
      if (rule.left > 0 && rule.scope.includes(request)) {
        rule.left--;
        return rule.fault;
      }
    }
    return null;
  }

  void hang() throws InterruptedException {
    CountDownLatch latch;
    synchronized (this) {
      latch = held;
    }
    latch.await();
  }

  /** Waits for the delay; throws if the server stops before its end. */
  void delay(Duration delay) throws InterruptedException {
    CountDownLatch latch;
    synchronized (this) {
      latch = stopped;
    }
    boolean early = latch.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    if (early) {
      throw new InterruptedException("the server stops");
    }
  }

  /** Ends all waits. */
  synchronized void stop() {
    release();
    stopped.countDown();
    stopped = new CountDownLatch(1);
  }

  private static final class Rule {
    private final RequestFilter scope;
    private final InjectedFault fault;
    private int left;

    Rule(RequestFilter scope, InjectedFault fault, int times) {
      this.scope = scope;
      this.fault = fault;
      this.left = times;
    }
  }
}
