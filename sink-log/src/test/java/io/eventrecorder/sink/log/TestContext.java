package io.eventrecorder.sink.log;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import io.eventrecorder.testkit.ManualClock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Options as a user writes them, for a pipeline named {@code audit}. */
record TestContext(Map<String, String> options, ManualClock manualClock)
    implements ProviderContext {
  TestContext(Map<String, String> options) {
    this(options, new ManualClock());
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public <T> T get(Option<T> option) {
    return find(option).orElseThrow(() -> new IllegalArgumentException(option + " is not set"));
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    String text = options.get(option.name());
    return text == null ? option.defaultValue() : Optional.of(option.parse(text));
  }

  @Override
  public <T> Optional<T> provided(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public EventClock clock() {
    return manualClock;
  }

  @Override
  public EventNames names() {
    return EventNames.of(manualClock);
  }

  @Override
  public String source() {
    return "";
  }

  @Override
  public String defaultNamespace() {
    return "default";
  }

  @Override
  public LongAdder counter(String name) {
    return new LongAdder();
  }
}
