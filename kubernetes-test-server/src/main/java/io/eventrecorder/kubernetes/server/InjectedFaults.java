package io.eventrecorder.kubernetes.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, from now on. Of the faults that are meant for a request the one that was added
 * first counts. Thread-safe.
 */
public final class InjectedFaults {
  @GuardedBy("this")
  private final List<Rule> rules = new ArrayList<>();

  @GuardedBy("this")
  private CountDownLatch held = new CountDownLatch(1);

  @GuardedBy("this")
  private CountDownLatch stopped = new CountDownLatch(1);

  InjectedFaults() {}

  /** Adds a fault for all requests in the scope. */
  public void add(RequestFilter scope, InjectedFault fault) {
    add(scope, fault, Integer.MAX_VALUE);
  }

  /** Adds a fault for the next so many requests in the scope. */
  public synchronized void add(RequestFilter scope, InjectedFault fault, int times) {
    rules.add(new Rule(scope, fault, times));
  }

  /** From now on nothing goes wrong; what hangs goes on hanging until {@link #release()}. */
  public synchronized void clear() {
    rules.clear();
  }

  /** Ends the faults of exactly this scope. */
  public synchronized void clear(RequestFilter scope) {
    rules.removeIf(rule -> rule.scope.equals(scope));
  }

  /** Lets go on what hangs now. */
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

  /** Ends early if the server stops. */
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

  /** Ends all waiting. */
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
