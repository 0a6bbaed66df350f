package io.eventrecorder.core.config;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What the runtime gives to providers. Thread-safe. */
public final class Context implements ProviderContext {
  private final String name;
  private final OptionValues values;
  private final Surroundings surroundings;
  private final Counters counters;

  Context(String name, OptionValues values, Surroundings surroundings, Counters counters) {
    this.name = name;
    this.values = values;
    this.surroundings = surroundings;
    this.counters = counters;
  }

  /** {@return a context for another provider of the same pipeline, with the same counters} */
  Context with(OptionValues others) {
    return new Context(name, others, surroundings, counters);
  }

  /** {@return what keeps the secret values of this provider out of messages} */
  Redaction redaction() {
    return values.redaction();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public <T> T get(Option<T> option) {
    return values.get(option);
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    return values.find(option);
  }

  @Override
  public <T> Optional<T> provided(Class<T> type) {
    return Optional.ofNullable(surroundings.provided().get(type)).map(type::cast);
  }

  @Override
  public EventClock clock() {
    return surroundings.clock();
  }

  @Override
  public EventNames names() {
    return surroundings.names();
  }

  @Override
  public String source() {
    return surroundings.source();
  }

  @Override
  public String defaultNamespace() {
    return surroundings.defaultNamespace();
  }

  @Override
  public LongAdder counter(String counter) {
    return counters.counter(counter);
  }

  /** {@return a snapshot of the counters of sink and correlator, by name} */
  public Map<String, Long> counters() {
    return counters.snapshot();
  }

  /** {@return the name only: values may be secret} */
  @Override
  public String toString() {
    return "context of pipeline " + name;
  }
}
