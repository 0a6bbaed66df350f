package io.eventrecorder.kubernetes.facts;

/** The format of a patch. */
enum PatchFormat {
  STRATEGIC("application/strategic-merge-patch+json"),
  MERGE("application/merge-patch+json"),
  JSON_PATCH("application/json-patch+json"),
  PLAIN("application/json");

  private final String mediaType;

  PatchFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }
}
