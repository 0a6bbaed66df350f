package io.eventrecorder.kubernetes.server;

/**
 * One validation error of an object.
 *
 * @param reason as in {@code details.causes}
 * @param field the path, with the field names of the server's internal types
 * @param body the message without the field
 */
record FieldError(String reason, String field, String body) {
  static FieldError required(String field) {
    return required(field, "");
  }

  static FieldError required(String field, String why) {
    return new FieldError(
        "FieldValueRequired", field, why.isEmpty() ? "Required value" : "Required value: " + why);
  }

  static FieldError invalid(String field, String value, String why) {
    return new FieldError("FieldValueInvalid", field, "Invalid value: \"" + value + "\": " + why);
  }

  static FieldError tooLong(String field, String why) {
    return new FieldError("FieldValueTooLong", field, "Too long: " + why);
  }

  @Override
  public String toString() {
    return field + ": " + body;
  }
}
