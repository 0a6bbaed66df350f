package io.eventrecorder.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Factories are thread-safe and keep the tables of names, so they are kept. */
final class JacksonFactories {
  static final JsonFactory STANDARD = ofDepth(EventJson.Limits.standard().maxDepth());

  private JacksonFactories() {}

  static JsonFactory of(EventJson.Limits limits) {
    return limits.maxDepth() == EventJson.Limits.standard().maxDepth()
        ? STANDARD
        : ofDepth(limits.maxDepth());
  }

  private static JsonFactory ofDepth(int maxDepth) {
    // The size of an event is what is limited; numbers that we do not know are never converted.
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
