package io.eventrecorder.cli.source.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventrecorder.cli.source.EventSelection;
import io.eventrecorder.cli.source.ObjectName;
import io.eventrecorder.json.EventApi;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paths for the events that a user wants. As much as possible is selected by the server.
 *
 * @param api the API
 * @param selection which events; the server does not know its time
 */
record EventsRequest(EventApi api, EventSelection selection) {
  private static final int PAGE = 500;

  String namespace() {
    return selection.namespace();
  }

  String apiVersion() {
    return api == EventApi.CORE_V1 ? "v1" : "events.k8s.io/v1";
  }

  /**
   * {@return the path of a part of the list}
   *
   * @param next the token of the part; empty for the first one
   */
  String list(String next) {
    return path() + "?limit=" + PAGE + parameter("continue", next) + fields();
  }

  /** {@return the path of a list that is as short as possible, for its resource version} */
  String version() {
    return path() + "?limit=1" + fields();
  }

  /**
   * {@return the path of a watch}
   *
   * @param resourceVersion the last version that is known
   * @param seconds when the server ends the watch
   */
  String watch(String resourceVersion, long seconds) {
    return path()
        + "?watch=1&allowWatchBookmarks=true&timeoutSeconds="
        + seconds
        + parameter("resourceVersion", resourceVersion)
        + fields();
  }

  private String path() {
    return (api == EventApi.CORE_V1 ? "api/v1/" : "apis/events.k8s.io/v1/")
        + (namespace().isEmpty() ? "" : "namespaces/" + encoded(namespace()) + "/")
        + "events";
  }

  private String fields() {
    List<String> fields = new ArrayList<>();
    ObjectName object = selection.object();
    String prefix = api == EventApi.CORE_V1 ? "involvedObject." : "regarding.";
    if (object != null) {
      fields.add(prefix + "name=" + escaped(object.name()));
      if (object.exact()) {
        fields.add(prefix + "kind=" + escaped(object.kind()));
      }
    }
    if (selection.types().size() == 1) {
      fields.add("type=" + escaped(selection.types().iterator().next()));
    }
    return parameter("fieldSelector", String.join(",", fields));
  }

  /** A selector has its own escapes. */
  private static String escaped(String value) {
    return value.replaceAll("[\\\\,=]", "\\\\$0");
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null || value.isEmpty() ? "" : "&" + name + "=" + encoded(value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
