package io.eventrecorder.core.config;

import io.eventrecorder.spi.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of a provider's declared options. They are kept as text that was checked, and parsed
 * by the option that reads them. Immutable.
 */
final class ParsedOptions {
  private final List<Option<?>> declared;
  private final Map<String, String> texts;
  private final Map<String, Map<String, String>> passedThrough;
  private final Redaction redaction;
  private final boolean valid;

  ParsedOptions(
      List<Option<?>> declared,
      Map<String, String> texts,
      Map<String, Map<String, String>> passedThrough,
      Redaction redaction,
      boolean valid) {
    this.declared = List.copyOf(declared);
    this.texts = Map.copyOf(texts);
    this.passedThrough = Map.copyOf(passedThrough);
    this.redaction = redaction;
    this.valid = valid;
  }

  static ParsedOptions none() {
    return new ParsedOptions(List.of(), Map.of(), Map.of(), Redaction.of(List.of()), true);
  }

  /** {@return whether all values are right, so that the provider can be called} */
  boolean valid() {
    return valid;
  }

  /**
   * {@return the options with which a kept memory must be read again, by name, each with its value
   * as text} Options that have their default are left out.
   */
  SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>();
    for (Option<?> option : declared) {
      Optional<?> value = find(option);
      if (!option.isAdjustable() && value.isPresent() && !value.equals(option.defaultValue())) {
        identity.put(option.name(), text(value.get()));
      }
    }
    return identity;
  }

  /** Equal values have equal texts, also those that are spelled in several ways. */
  private static String text(Object value) {
    return value instanceof Map<?, ?> map ? new TreeMap<>(map).toString() : value.toString();
  }

  /** {@return removes the secret values from messages} */
  Redaction redaction() {
    return redaction;
  }

  <T> T get(Option<T> option) {
    Optional<T> value = find(option);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "option "
              + option.name()
              + " is not set and has no default: declare it as required, or use find");
    }
    return value.get();
  }

  <T> Optional<T> find(Option<T> option) {
    if (!isDeclared(option.name())) {
      throw new IllegalArgumentException(
          "option " + option.name() + " is not declared: add it to the provider's options()");
    }
    if (option.isPassThrough()) {
      return passedThrough(option);
    }
    String text = texts.get(option.name());
    return text == null ? option.defaultValue() : Optional.of(option.parse(text));
  }

  private boolean isDeclared(String name) {
    for (Option<?> option : declared) {
      if (option.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  // Only Option.passThrough creates such options, always of the type Map<String, String>.
  @SuppressWarnings("unchecked")
  private <T> Optional<T> passedThrough(Option<T> option) {
    Map<String, String> values = passedThrough.get(option.name());
    return values == null ? option.defaultValue() : Optional.of((T) values);
  }
}
