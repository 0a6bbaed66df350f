package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The validation rules for the metadata of all objects. */
final class ObjectMetadataRules {
  private static final int ANNOTATION_BYTES = 256 * 1024;

  private final List<FieldError> errors = new ArrayList<>();

  private ObjectMetadataRules() {}

  static List<FieldError> check(JsonNode metadata) {
    ObjectMetadataRules rules = new ObjectMetadataRules();
    rules.name(JsonTrees.text(metadata, "name"));
    rules.labels(metadata.path("labels"));
    rules.annotations(metadata.path("annotations"));
    rules.owners(metadata.path("ownerReferences"));
    return rules.errors;
  }

  private void name(String name) {
    if (name.isEmpty()) {
      errors.add(FieldError.required("metadata.name", "name or generateName is required"));
    }
    for (String why : ObjectNameRules.pathSegment(name)) {
      errors.add(FieldError.invalid("metadata.name", name, why));
    }
  }

  private void labels(JsonNode labels) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      qualified("metadata.labels", label.getKey(), label.getKey());
      String value = label.getValue().asText();
      for (String why : ObjectNameRules.labelValue(value)) {
        errors.add(FieldError.invalid("metadata.labels", value, why));
      }
    }
  }

  private void annotations(JsonNode annotations) {
    int bytes = 0;
    for (Map.Entry<String, JsonNode> entry : annotations.properties()) {
      qualified("metadata.annotations", entry.getKey(), entry.getKey().toLowerCase(Locale.ROOT));
      bytes += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += entry.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > ANNOTATION_BYTES) {
      errors.add(
          FieldError.tooLong(
              "metadata.annotations", "may not be more than " + ANNOTATION_BYTES + " bytes"));
    }
  }

  private void owners(JsonNode owners) {
    for (int i = 0; i < owners.size(); i++) {
      for (String field : List.of("apiVersion", "kind", "name", "uid")) {
        if (JsonTrees.text(owners.get(i), field).isEmpty()) {
          errors.add(
              FieldError.invalid(
                  "metadata.ownerReferences[" + i + "]." + field, "", "must not be empty"));
        }
      }
    }
  }

  private void qualified(String field, String shown, String name) {
    for (String why : ObjectNameRules.qualified(name)) {
      errors.add(FieldError.invalid(field, shown, why));
    }
  }
}
