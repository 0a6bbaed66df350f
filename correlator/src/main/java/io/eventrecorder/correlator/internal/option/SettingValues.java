package io.eventrecorder.correlator.internal.option;

import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The values of the options of one correlator. An option that is not set has its default. */
public final class SettingValues {
  private final SettingList list;
  private final Map<Setting<?>, Object> values;

  /** Makes values of which none is set. */
  public SettingValues(SettingList list) {
    this(list, new HashMap<>());
  }

  private SettingValues(SettingList list, Map<Setting<?>, Object> values) {
    this.list = list;
    this.values = values;
  }

  /** The same values, which can be changed separately. */
  public SettingValues copy() {
    return new SettingValues(list, new HashMap<>(values));
  }

  /**
   * The value of an option that has a default.
   *
   * @throws IllegalStateException if it has none and is not set
   */
  public <T> T get(Setting<T> setting) {
    T value = find(setting);
    if (value == null) {
      throw new IllegalStateException(setting + " has no default and is not set");
    }
    return value;
  }

  /** The value of an option; null if it has no default and is not set. */
  @SuppressWarnings("unchecked") // set() puts a T under a Setting<T>
  public <T> @Nullable T find(Setting<T> setting) {
    T value = (T) values.get(setting);
    return value == null ? setting.defaultValue() : value;
  }

  /**
   * Sets an option.
   *
   * @throws IllegalArgumentException if the value is outside the limits of the option
   */
  public <T> void set(Setting<T> setting, T value) {
    values.put(setting, setting.checked(value));
  }

  /** Sets an option; null: it is not set. */
  public <T> void setOrClear(Setting<T> setting, @Nullable T value) {
    if (value == null) {
      values.remove(setting);
    } else {
      set(setting, value);
    }
  }

  /**
   * Sets all options that configuration sets.
   *
   * @throws IllegalArgumentException if a value is outside the limits of its option
   */
  public void read(ProviderContext context) {
    list.all().forEach(setting -> read(setting, context));
  }

  private <T> void read(Setting<T> setting, ProviderContext context) {
    Option<T> option = setting.option();
    if (option != null) {
      context.find(option).ifPresent(value -> set(setting, value));
    }
  }

  /** The names of the functions that are set, in the order of their declaration. */
  public List<String> functionNames() {
    List<String> names = new ArrayList<>();
    for (Setting<?> setting : list.all()) {
      if (isFunction(setting) && values.get(setting) != null) {
        names.add(setting.toString());
      }
    }
    return List.copyOf(names);
  }

  private static boolean isFunction(Setting<?> setting) {
    return setting.option() == null && setting.defaultValue() == null;
  }

  /** All values; functions only as "function". */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (Setting<?> setting : list.all()) {
      Object value = find(setting);
      if (!isFunction(setting)) {
        text.add(setting + "=" + value);
      } else if (value != null) {
        text.add(setting + "=function");
      }
    }
    return text.toString();
  }
}
