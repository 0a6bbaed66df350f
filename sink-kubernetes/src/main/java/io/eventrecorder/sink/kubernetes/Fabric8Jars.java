package io.eventrecorder.sink.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the problem of fabric8 on the class path, and names the remedy. It only looks at resources,
 * because it must work where no class of fabric8 can be loaded.
 */
final class Fabric8Jars {
  private static final String HTTP_CLIENT = "kubernetes-httpclient";

  /** One file of each jar that the sink needs. */
  private static final List<Jar> JARS =
      List.of(
          new Jar(
              "kubernetes-client", "io/fabric8/kubernetes/client/impl/KubernetesClientImpl.class"),
          new Jar("kubernetes-client-api", "io/fabric8/kubernetes/client/KubernetesClient.class"),
          new Jar("kubernetes-model-core", "io/fabric8/kubernetes/api/model/HasMetadata.class"),
          new Jar(
              "kubernetes-model-events", "io/fabric8/kubernetes/api/model/events/v1/Event.class"),
          new Jar(
              HTTP_CLIENT,
              "META-INF/services/io.fabric8.kubernetes.client.http.HttpClient$Factory"));

  private static final String REMEDY =
      "use one version of all io.fabric8 artifacts, from 7.5 on: import"
          + " io.fabric8:kubernetes-client-bom, or your framework's BOM, before other BOMs";

  private record Jar(String artifact, String file) {}

  /** A jar on the class path; its version is "?" if it is not known. */
  private record FoundJar(Jar jar, String version, String place) {
    /** 7.7 of 7.7.1, because patch versions of one minor version work together. */
    String minor() {
      Matcher minor = MINOR.matcher(version);
      return minor.lookingAt() ? minor.group() : "?";
    }

    @Override
    public String toString() {
      return jar.artifact + " " + version + " (" + place + ")";
    }
  }

  private static final Pattern MINOR = Pattern.compile("\\d+\\.\\d+");
  private static final Pattern NO_PLACE = Pattern.compile("^(jar:)?(file:)?|!?/$");

  private final List<FoundJar> found = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Fabric8Jars(@Nullable ClassLoader loader) {
    for (Jar jar : JARS) {
      List<FoundJar> copies = copies(jar, loader);
      found.addAll(copies);
      if (copies.isEmpty()) {
        missing.add(jar.artifact);
      }
    }
  }

  /**
   * {@return the jars, why they do not work, and the remedy}
   *
   * @param failure what failed
   * @param loader where to look for fabric8; null for the system class loader
   */
  static String remedy(Throwable failure, @Nullable ClassLoader loader) {
    Fabric8Jars jars = new Fabric8Jars(loader);
    if (jars.found.stream().allMatch(copy -> copy.jar.artifact.equals(HTTP_CLIENT))) {
      return "the sink kubernetes needs fabric8's client, which the application brings: add"
          + " io.fabric8:kubernetes-client, 7.5 or newer, to the class path; it brings an HTTP"
          + " client, too";
    }
    String problem =
        jars.isMixed()
            ? "several versions of fabric8's client are on the class path"
            : "fabric8's client is on the class path, but incomplete, or older than 7.5";
    return problem + ": " + jars + "; " + failure + "; " + REMEDY;
  }

  /** {@return what is wrong, if there are several versions of fabric8; null if not} */
  static @Nullable String mixed(@Nullable ClassLoader loader) {
    Fabric8Jars jars = new Fabric8Jars(loader);
    return jars.isMixed()
        ? "several versions of fabric8's client are on the class path: " + jars + "; " + REMEDY
        : null;
  }

  private boolean isMixed() {
    return found.stream()
            .map(FoundJar::minor)
            .filter(version -> !version.equals("?"))
            .distinct()
            .count()
        > 1;
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    found.forEach(copy -> all.add(copy.toString()));
    missing.forEach(artifact -> all.add(artifact + " is missing"));
    return String.join(", ", all);
  }

  private static List<FoundJar> copies(Jar jar, @Nullable ClassLoader loader) {
    List<FoundJar> copies = new ArrayList<>();
    try {
      ClassLoader from = loader == null ? ClassLoader.getSystemClassLoader() : loader;
      for (URL url : Collections.list(from.getResources(jar.file))) {
        String root = url.toString().substring(0, url.toString().length() - jar.file.length());
        copies.add(new FoundJar(jar, version(jar, root), NO_PLACE.matcher(root).replaceAll("")));
      }
    } catch (IOException e) {
      return copies; // a class loader that cannot read the jar cannot load from it either
    }
    return copies;
  }

  /** The version that Maven wrote into the jar, or that in the name of the file. */
  private static String version(Jar jar, String root) {
    String path = "META-INF/maven/io.fabric8/" + jar.artifact + "/pom.properties";
    try (Reader text = new InputStreamReader(new URL(root + path).openStream(), UTF_8)) {
      Properties properties = new Properties();
      properties.load(text);
      return properties.getProperty("version", "?");
    } catch (IOException e) {
      Matcher name =
          Pattern.compile(jar.artifact + "[-a-z]*(?:-5)?-(\\d[^/!]*)\\.jar").matcher(root);
      return name.find() ? String.valueOf(name.group(1)) : "?";
    }
  }
}
