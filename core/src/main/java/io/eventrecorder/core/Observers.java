package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.spi.UserCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Notifies the observers of recorded events, and reports what they throw. Thread-safe. */
final class Observers {
  /** Has an identity, so that one consumer can be added twice and removed once. */
  private static final class Observer {
    private final Consumer<? super Event> consumer;

    Observer(Consumer<? super Event> consumer) {
      this.consumer = consumer;
    }
  }

  private final List<Observer> all = new CopyOnWriteArrayList<>();
  private final Consumer<Throwable> faults;

  Observers(Consumer<Throwable> faults) {
    this.faults = faults;
  }

  Runnable add(Consumer<? super Event> consumer) {
    Observer observer = new Observer(consumer);
    all.add(observer);
    return () -> all.remove(observer);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Notifies all observers.
   *
   * @throws VirtualMachineError after all were notified, if one of them threw it
   */
  void notify(Event event) {
    Throwable fatal = null;
    for (Observer observer : all) {
      try {
        observer.consumer.accept(event);
      } catch (Throwable e) {
        if (UserCode.isFatal(e)) {
          fatal = e;
        } else {
          faults.accept(e);
        }
      }
    }
    if (fatal != null) {
      faults.accept(fatal);
    }
  }
}
