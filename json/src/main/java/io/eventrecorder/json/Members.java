package io.eventrecorder.json;

import java.util.Set;

/** The members that {@link io.eventrecorder.Event} has a field for, by object. */
final class Members {
  static final Set<String> CORE =
      Set.of(
          "kind",
          "apiVersion",
          "metadata",
          "involvedObject",
          "reason",
          "message",
          "source",
          "firstTimestamp",
          "lastTimestamp",
          "count",
          "type",
          "eventTime",
          "series",
          "action",
          "related",
          "reportingComponent",
          "reportingInstance");
  static final Set<String> EVENTS =
      Set.of(
          "kind",
          "apiVersion",
          "metadata",
          "eventTime",
          "series",
          "reportingController",
          "reportingInstance",
          "action",
          "reason",
          "regarding",
          "related",
          "note",
          "type",
          "deprecatedSource",
          "deprecatedFirstTimestamp",
          "deprecatedLastTimestamp",
          "deprecatedCount");
  static final Set<String> METADATA =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "labels",
          "annotations",
          "ownerReferences");
  static final Set<String> OWNER_REFERENCE =
      Set.of("apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion");
  static final Set<String> OBJECT_REFERENCE =
      Set.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath");
  static final Set<String> SOURCE = Set.of("component", "host");
  static final Set<String> SERIES = Set.of("count", "lastObservedTime");

  private Members() {}
}
