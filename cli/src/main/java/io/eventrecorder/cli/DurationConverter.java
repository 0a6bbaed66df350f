package io.eventrecorder.cli;

import io.eventrecorder.spi.Option;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as configuration writes it, for example {@code 30s}. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Option<Duration> OPTION = Option.duration("timeout");

  @Override
  public Duration convert(String text) {
    try {
      return OPTION.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' " + e.getMessage());
    }
  }
}
