package io.eventrecorder.correlator.internal.option;

import io.eventrecorder.spi.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Declares the options of one correlator, in the order of the documentation. Each method adds an
 * option. The name is that in configuration, lower case with hyphens; the name in code follows from
 * it. The documentation is one sentence without its end, which says the default. A choice says
 * which events belong together; all other options are {@link Option#adjustable adjustable}.
 */
public final class SettingList {
  private final List<Setting<?>> settings = new ArrayList<>();

  /** Makes an empty list. */
  public SettingList() {}

  /** Adds a whole number of at least 1. */
  public Setting<Integer> number(String name, int defaultValue, String doc) {
    return number(name, defaultValue, doc, String.valueOf(defaultValue));
  }

  /**
   * Adds a whole number of at least 1.
   *
   * @param defaultDoc what the documentation says instead of the default
   */
  public Setting<Integer> number(
      String name, @Nullable Integer defaultValue, String doc, String defaultDoc) {
    return add(
        Option.integer(name, 1, Integer.MAX_VALUE).describedAs(sentence(doc, defaultDoc)),
        defaultValue,
        value -> value >= 1,
        "must be at least 1");
  }

  /**
   * Adds a number above 0.
   *
   * @param defaultDoc what the documentation says instead of the default
   */
  public Setting<Double> rate(
      String name, @Nullable Double defaultValue, String doc, String defaultDoc) {
    return add(
        Option.decimal(name).describedAs(sentence(doc, defaultDoc)),
        defaultValue,
        value -> Double.isFinite(value) && value > 0,
        "must be a number above 0; one in 300 s is 0.00333");
  }

  /** Adds a switch. */
  public Setting<Boolean> flag(String name, boolean defaultValue, String doc) {
    return add(withDefault(Option.bool(name), defaultValue, doc), defaultValue);
  }

  /** Adds a time span above zero. */
  public Setting<Duration> interval(String name, Duration defaultValue, String doc) {
    return add(
        withDefault(Option.duration(name), defaultValue, doc),
        defaultValue,
        value -> !value.isZero() && !value.isNegative(),
        "must be above zero");
  }

  /** Adds a time span that is zero, which means never, unless set. */
  public Setting<Duration> expiry(String name, String doc) {
    return add(
        Option.duration(name).describedAs(sentence(doc, "0s, which means never,")),
        Duration.ZERO,
        value -> !value.isNegative(),
        "must not be negative; zero means never");
  }

  /** Adds a text. */
  public Setting<String> text(String name, String defaultValue, String doc) {
    return add(
        Option.string(name).describedAs(sentence(doc, '"' + defaultValue + '"')), defaultValue);
  }

  /** Adds a choice between the constants of an enum. */
  public <E extends Enum<E>> Setting<E> choice(
      String name, Class<E> values, E defaultValue, String doc) {
    Option<E> option = withDefault(Option.choice(name, values), defaultValue, doc);
    return add(setting(option, defaultValue, value -> true, ""));
  }

  /** Adds a switch that only code can set; false unless set. */
  public Setting<Boolean> flagInCode(String nameInCode) {
    return add(new Setting<>(nameInCode, null, false, value -> true, ""));
  }

  /** Adds a function. Only code can set it. */
  public <T> Setting<T> function(String nameInCode) {
    return add(new Setting<>(nameInCode, null, null, value -> true, ""));
  }

  /** All options that configuration can set. */
  public List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>();
    for (Setting<?> setting : settings) {
      Option<?> option = setting.option();
      if (option != null) {
        options.add(option);
      }
    }
    return options;
  }

  List<Setting<?>> all() {
    return Collections.unmodifiableList(settings);
  }

  private static <T> Option<T> withDefault(Option<T> option, T defaultValue, String doc) {
    return option.describedAs(sentence(doc, option.defaultTo(defaultValue).defaultText()));
  }

  private static String sentence(String doc, String defaultDoc) {
    return doc + "; " + defaultDoc + " unless set.";
  }

  private <T> Setting<T> add(Option<T> option, T defaultValue) {
    return add(option, defaultValue, value -> true, "");
  }

  private <T> Setting<T> add(
      Option<T> option, @Nullable T defaultValue, Predicate<T> limit, String requirement) {
    return add(setting(option.adjustable(), defaultValue, limit, requirement));
  }

  private static <T> Setting<T> setting(
      Option<T> option, @Nullable T defaultValue, Predicate<T> limit, String requirement) {
    return new Setting<>(camelCase(option.name()), option, defaultValue, limit, requirement);
  }

  private static String camelCase(String hyphenated) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < hyphenated.length(); i++) {
      char c = hyphenated.charAt(i);
      name.append(c == '-' ? Character.toUpperCase(hyphenated.charAt(++i)) : c);
    }
    return name.toString();
  }

  private <T> Setting<T> add(Setting<T> setting) {
    settings.add(setting);
    return setting;
  }
}
