package io.eventrecorder.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A process that tries to lock a file. */
final class LockProbeMain {
  private LockProbeMain() {}

  /** {@return {@code locked} or {@code free}} */
  static String run(Path file) throws IOException {
    URI classes =
        URI.create(
            LockProbeMain.class.getProtectionDomain().getCodeSource().getLocation().toString());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                new File(classes).getPath(),
                LockProbeMain.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /**
   * Prints whether another process has the lock.
   *
   * @param file the file
   */
  public static void main(String... file) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(file[0]), WRITE)) {
      System.out.print(channel.tryLock() == null ? "locked" : "free");
    }
  }
}
