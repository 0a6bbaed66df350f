package io.eventrecorder.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/**
 * What {@code --version} prints: the version and the commit of this command, the JVM and the
 * operating system. The version is in the manifest of the jar, and the build writes the commit.
 */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      tool() + ", commit " + commit(),
      "Java "
          + System.getProperty("java.runtime.version")
          + ", "
          + System.getProperty("java.vm.name")
          + " of "
          + System.getProperty("java.vendor"),
      System.getProperty("os.name")
          + " "
          + System.getProperty("os.version")
          + ", "
          + System.getProperty("os.arch")
    };
  }

  /** {@return the name and the version of this command} */
  static String tool() {
    return "event-record " + number();
  }

  private static String number() {
    @Nullable String version = EventRecord.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }

  /** {@return the commit that the build wrote, or unknown} */
  private static String commit() throws IOException {
    Properties build = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("commit.properties")) {
      if (file != null) {
        build.load(file);
      }
    }
    String commit = build.getProperty("commit", "unknown");
    return commit.replaceFirst("-dirty$", " with changes");
  }
}
