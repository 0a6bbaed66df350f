package io.eventrecorder.sink.kubernetes;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with fabric8 on the class path, and what to do. Knows it by resources only. */
final class Fabric8Jars {
  /** A class of each jar that is used here. */
  private static final Map<String, String> JARS =
      Map.of(
          "kubernetes-client-api", "io/fabric8/kubernetes/client/KubernetesClient.class",
          "kubernetes-client", "io/fabric8/kubernetes/client/impl/KubernetesClientImpl.class",
          "kubernetes-model-core", "io/fabric8/kubernetes/api/model/HasMetadata.class",
          "kubernetes-model-events", "io/fabric8/kubernetes/api/model/events/v1/Event.class");

  private static final Pattern JAR = Pattern.compile("([^/!]+?)-(\\d[^/!]*)\\.jar");

  private Fabric8Jars() {}

  /** {@return what was found, why it does not work, and the remedy} */
  static String remedy(Throwable failure, @Nullable ClassLoader loader) {
    Map<String, List<URL>> found = new LinkedHashMap<>();
    List<String> missing = new TreeSet<>(JARS.keySet()).stream().toList();
    for (String jar : missing) {
      found.put(jar, copies(JARS.getOrDefault(jar, jar), loader));
    }
    if (found.values().stream().allMatch(List::isEmpty)) {
      return "the sink kubernetes needs fabric8's client, which the application brings: add"
          + " io.fabric8:kubernetes-client 7.5 or newer to the class path";
    }
    TreeSet<String> versions = new TreeSet<>();
    StringBuilder jars = new StringBuilder();
    found.forEach(
        (jar, places) -> {
          String separator = jars.isEmpty() ? "" : ", ";
          jars.append(separator).append(jar).append(places.isEmpty() ? " missing" : "");
          for (URL place : places) {
            String version = version(place);
            versions.add(version);
            jars.append(' ').append(version);
          }
        });
    String problem =
        versions.size() > 1
            ? "fabric8's client is on the class path in several versions, which do not work together"
            : "fabric8's client is on the class path, but not whole or not usable";
    return problem
        + " ("
        + jars
        + "; "
        + failure
        + "): have all of io.fabric8 in one version from 7.5 on, by importing"
        + " io.fabric8:kubernetes-client-bom or your framework's BOM before others";
  }

  private static List<URL> copies(String resource, @Nullable ClassLoader loader) {
    try {
      ClassLoader from = loader == null ? ClassLoader.getSystemClassLoader() : loader;
      return Collections.list(from.getResources(resource));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String version(URL place) {
    Matcher jar = JAR.matcher(place.toString());
    String version = "?";
    while (jar.find()) {
      version = String.valueOf(jar.group(2));
    }
    return version;
  }
}
