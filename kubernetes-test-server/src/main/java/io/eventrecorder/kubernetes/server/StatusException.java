package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Ends a request with a {@code Status} of failure. */
final class StatusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiResponse answer;

  StatusException(ApiResponse answer) {
    super(answer.body().toString(), null, false, false);
    this.answer = answer;
  }

  ApiResponse answer() {
    return answer;
  }

  static StatusException badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  static StatusException unauthorized() {
    return of(401, "Unauthorized", "Unauthorized");
  }

  static StatusException pathForbidden(String user, String verb, String path) {
    return of(
        403,
        "Forbidden",
        "forbidden: User \"" + user + "\" cannot " + verb + " path \"" + path + '"');
  }

  static StatusException forbidden(ApiResource resource, String name, String why) {
    return about(403, "Forbidden", resource, name, resource.named(name) + " is forbidden: " + why);
  }

  static StatusException namespaceTerminating(ApiResource resource, String name, String namespace) {
    Status status =
        new Status(
                403,
                "Forbidden",
                resource.named(name)
                    + " is forbidden: unable to create new content in namespace "
                    + namespace
                    + " because it is being terminated")
            .about(resource, name)
            .cause(
                "NamespaceTerminating",
                "namespace " + namespace + " is being terminated",
                "metadata.namespace");
    return new StatusException(status.answer());
  }

  static StatusException noSuchPath() {
    return of(404, "NotFound", "the server could not find the requested resource");
  }

  static StatusException notFound(ApiResource resource, String name) {
    return about(404, "NotFound", resource, name, resource.quoted(name) + " not found");
  }

  static StatusException methodNotAllowed() {
    return of(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  static StatusException alreadyExists(ApiResource resource, String name) {
    return about(409, "AlreadyExists", resource, name, resource.quoted(name) + " already exists");
  }

  static StatusException conflict(ApiResource resource, String name) {
    return conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static StatusException conflict(ApiResource resource, String name, String why) {
    return about(
        409,
        "Conflict",
        resource,
        name,
        "Operation cannot be fulfilled on " + resource.quoted(name) + ": " + why);
  }

  static StatusException expired(String message) {
    return of(410, "Expired", message);
  }

  static StatusException tooLarge(int limit) {
    return of(413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit);
  }

  static StatusException unsupportedMediaType(List<String> accepted) {
    return of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + String.join(", ", accepted));
  }

  static StatusException invalid(String name, List<FieldError> errors) {
    List<String> texts = errors.stream().map(FieldError::toString).distinct().toList();
    Status status =
        new Status(
            422,
            "Invalid",
            "Event \""
                + name
                + "\" is invalid: "
                + (texts.size() == 1 ? texts.get(0) : texts.toString()));
    status.details().put("name", name).put("kind", "Event");
    errors.forEach(error -> status.cause(error.reason(), error.body(), error.field()));
    return new StatusException(status.answer());
  }

  /** {@return the error for a patch whose result cannot be decoded} */
  static StatusException invalidPatch(String why) {
    Status status =
        new Status(422, "Invalid", " \"\" is invalid: patch: Invalid value: " + why)
            .cause("FieldValueInvalid", "Invalid value: " + why, "patch");
    return new StatusException(status.answer());
  }

  static StatusException patchDoesNotApply(ApiResource resource, String name) {
    return about(
        422,
        "Invalid",
        resource,
        name,
        "the server rejected our request due to an error in our request");
  }

  static StatusException internal(String message) {
    return of(500, "", message);
  }

  private static StatusException of(int code, String reason, String message) {
    return new StatusException(new Status(code, reason, message).answer());
  }

  private static StatusException about(
      int code, String reason, ApiResource resource, String name, String message) {
    return new StatusException(new Status(code, reason, message).about(resource, name).answer());
  }

  /** Builds the document {@code Status}. */
  static final class Status {
    private final int code;
    private final ObjectNode body = JsonTrees.object();

    Status(int code, String reason, String message) {
      this.code = code;
      body.put("kind", "Status").put("apiVersion", "v1");
      body.putObject("metadata");
      body.put("status", "Failure").put("message", message);
      if (!reason.isEmpty()) {
        body.put("reason", reason);
      }
      body.put("code", code);
    }

    Status about(ApiResource resource, String name) {
      if (!name.isEmpty()) {
        details().put("name", name);
      }
      if (!resource.group().isEmpty()) {
        details().put("group", resource.group());
      }
      details().put("kind", resource.plural());
      return this;
    }

    Status cause(String reason, String message, String field) {
      details()
          .withArray("causes")
          .addObject()
          .put("reason", reason)
          .put("message", message)
          .put("field", field);
      return this;
    }

    ObjectNode details() {
      return body.withObjectProperty("details");
    }

    ApiResponse answer() {
      return new ApiResponse(code, body, List.of());
    }
  }
}
