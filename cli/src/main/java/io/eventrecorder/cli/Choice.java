package io.eventrecorder.cli;

import io.eventrecorder.cli.source.kubernetes.ClusterOptions;
import io.eventrecorder.cli.table.OutputFormat;
import io.eventrecorder.cli.table.TimeStyle;
import io.eventrecorder.cli.terminal.Terminal.Colour;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads one of the words of an enum, in lower case. As an {@link Iterable} it has the words, for
 * completion.
 *
 * @param <E> the enum
 */
abstract class Choice<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
  private final List<E> values;

  private Choice(E[] values) {
    this.values = Arrays.asList(values);
  }

  @Override
  public E convert(String text) {
    return values.stream()
        .filter(value -> word(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' must be one of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return values.stream().map(Choice::word).iterator();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static final class OfFormat extends Choice<OutputFormat> {
    OfFormat() {
      super(OutputFormat.values());
    }
  }

  static final class OfColour extends Choice<Colour> {
    OfColour() {
      super(Colour.values());
    }
  }

  static final class OfTime extends Choice<TimeStyle> {
    OfTime() {
      super(TimeStyle.values());
    }
  }

  static final class OfDecisions extends Choice<DecisionFormat> {
    OfDecisions() {
      super(DecisionFormat.values());
    }
  }

  static final class OfSource extends Choice<SourceOptions.Type> {
    OfSource() {
      super(SourceOptions.Type.values());
    }
  }

  static final class OfApi extends Choice<ClusterOptions.Api> {
    OfApi() {
      super(ClusterOptions.Api.values());
    }
  }
}
