package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.fge.jsonpatch.JsonPatch;
import com.github.fge.jsonpatch.JsonPatchException;
import com.github.fge.jsonpatch.mergepatch.JsonMergePatch;
import java.util.List;

/**
 * Applies the three patch formats. A strategic merge patch is handled as a merge patch, because
 * events have no list fields that are merged by key.
 */
final class Patches {
  private static final String JSON_PATCH = "application/json-patch+json";
  private static final List<String> ACCEPTED =
      List.of(JSON_PATCH, "application/merge-patch+json", "application/strategic-merge-patch+json");

  private Patches() {}

  /** {@return the patched document} */
  static JsonNode apply(ApiRequest request, ApiResource resource, String name, JsonNode document) {
    requireKnown(request);
    try {
      JsonNode patch = JsonTrees.parse(request.body().bytes());
      if (request.contentType().equals(JSON_PATCH)) {
        return JsonTrees.convert(withReplaceAsTheServerHasIt(patch), JsonPatch.class)
            .apply(document);
      }
      if (!patch.isObject()) {
        throw StatusException.badRequest("Invalid JSON Patch");
      }
      return JsonTrees.convert(patch, JsonMergePatch.class).apply(document);
    } catch (JsonProcessingException e) {
      throw StatusException.badRequest("error decoding patch: " + e.getOriginalMessage());
    } catch (JsonPatchException e) {
      throw StatusException.patchDoesNotApply(resource, name);
    }
  }

  /**
   * The library of the real server differs from RFC 6902: "replace" of a missing member adds it.
   */
  private static JsonNode withReplaceAsTheServerHasIt(JsonNode patch) {
    JsonNode changed = patch.deepCopy();
    for (JsonNode operation : changed) {
      String path = operation.path("path").asText();
      boolean ofMember = !path.substring(path.lastIndexOf('/') + 1).matches("[0-9]+|-|");
      if (ofMember && operation.path("op").asText().equals("replace")) {
        ((ObjectNode) operation).put("op", "add");
      }
    }
    return changed;
  }

  static void requireKnown(ApiRequest request) {
    if (!ACCEPTED.contains(request.contentType())) {
      throw StatusException.unsupportedMediaType(ACCEPTED);
    }
  }
}
