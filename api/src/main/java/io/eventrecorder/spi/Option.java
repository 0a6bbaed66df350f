package io.eventrecorder.spi;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An option of a sink or correlator. Configuration is checked against the declared options; {@code
 * event-record sinks} and the documentation list them. Immutable.
 *
 * @param <T> the type of its value
 */
public final class Option<T> {
  private final String name;
  private final String type;
  private final Function<String, T> parser;
  private final @Nullable T defaultValue;
  private final boolean required;
  private final boolean secret;
  private final boolean passThrough;
  private final boolean adjustable;
  private final String doc;

  private Option(
      String name,
      String type,
      Function<String, T> parser,
      @Nullable T defaultValue,
      boolean required,
      boolean secret,
      boolean passThrough,
      boolean adjustable,
      String doc) {
    this.name = Objects.requireNonNull(name, "name");
    this.type = type;
    this.parser = parser;
    this.defaultValue = defaultValue;
    this.required = required;
    this.secret = secret;
    this.passThrough = passThrough;
    this.adjustable = adjustable;
    this.doc = Objects.requireNonNull(doc, "description");
  }

  private static <T> Option<T> of(String name, String type, Function<String, T> parser) {
    return new Option<>(name, type, parser, null, false, false, false, false, "");
  }

  /**
   * {@return an option that takes any text}
   *
   * @param name lower case with hyphens
   */
  public static Option<String> string(String name) {
    return of(name, "text", text -> text);
  }

  /**
   * {@return an option that takes a comma-separated list}
   *
   * @param name lower case with hyphens
   */
  public static Option<List<String>> list(String name) {
    return of(
        name,
        "list",
        text ->
            Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  /**
   * {@return an option that takes a whole number}
   *
   * @param name lower case with hyphens
   * @param min the smallest value
   * @param max the largest value
   */
  public static Option<Integer> integer(String name, int min, int max) {
    return of(name, "number", text -> OptionParsers.integer(text, min, max));
  }

  /**
   * {@return an option that takes a decimal number of at least 0}
   *
   * @param name lower case with hyphens
   */
  public static Option<Double> decimal(String name) {
    return of(name, "decimal", OptionParsers::decimal);
  }

  /**
   * {@return an option that takes {@code true} or {@code false}}
   *
   * @param name lower case with hyphens
   */
  public static Option<Boolean> bool(String name) {
    return of(name, "true|false", OptionParsers::bool);
  }

  /**
   * {@return an option that takes a time span, for example {@code 500ms}, {@code 30s}, {@code 10m},
   * {@code 2h} or {@code PT1M30S}}
   *
   * @param name lower case with hyphens
   */
  public static Option<Duration> duration(String name) {
    return of(name, "duration", OptionParsers::duration);
  }

  /**
   * {@return an option that takes one of the constants of an enum, in lower case with hyphens}
   *
   * @param name lower case with hyphens
   * @param values the enum
   * @param <E> the enum
   */
  public static <E extends Enum<E>> Option<E> choice(String name, Class<E> values) {
    StringJoiner spelled = new StringJoiner("|");
    for (E value : values.getEnumConstants()) {
      spelled.add(OptionParsers.spelled(value));
    }
    String all = spelled.toString();
    return of(name, all, text -> OptionParsers.choice(text, values, all));
  }

  /**
   * {@return an option that takes all names with a prefix unchanged; its values are never printed}
   *
   * @param prefix the prefix with a dot at its end, for example {@code producer.}
   */
  public static Option<Map<String, String>> passThrough(String prefix) {
    Function<String, Map<String, String>> never =
        text -> {
          throw new IllegalArgumentException("takes names under " + prefix);
        };
    return new Option<>(prefix, "prefix", never, Map.of(), false, true, true, false, "");
  }

  /**
   * {@return this option with a default}
   *
   * @param value the value if the option is not set
   */
  public Option<T> defaultTo(T value) {
    Objects.requireNonNull(value, "value");
    return new Option<>(name, type, parser, value, required, secret, passThrough, adjustable, doc);
  }

  /**
   * {@return this option with a check of its values}
   *
   * @param test whether a value is allowed; the default is not tested
   * @param words the message for other values, beginning with {@code must}
   */
  public Option<T> checked(Predicate<? super T> test, String words) {
    Objects.requireNonNull(test, "test");
    Objects.requireNonNull(words, "words");
    Function<String, T> strict =
        text -> {
          T value = parser.apply(text);
          if (!test.test(value)) {
            throw new IllegalArgumentException(words);
          }
          return value;
        };
    return new Option<>(
        name, type, strict, defaultValue, required, secret, passThrough, adjustable, doc);
  }

  /** {@return this option as one that must be set} */
  public Option<T> require() {
    return new Option<>(
        name, type, parser, defaultValue, true, secret, passThrough, adjustable, doc);
  }

  /** {@return this option as one whose value is never printed} */
  public Option<T> confidential() {
    return new Option<>(
        name, type, parser, defaultValue, required, true, passThrough, adjustable, doc);
  }

  /**
   * {@return this option as one of a correlator that may change while its memory is kept} Limits,
   * rates and intervals are of this kind. Of an option that is not, as one that says which events
   * are the same, another value makes a kept memory useless, and the correlator begins afresh.
   */
  public Option<T> adjustable() {
    return new Option<>(name, type, parser, defaultValue, required, secret, passThrough, true, doc);
  }

  /**
   * {@return this option with a description}
   *
   * @param text one sentence for users, with the unit of the value
   */
  public Option<T> describedAs(String text) {
    return new Option<>(
        name, type, parser, defaultValue, required, secret, passThrough, adjustable, text);
  }

  /**
   * {@return the name, lower case with hyphens; a prefix that ends with a dot if {@link
   * #isPassThrough()}}
   */
  public String name() {
    return name;
  }

  /** {@return the type of the values for people, for example {@code duration}} */
  public String type() {
    return type;
  }

  /** {@return the default, if there is one} */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** {@return the default as it is written in configuration; empty if there is none} */
  public String defaultText() {
    return defaultValue == null || passThrough ? "" : OptionParsers.spelled(defaultValue);
  }

  /** {@return whether it must be set} */
  public boolean isRequired() {
    return required;
  }

  /** {@return whether its value is never printed} */
  public boolean isSecret() {
    return secret;
  }

  /** {@return whether a correlator can use a kept memory also with another value} */
  public boolean isAdjustable() {
    return adjustable;
  }

  /** {@return whether it takes all names with a prefix} */
  public boolean isPassThrough() {
    return passThrough;
  }

  /** {@return the description} */
  public String doc() {
    return doc;
  }

  /**
   * {@return the value of a text}
   *
   * @param text the text in the configuration
   * @throws IllegalArgumentException if the text is not a value of this option; the message says
   *     which values are, and does not contain the text
   */
  public T parse(String text) {
    return parser.apply(Objects.requireNonNull(text, "text"));
  }

  @Override
  public String toString() {
    return name;
  }
}
