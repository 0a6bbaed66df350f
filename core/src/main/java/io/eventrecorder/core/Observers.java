package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.spi.UserCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who is told of each recorded event. User code: nothing that it throws gets past here. */
final class Observers {
  /** Its identity tells two uses of one consumer apart. */
  private static final class Observer {
    private final Consumer<? super Event> told;

    Observer(Consumer<? super Event> told) {
      this.told = told;
    }
  }

  private final List<Observer> all = new CopyOnWriteArrayList<>();
  private final Consumer<Throwable> faults;

  Observers(Consumer<Throwable> faults) {
    this.faults = faults;
  }

  Runnable add(Consumer<? super Event> told) {
    Observer observer = new Observer(told);
    all.add(observer);
    return () -> all.remove(observer);
  }

  /**
   * Tells them all.
   *
   * @throws VirtualMachineError when all are told, if one of them threw one that the application
   *     has to know of
   */
  void tell(Event event) {
    Throwable fatal = null;
    for (Observer observer : all) {
      try {
        observer.told.accept(event);
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
