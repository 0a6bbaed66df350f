package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.OwnerReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Selects the labels, annotations and owners that the API server accepts. It would refuse the whole
 * event for one that is not valid, so those are left out.
 */
final class MetadataRules {
  /** The server's limit is 256 KiB. The rest is for our {@link ContinuationMarker}. */
  static final int ANNOTATION_BYTES = 255 * 1024;

  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern API_VERSION = Pattern.compile("([^/]*/)?[^/]+");

  private MetadataRules() {}

  static Map<String, String> labels(Map<String, String> labels) {
    return only(
        labels,
        (key, value) -> EventObjectNames.isQualified(key) && LABEL_VALUE.matcher(value).matches());
  }

  static Map<String, String> annotations(Map<String, String> annotations) {
    int[] bytes = new int[1];
    return only(
        annotations,
        (key, value) -> {
          int more = key.getBytes(UTF_8).length + value.getBytes(UTF_8).length;
          boolean fits =
              EventObjectNames.isQualified(key.toLowerCase(Locale.ROOT))
                  && bytes[0] + more <= ANNOTATION_BYTES;
          bytes[0] += fits ? more : 0;
          return fits;
        });
  }

  static List<OwnerReference> owners(List<OwnerReference> owners) {
    List<OwnerReference> kept = new ArrayList<>();
    boolean controlled = false;
    for (OwnerReference owner : owners) {
      boolean controller = Boolean.TRUE.equals(owner.controller());
      if (isOwner(owner) && !(controller && controlled)) {
        kept.add(owner);
        controlled |= controller;
      }
    }
    return kept.size() == owners.size() ? owners : kept;
  }

  /** {@return whether it names an object that may own another; a core/v1 event may not} */
  static boolean isOwner(OwnerReference owner) {
    String version = owner.apiVersion();
    boolean isEvent =
        owner.kind().equals("Event") && (version.equals("v1") || version.equals("/v1"));
    return API_VERSION.matcher(version).matches()
        && !owner.kind().isEmpty()
        && !owner.name().isEmpty()
        && !owner.uid().isEmpty()
        && !isEvent;
  }

  private static Map<String, String> only(
      Map<String, String> all, BiPredicate<String, String> wanted) {
    if (all.isEmpty()) {
      return all;
    }
    Map<String, String> kept = new LinkedHashMap<>();
    all.forEach(
        (key, value) -> {
          if (wanted.test(key, value)) {
            kept.put(key, value);
          }
        });
    return kept.size() == all.size() ? all : kept;
  }
}
