package io.eventrecorder.correlator.internal.option;

import io.eventrecorder.spi.Option;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One option of a correlator, declared once: name, type, default, limits and documentation. Made by
 * {@link SettingList}. Immutable.
 *
 * @param <T> the class of the value
 */
public final class Setting<T> {
  private final String name;
  private final @Nullable Option<T> option;
  private final @Nullable T defaultValue;
  private final Predicate<T> limit;
  private final String requirement;

  Setting(
      String name,
      @Nullable Option<T> option,
      @Nullable T defaultValue,
      Predicate<T> limit,
      String requirement) {
    this.name = name;
    this.option = option;
    this.defaultValue = defaultValue;
    this.limit = limit;
    this.requirement = requirement;
  }

  /** The option for configuration; null if only code can set it. */
  @Nullable Option<T> option() {
    return option;
  }

  /** The value if it is not set; null if there is none. */
  @Nullable T defaultValue() {
    return defaultValue;
  }

  /**
   * Checks a value.
   *
   * @throws IllegalArgumentException if the value is outside the limits
   */
  T checked(T value) {
    Objects.requireNonNull(value, name);
    if (!limit.test(value)) {
      throw new IllegalArgumentException(name + " " + value + " " + requirement);
    }
    return value;
  }

  /** The name in code, for example {@code cacheSize}. */
  @Override
  public String toString() {
    return name;
  }
}
