package io.eventrecorder.json;

import tools.jackson.core.io.SerializedString;

/** The names of members, in UTF-8 already: half of what is written. */
final class MemberNames {
  static final SerializedString ACTION = new SerializedString("action");
  static final SerializedString ANNOTATIONS = new SerializedString("annotations");
  static final SerializedString API_VERSION = new SerializedString("apiVersion");
  static final SerializedString BLOCK_OWNER_DELETION = new SerializedString("blockOwnerDeletion");
  static final SerializedString COMPONENT = new SerializedString("component");
  static final SerializedString CONTROLLER = new SerializedString("controller");
  static final SerializedString COUNT = new SerializedString("count");
  static final SerializedString DEPRECATED_COUNT = new SerializedString("deprecatedCount");
  static final SerializedString DEPRECATED_FIRST_TIMESTAMP =
      new SerializedString("deprecatedFirstTimestamp");
  static final SerializedString DEPRECATED_LAST_TIMESTAMP =
      new SerializedString("deprecatedLastTimestamp");
  static final SerializedString DEPRECATED_SOURCE = new SerializedString("deprecatedSource");
  static final SerializedString EVENT_TIME = new SerializedString("eventTime");
  static final SerializedString FIELD_PATH = new SerializedString("fieldPath");
  static final SerializedString FIRST_TIMESTAMP = new SerializedString("firstTimestamp");
  static final SerializedString HOST = new SerializedString("host");
  static final SerializedString INVOLVED_OBJECT = new SerializedString("involvedObject");
  static final SerializedString KIND = new SerializedString("kind");
  static final SerializedString LABELS = new SerializedString("labels");
  static final SerializedString LAST_OBSERVED_TIME = new SerializedString("lastObservedTime");
  static final SerializedString LAST_TIMESTAMP = new SerializedString("lastTimestamp");
  static final SerializedString MESSAGE = new SerializedString("message");
  static final SerializedString METADATA = new SerializedString("metadata");
  static final SerializedString NAME = new SerializedString("name");
  static final SerializedString NAMESPACE = new SerializedString("namespace");
  static final SerializedString NOTE = new SerializedString("note");
  static final SerializedString OWNER_REFERENCES = new SerializedString("ownerReferences");
  static final SerializedString REASON = new SerializedString("reason");
  static final SerializedString REGARDING = new SerializedString("regarding");
  static final SerializedString RELATED = new SerializedString("related");
  static final SerializedString REPORTING_COMPONENT = new SerializedString("reportingComponent");
  static final SerializedString REPORTING_CONTROLLER = new SerializedString("reportingController");
  static final SerializedString REPORTING_INSTANCE = new SerializedString("reportingInstance");
  static final SerializedString RESOURCE_VERSION = new SerializedString("resourceVersion");
  static final SerializedString SERIES = new SerializedString("series");
  static final SerializedString SOURCE = new SerializedString("source");
  static final SerializedString TYPE = new SerializedString("type");
  static final SerializedString UID = new SerializedString("uid");

  private MemberNames() {}
}
