package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.json.EventApi;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of the form {@code <object name>.<hash of the identity>}. Every process that reports as the
 * same controller makes the same name, so host and instance are not part of it. The identity is
 * that of the correlators: controller, type, reason, action and objects, and the key of the event.
 * If an event has no key, its message is used in core/v1, and nothing in events.k8s.io/v1.
 */
final class StableNames {
  private static final int HASH_BYTES = 16;
  private static final int MAX_LENGTH = 253;
  private static final int HASH_LENGTH = 2 * HASH_BYTES;
  private static final Pattern STABLE = Pattern.compile("(?s).+\\.[0-9a-f]{" + HASH_LENGTH + "}");

  private StableNames() {}

  /** {@return the stable name of the event; its own name, if that is a stable name} */
  static String of(Event event, EventApi api) {
    return STABLE.matcher(event.name()).matches() ? event.name() : named(event, api);
  }

  private static String named(Event event, EventApi api) {
    MessageDigest hash = sha256();
    String controller = event.reportingController();
    put(hash, controller.isEmpty() ? event.source().component() : controller);
    put(hash, event.type());
    put(hash, event.reason());
    put(hash, event.action());
    put(hash, event.regarding());
    put(hash, event.related());
    if (!event.key().isEmpty()) {
      put(hash, "key");
      put(hash, event.key());
    } else if (api == EventApi.CORE_V1) {
      put(hash, "message");
      put(hash, event.message());
    }
    String suffix = '.' + HexFormat.of().formatHex(hash.digest(), 0, HASH_BYTES);
    String object =
        EventObjectNames.dns1123(event.regarding().name(), MAX_LENGTH - suffix.length());
    return (object.isEmpty() ? "event" : object) + suffix;
  }

  private static void put(MessageDigest hash, @Nullable ObjectReference object) {
    if (object == null) {
      put(hash, "none");
      return;
    }
    put(hash, object.kind());
    put(hash, object.namespace());
    put(hash, object.name());
    put(hash, object.uid());
    put(hash, object.apiVersion());
    put(hash, object.fieldPath());
  }

  /** With the length first, so that different fields never give the same bytes. */
  private static void put(MessageDigest hash, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int shift = 24; shift >= 0; shift -= 8) {
      hash.update((byte) (bytes.length >>> shift));
    }
    hash.update(bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }
}
