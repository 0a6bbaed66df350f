package io.eventrecorder.cli;

import io.eventrecorder.ObjectReference;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an object from {@code Kind/name} or {@code Kind/namespace/name}. */
final class ObjectConverter implements ITypeConverter<ObjectReference> {
  @Override
  public ObjectReference convert(String text) {
    String[] parts = text.split("/", -1);
    boolean complete = Arrays.stream(parts).noneMatch(String::isBlank);
    if (complete && parts.length == 2) {
      return ObjectReference.of(parts[0], "", parts[1]);
    }
    if (complete && parts.length == 3) {
      return ObjectReference.of(parts[0], parts[1], parts[2]);
    }
    throw new TypeConversionException(
        "'" + text + "' must be Kind/name or Kind/namespace/name, for example Pod/default/web-0");
  }
}
