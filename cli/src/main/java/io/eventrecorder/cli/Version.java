package io.eventrecorder.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * What {@code --version} prints: the version and the commit of this command, the JVM and the
 * operating system. The build writes version and commit.
 */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties build = build();
    String commit = build.getProperty("commit", "unknown").replaceFirst("-dirty$", " with changes");
    return new String[] {
      tool(build) + ", commit " + commit,
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
    return tool(build());
  }

  private static String tool(Properties build) {
    return "event-record " + build.getProperty("version", "unknown");
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("build.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the jar is damaged
    }
    return build;
  }
}
