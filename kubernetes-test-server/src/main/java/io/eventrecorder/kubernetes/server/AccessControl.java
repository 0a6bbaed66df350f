package io.eventrecorder.kubernetes.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Users, their bearer tokens and their permissions. A new server has two users: {@code admin}
 * ({@link #ADMIN_TOKEN}) may do everything, {@code nobody} ({@link #NOBODY_TOKEN}) may do nothing.
 * Thread-safe.
 */
public final class AccessControl {
  /** The bearer token of the user {@code admin}. */
  public static final String ADMIN_TOKEN = "admin-token";

  /** The bearer token of the user {@code nobody}. */
  public static final String NOBODY_TOKEN = "nobody-token";

  static final String ANONYMOUS = "system:anonymous";

  private final Map<String, String> users = new ConcurrentHashMap<>();
  private final Map<String, List<Permission>> permissions = new ConcurrentHashMap<>();

  AccessControl() {
    user(ADMIN_TOKEN, "admin", Permission.ALL);
    user(NOBODY_TOKEN, "nobody");
  }

  /** Makes the token belong to the user, and replaces the user's permissions. */
  public void user(String token, String name, Permission... allowed) {
    users.put(token, name);
    permit(name, allowed);
  }

  /** Replaces the user's permissions. */
  public void permit(String name, Permission... allowed) {
    permissions.put(name, List.of(allowed));
  }

  /** Makes the token invalid. Requests with it are answered with 401. */
  public void revoke(String token) {
    users.remove(token);
  }

  /** {@return the user of the token; {@link #ANONYMOUS} without a header} */
  private String authenticate(@Nullable String authorization) {
    if (authorization == null) {
      return ANONYMOUS;
    }
    String user =
        authorization.regionMatches(true, 0, "Bearer ", 0, 7)
            ? users.get(authorization.substring(7).trim())
            : null;
    if (user == null) {
      throw StatusException.unauthorized();
    }
    return user;
  }

  /** {@return the user whose permissions apply: the impersonated user, or the caller} */
  String actingUser(ApiRequest request) {
    String user = authenticate(request.authorization());
    String impersonated = request.impersonated();
    if (impersonated == null) {
      return user;
    }
    require(user, new Permission("impersonate", "", "users", ""), impersonated);
    return impersonated;
  }

  boolean allows(String user, Permission needed) {
    return permissions.getOrDefault(user, List.of()).stream()
        .anyMatch(given -> given.covers(needed));
  }

  /** Throws 403 if the user does not have the permission. */
  void require(String user, Permission needed, String name) {
    if (allows(user, needed)) {
      return;
    }
    String where =
        needed.namespace().isEmpty()
            ? "at the cluster scope"
            : "in the namespace \"" + needed.namespace() + '"';
    throw StatusException.forbidden(
        new ApiResource(needed.group(), needed.resource()),
        name,
        "User \""
            + user
            + "\" cannot "
            + needed.verb()
            + " resource \""
            + needed.resource()
            + "\" in API group \""
            + needed.group()
            + "\" "
            + where);
  }

  void requireLogin(String user, String path) {
    if (user.equals(ANONYMOUS)) {
      throw StatusException.pathForbidden(user, "get", path);
    }
  }
}
