package io.eventrecorder.core.config;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What the runtime gives to providers. Thread-safe. */
public final class DefaultProviderContext implements ProviderContext {
  private final String name;
  private final ParsedOptions values;
  private final ProviderEnvironment environment;
  private final ProviderCounters counters;

  DefaultProviderContext(
      String name,
      ParsedOptions values,
      ProviderEnvironment environment,
      ProviderCounters counters) {
    this.name = name;
    this.values = values;
    this.environment = environment;
    this.counters = counters;
  }

  /** {@return a context for another provider of the same pipeline, with the same counters} */
  DefaultProviderContext with(ParsedOptions others, EventClock clock) {
    return new DefaultProviderContext(name, others, environment.with(clock), counters);
  }

  /** {@return removes the secret values of this provider from messages} */
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
    return Optional.ofNullable(environment.provided().get(type)).map(type::cast);
  }

  @Override
  public EventClock clock() {
    return environment.clock();
  }

  @Override
  public EventNames names() {
    return environment.names();
  }

  @Override
  public String source() {
    return environment.source();
  }

  @Override
  public String defaultNamespace() {
    return environment.defaultNamespace();
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
