package io.eventrecorder.json;

/** The names of the members of an event. */
final class MemberNames {
  static final MemberName ACTION = new MemberName("action");
  static final MemberName ANNOTATIONS = new MemberName("annotations");
  static final MemberName API_VERSION = new MemberName("apiVersion");
  static final MemberName BLOCK_OWNER_DELETION = new MemberName("blockOwnerDeletion");
  static final MemberName COMPONENT = new MemberName("component");
  static final MemberName CONTROLLER = new MemberName("controller");
  static final MemberName COUNT = new MemberName("count");
  static final MemberName DEPRECATED_COUNT = new MemberName("deprecatedCount");
  static final MemberName DEPRECATED_FIRST_TIMESTAMP = new MemberName("deprecatedFirstTimestamp");
  static final MemberName DEPRECATED_LAST_TIMESTAMP = new MemberName("deprecatedLastTimestamp");
  static final MemberName DEPRECATED_SOURCE = new MemberName("deprecatedSource");
  static final MemberName EVENT_TIME = new MemberName("eventTime");
  static final MemberName FIELD_PATH = new MemberName("fieldPath");
  static final MemberName FIRST_TIMESTAMP = new MemberName("firstTimestamp");
  static final MemberName HOST = new MemberName("host");
  static final MemberName INVOLVED_OBJECT = new MemberName("involvedObject");
  static final MemberName KIND = new MemberName("kind");
  static final MemberName LABELS = new MemberName("labels");
  static final MemberName LAST_OBSERVED_TIME = new MemberName("lastObservedTime");
  static final MemberName LAST_TIMESTAMP = new MemberName("lastTimestamp");
  static final MemberName MESSAGE = new MemberName("message");
  static final MemberName METADATA = new MemberName("metadata");
  static final MemberName NAME = new MemberName("name");
  static final MemberName NAMESPACE = new MemberName("namespace");
  static final MemberName NOTE = new MemberName("note");
  static final MemberName OWNER_REFERENCES = new MemberName("ownerReferences");
  static final MemberName REASON = new MemberName("reason");
  static final MemberName REGARDING = new MemberName("regarding");
  static final MemberName RELATED = new MemberName("related");
  static final MemberName REPORTING_COMPONENT = new MemberName("reportingComponent");
  static final MemberName REPORTING_CONTROLLER = new MemberName("reportingController");
  static final MemberName REPORTING_INSTANCE = new MemberName("reportingInstance");
  static final MemberName RESOURCE_VERSION = new MemberName("resourceVersion");
  static final MemberName SERIES = new MemberName("series");
  static final MemberName SOURCE = new MemberName("source");
  static final MemberName TYPE = new MemberName("type");
  static final MemberName UID = new MemberName("uid");

  private MemberNames() {}
}
