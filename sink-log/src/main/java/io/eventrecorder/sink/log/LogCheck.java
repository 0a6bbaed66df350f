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

/** Would lines arrive? Looks only: writes nothing and makes no file. */
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
      case FILE -> List.of(file(context.get(LogOptions.FILE)));
    };
  }

  private static CheckResult logger(String name) {
    if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory) {
      return result(
          Status.WARNING,
          "logging back end",
          "none on the class path, so events go nowhere: add one, for example"
              + " ch.qos.logback:logback-classic, or set format=json");
    }
    Logger logger = LoggerFactory.getLogger(name);
    if (logger.isInfoEnabled()) {
      return result(Status.OK, "logger " + name, "INFO is on");
    }
    String off =
        logger.isWarnEnabled() ? "INFO is off, so only Warnings are" : "it is off: none is";
    return result(Status.WARNING, "logger " + name, off + " logged; set its level to INFO");
  }

  private static CheckResult stream(String name, PrintStream stream) {
    return stream.checkError()
        ? result(Status.FAILED, name, "takes no more: closed pipe, or no space left")
        : result(Status.OK, name, "open");
  }

  private static CheckResult file(String name) {
    try {
      Path file = Path.of(name).toAbsolutePath();
      Path directory = file.getParent();
      boolean writable =
          Files.exists(file)
              ? Files.isWritable(file) && !Files.isDirectory(file)
              : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
      return writable
          ? result(Status.OK, "file " + name, "can be appended to")
          : result(
              Status.FAILED,
              "file " + name,
              "cannot be appended to: name a file in a directory that exists, and that this"
                  + " process may write");
    } catch (InvalidPathException e) {
      return result(Status.FAILED, "file " + name, "is no path: " + e.getReason());
    }
  }

  private static CheckResult result(Status status, String subject, String detail) {
    return new CheckResult(status, subject, detail);
  }
}
