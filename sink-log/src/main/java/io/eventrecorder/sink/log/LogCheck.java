package io.eventrecorder.sink.log;

import io.eventrecorder.sink.log.LogOptions.Format;
import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.CheckResult.Status;
import io.eventrecorder.spi.ProviderContext;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/** Checks whether events can be written. It writes nothing and creates no file. */
final class LogCheck {
  private LogCheck() {}

  static List<CheckResult> of(ProviderContext context) {
    List<String> problems = LogOptions.problems(context);
    if (!problems.isEmpty()) {
      return problems.stream().map(text -> result(Status.FAILED, "options", text)).toList();
    }
    if (context.get(LogOptions.FORMAT) == Format.SLF4J) {
      return List.of(logger(context.get(LogOptions.LOGGER)));
    }
    return switch (context.get(LogOptions.OUTPUT)) {
      case STDOUT -> List.of(stream("standard output", System.out));
      case STDERR -> List.of(stream("standard error", System.err));
      case FILE -> List.of(file(context.get(LogOptions.FILE), LogOptions.access(context)));
    };
  }

  private static CheckResult logger(String name) {
    if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory) {
      return result(
          Status.WARNING,
          "logging back end",
          "there is none on the class path, so events are discarded: add one, for example"
              + " ch.qos.logback:logback-classic, or set format=json");
    }
    Logger logger = LoggerFactory.getLogger(name);
    if (logger.isInfoEnabled()) {
      return result(Status.OK, "logger " + name, "INFO is on");
    }
    String off =
        logger.isWarnEnabled() ? "INFO is off, so only Warnings are" : "it is off, so no event is";
    return result(Status.WARNING, "logger " + name, off + " logged; set its level to INFO");
  }

  private static CheckResult stream(String name, PrintStream stream) {
    return stream.checkError()
        ? result(
            Status.FAILED, name, "accepts no more lines: its reader is gone, or no space is left")
        : result(Status.OK, name, "open");
  }

  private static CheckResult file(String name, FileAccess access) {
    try {
      Path file = Path.of(name).toAbsolutePath();
      String subject = "file " + name;
      if (!access.followLinks() && Files.isSymbolicLink(file)) {
        return result(
            Status.FAILED,
            subject,
            "is a link: name the file that it leads to, or set file-follow-links=true");
      }
      if (!isWritable(file)) {
        return result(
            Status.FAILED,
            subject,
            "cannot be appended to: name a file that this process may write, in a directory that"
                + " exists");
      }
      String warning = FileWarnings.of(file, access);
      return warning.isEmpty()
          ? result(Status.OK, subject, "can be appended to")
          : result(Status.WARNING, subject, "can be appended to, but " + warning);
    } catch (InvalidPathException e) {
      return result(Status.FAILED, "file " + name, "is not a path: " + e.getReason());
    }
  }

  private static boolean isWritable(Path file) {
    if (Files.exists(file)) {
      return Files.isWritable(file) && !Files.isDirectory(file);
    }
    Path directory = file.getParent();
    return directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
  }

  private static CheckResult result(Status status, String subject, String detail) {
    return new CheckResult(status, subject, detail);
  }
}
