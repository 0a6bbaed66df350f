package io.eventrecorder.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** The Jackson factories. They are thread-safe, and reusing them reuses their name tables. */
final class JacksonFactories {
  static final int STANDARD_DEPTH = 100;
  private static final int DEEPEST = 10_000;

  static final JsonFactory STANDARD = ofDepth(STANDARD_DEPTH);

  private JacksonFactories() {}

  static int checked(int maxDepth) {
    if (maxDepth < 1 || maxDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "maxDepth must be 1 to " + DEEPEST + ", is " + maxDepth + "; an event has about 8");
    }
    return maxDepth;
  }

  static JsonFactory of(int maxDepth) {
    return maxDepth == STANDARD_DEPTH ? STANDARD : ofDepth(maxDepth);
  }

  private static JsonFactory ofDepth(int maxDepth) {
    // No limit for texts and numbers: the caller limits the size of an event, and numbers that
    // Event has no field for are never converted.
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(maxDepth)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .rootValueSeparator("")
        .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .build();
  }
}
