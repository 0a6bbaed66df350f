package io.eventrecorder.testkit;

import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A {@link ProviderContext} for tests of providers without a broadcaster. It parses options from
 * the text that a user writes.
 *
 * <pre>{@code
 * FakeProviderContext context = FakeProviderContext.of(Map.of("url", "http://localhost"));
 * EventSink sink = new WebhookSinkProvider().create(context);
 * }</pre>
 *
 * <p>The clock is a {@link ManualClock}. Thread-safe.
 */
public final class FakeProviderContext implements ProviderContext {
  private final String name;
  private final Map<String, String> options;
  private final Map<Class<?>, Object> provided = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
  private final ManualClock clock = new ManualClock();
  private final EventNames names = EventNames.of(clock);
  private volatile String source = "";

  private FakeProviderContext(String name, Map<String, String> options) {
    this.name = Objects.requireNonNull(name);
    this.options = Map.copyOf(options);
  }

  /**
   * {@return a context with these options, of a pipeline named {@code test}}
   *
   * @param options the text of each option, by name; a pass-through option takes all names under
   *     its prefix
   */
  public static FakeProviderContext of(Map<String, String> options) {
    return of("test", options);
  }

  /**
   * {@return a context with these options}
   *
   * @param name the name of the pipeline
   * @param options the text of each option, by name; a pass-through option takes all names under
   *     its prefix
   */
  public static FakeProviderContext of(String name, Map<String, String> options) {
    return new FakeProviderContext(name, options);
  }

  /**
   * Provides an object of the application.
   *
   * @param type the type that the provider asks for
   * @param object the object
   * @param <T> the type
   * @return this
   */
  public <T> FakeProviderContext provide(Class<T> type, T object) {
    provided.put(type, object);
    return this;
  }

  /**
   * Sets {@code eventrecorder.source}.
   *
   * @param uri the URI of the cluster or service
   * @return this
   */
  public FakeProviderContext source(String uri) {
    source = Objects.requireNonNull(uri);
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public <T> T get(Option<T> option) {
    return find(option)
        .orElseThrow(() -> new IllegalArgumentException("option " + option + " is not set"));
  }

  @Override
  public <T> Optional<T> find(Option<T> option) {
    if (option.isPassThrough()) {
      return option.defaultValue().map(shape -> passedThrough(option));
    }
    String text = options.get(option.name());
    return text == null ? option.defaultValue() : Optional.of(option.parse(text));
  }

  @SuppressWarnings("unchecked") // a pass-through option is always an Option<Map<String, String>>
  private <T> T passedThrough(Option<T> option) {
    Map<String, String> values = new LinkedHashMap<>();
    options.forEach(
        (name, value) -> {
          if (name.startsWith(option.name())) {
            values.put(name.substring(option.name().length()), value);
          }
        });
    return (T) values;
  }

  @Override
  public <T> Optional<T> provided(Class<T> type) {
    return Optional.ofNullable(provided.get(type)).map(type::cast);
  }

  @Override
  public ManualClock clock() {
    return clock;
  }

  @Override
  public EventNames names() {
    return names;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public String defaultNamespace() {
    return "default";
  }

  @Override
  public LongAdder counter(String name) {
    return counters.computeIfAbsent(name, unused -> new LongAdder());
  }
}
