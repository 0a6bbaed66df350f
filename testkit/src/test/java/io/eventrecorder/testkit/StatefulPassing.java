package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Arrival;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.StateFormatException;
import io.eventrecorder.spi.StatefulCorrelator;
import org.jspecify.annotations.Nullable;

/** The smallest stateful correlator: it writes every event and remembers nothing. */
final class StatefulPassing implements StatefulCorrelator {
  @Override
  public Correlation correlate(Event event, Arrival arrival) {
    String name = event.name().isEmpty() ? "nameless" : event.name();
    @Nullable Object scope = arrival.scope();
    return Correlation.create(event.toBuilder().name(name).build(), null, false, scope);
  }

  @Override
  public String scopeOf(Correlation write) {
    return String.valueOf(write.attachment());
  }

  @Override
  public void changes(Parts parts) {}

  @Override
  public void restore(byte[] key, byte[] value) {
    throw new StateFormatException("this correlator remembers nothing; remove the part");
  }

  @Override
  public void restored() {}

  @Override
  public int expire(int most) {
    return 0;
  }
}
